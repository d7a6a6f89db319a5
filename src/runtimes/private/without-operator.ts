import { entryOf, Problem } from '../../core/problem';
import { ReplicationModel } from '../../model';
import { clustersOf } from './client-properties';

/** Keys of the worker that follow from the replication itself. */
const DERIVED = /^(bootstrap\.servers$|group\.id$|(config|offset|status)\.storage\.topic$|listeners|rest\.|((producer|consumer|admin)\.)?(security\.protocol$|sasl\.|ssl\.(truststore|keystore|key)\.))/;

/** Raw settings of the worker that an operator would drop; without one they would win, and MM2 would lose its memory. */
export function derivedKeyProblems({ workerConfig }: ReplicationModel): Problem[] {
  return Object.keys(workerConfig).filter((key) => DERIVED.test(key)).map((key): Problem => ({
    prop: entryOf('workerConfig', key), problem: 'follows from the replication', remedy: 'remove it; name, target and authentication decide it',
  }));
}

/** Only an operator can join several certificates. */
export function certificateProblems(model: ReplicationModel): Problem[] {
  return clustersOf(model).filter(({ cluster }) => /[*?]/.test(cluster.trust?.certificate ?? '')).map(({ cluster, prop }): Problem => ({
    prop: `${prop}.trust.certificate`, problem: 'is a pattern, which only operators resolve', value: cluster.trust?.certificate,
    allowed: 'the key of one PEM file, which may hold several certificates', remedy: 'name the key: TlsTrust.secret(…, \'ca.crt\')',
  }));
}

/** What is wrong with a path in an image or on a machine. */
export function pathProblems(prop: string, path: string | undefined): Problem[] {
  return path === undefined || /^(\/[\w.-]+)+$/.test(path) ? [] : [{ prop, problem: 'is not a path', value: path, allowed: 'an absolute path of letters, digits, ".", "_" and "-"' }];
}
