import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { millisecondsOf } from '../../core/durations';
import { externalSecretSpec, RemoteValue, StoreReference } from '../../core/external-secret';
import { Problem } from '../../core/problem';
import { NeededSecret } from './needed-secrets';

/** Where a store has the values of a Secret. */
export interface RemoteNames {
  /** Of a key. */
  value(secretName: string, key: string): Omit<RemoteValue, 'secretKey'>;
  /** Of the Secret as a whole. */
  entry(secretName: string): string;
}

/** One ExternalSecret for each Secret, in the namespace of the Secret. */
export function writeExternalSecrets(
  scope: Construct, secrets: readonly NeededSecret[], store: StoreReference, remote: RemoteNames, refreshInterval?: Duration,
): void {
  for (const { namespace, name, keys, isWhole } of secrets) {
    new ApiObject(namespaceScope(scope, namespace), `ExternalSecret-${name}`, {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name, namespace },
      spec: externalSecretSpec(name, {
        store,
        refreshSeconds: refreshInterval && Math.round(millisecondsOf(refreshInterval) / 1000),
        values: keys.map((key) => ({ secretKey: key, ...remote.value(name, key) })),
        wholeEntries: isWhole ? [remote.entry(name)] : [],
      }),
    });
  }
}

/** A scope of its own for each namespace, so that two Secrets of one name can stand beside each other. */
export function namespaceScope(scope: Construct, namespace: string | undefined): Construct {
  const id = namespace === undefined ? 'CurrentNamespace' : `Namespace-${namespace}`;
  return scope.node.tryFindChild(id) as Construct | undefined ?? new Construct(scope, id);
}

/** Problems of the time between two looks into the store. */
export function refreshProblems(prop: string, interval: Duration | undefined): Problem[] {
  const seconds = interval === undefined ? 60 : millisecondsOf(interval) / 1000;
  return Number.isInteger(seconds) && seconds >= 10 && seconds <= 604_800 ? []
    : [{ prop, problem: 'is out of range', value: interval?.toHumanString(), allowed: 'whole seconds, 10 seconds to 7 days' }];
}
