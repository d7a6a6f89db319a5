import { Construct } from 'constructs';
import { KafkaCluster } from '../../clusters';
import { secretsOf, SecretUse } from '../../clusters/secrets-of';
import { applyAfterNamespace } from '../../core/file-order';
import { groupBy } from '../../core/group-by';
import { dnsLabelProblems, dnsNameProblems, secretDataKeyProblems } from '../../core/kubernetes-names';
import { Problem } from '../../core/problem';
import { MirrorMaker2Replication } from '../../replication';

/** A Secret that replications read, in the namespace where they run. */
export interface NeededSecret {
  /** None is the namespace that is current when the manifests are applied. */
  readonly namespace?: string;
  readonly name: string;
  readonly keys: readonly string[];
  /** Also whatever else it holds, because a pattern selects from it. */
  readonly isWhole: boolean;
}

/** The Secrets that replications read to reach these clusters. What has no usable name is left out: the replication reports it. */
export function neededSecrets(replications: readonly MirrorMaker2Replication[], isMeant: (cluster: KafkaCluster) => boolean = () => true): NeededSecret[] {
  const given: readonly unknown[] = Array.isArray(replications) ? replications : [];
  const uses = given.filter(isReplication).flatMap(({ model, binding: { namespace } }) =>
    [model.target, ...model.flows.map(({ source }) => source)].filter(isMeant).flatMap(secretsOf).map((use) => ({ namespace, ...use })));
  const usable = uses.filter(({ namespace, secretName }) =>
    (namespace === undefined || dnsLabelProblems('', namespace).length === 0) && dnsNameProblems('', secretName).length === 0);
  return [...groupBy(usable, ({ namespace, secretName }) => JSON.stringify([namespace, secretName])).values()].map((same) => ({
    namespace: same[0].namespace,
    name: same[0].secretName,
    keys: keysOf(same),
    isWhole: same.some(({ pattern }) => pattern !== undefined),
  }));
}

/** Problems of a list of replications: JavaScript callers meet no compiler. */
export function replicationProblems(prop: string, replications: unknown): Problem[] {
  return Array.isArray(replications) && replications.length > 0 && replications.every(isReplication) ? []
    : [{ prop, problem: 'is not a list of replications', allowed: 'at least one MirrorMaker2Replication' }];
}

/** The chart of a replication may make the namespace that its Secrets are brought to. */
export function applyAfterReplications(secrets: Construct, replications: unknown): void {
  (Array.isArray(replications) ? replications : []).filter(isReplication)
    .forEach((replication) => applyAfterNamespace(secrets, replication, replication.binding.namespace));
}

/** What replications began to read after their Secrets were written: the objects of a construct are made when it is. */
export function lateProblems(prop: string, written: readonly NeededSecret[], now: readonly NeededSecret[]): Problem[] {
  const known = new Set(written.map((secret) => JSON.stringify(secret)));
  return now.filter((secret) => !known.has(JSON.stringify(secret))).map(({ name }) => ({
    prop, problem: 'read a Secret that was added later', value: name, remedy: 'create this construct after the last addSource',
  }));
}

function isReplication(value: unknown): value is MirrorMaker2Replication {
  return value instanceof MirrorMaker2Replication;
}

function keysOf(uses: readonly SecretUse[]): string[] {
  return [...new Set(uses.flatMap(({ keys }) => keys))].filter((key) => secretDataKeyProblems('', key).length === 0);
}
