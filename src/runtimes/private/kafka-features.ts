import { Problem } from '../../core/problem';
import { ReplicationModel } from '../../model';

/** What a replication needs of its workers that they have had since a version only; older ones ignore the setting without a word. */
export interface Feature {
  readonly name: string;
  readonly since: readonly [number, number];
  readonly isUsed: (model: ReplicationModel) => boolean;
}

/** @see KIP-716 (Kafka 3.0), KIP-618 with KIP-710 (Kafka 3.5), KIP-949 (Kafka 3.6) */
const FEATURES: readonly Feature[] = [
  { name: 'offset syncs at the target', since: [3, 0], isUsed: () => true },
  { name: 'exactly-once delivery', since: [3, 5], isUsed: ({ delivery }) => delivery.exactlyOnceStage !== undefined },
  { name: 'names of internal topics apart from the separator', since: [3, 6], isUsed: ({ naming }) => naming.separator !== '.' },
];

/**
 * Problems of the Kafka version of the workers.
 *
 * @param others what the runtime itself needs of them
 */
export function versionProblems(prop: string, version: string | undefined, model: ReplicationModel, others: readonly Feature[] = []): Problem[] {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(version ?? '') ?? [];
  if (version === undefined) {
    return [];
  }
  if (major === undefined) {
    return [{ prop, problem: 'is not a Kafka version', value: version, allowed: 'three numbers, such as "4.3.1"' }];
  }
  const isOlder = ([sinceMajor, sinceMinor]: Feature['since']) => Number(major) < sinceMajor || (Number(major) === sinceMajor && Number(minor) < sinceMinor);
  return [...FEATURES, ...others].filter(({ since, isUsed }) => isOlder(since) && isUsed(model)).map(({ name, since }): Problem => ({
    prop,
    problem: `is older than ${name}`,
    value: version,
    allowed: `Kafka ${since.join('.')} or newer`,
    remedy: 'use a newer version, or leave it to the operator',
  }));
}
