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

/**
 * What is wrong with a path in an image or on a machine.
 *
 * @param hidden folders in place of which the worker sees others
 */
export function pathProblems(prop: string, path: string | undefined, hidden: readonly string[]): Problem[] {
  if (path === undefined) {
    return [];
  }
  if (!/^(\/[\w-][\w.-]*)+$/.test(path)) {
    return [{ prop, problem: 'is not a path', value: path, allowed: 'an absolute path of letters, digits, ".", "_" and "-"' }];
  }
  const over = hidden.find((folder) => `${path}/`.startsWith(`${folder}/`));
  return over === undefined ? [] : [{
    prop, problem: `is in ${over}, which is another folder to the worker`, value: path, allowed: `a path outside of ${hidden.join(', ')}`,
  }];
}
