import { IConstruct } from 'constructs';
import { AclRule } from '../../access/acl-rule';
import { ClusterAccess, requiredAccess } from '../../access/required-access';
import { KafkaCluster } from '../../clusters';
import { ByteRate } from '../../core';
import { ReplicationModel } from '../../model';
import { factsOf } from '../../model/facts';
import { MirrorMaker2Replication } from '../../replication';
import { internalTopicsByCluster } from '../../rules/internal-topics';
import { RuleSubject } from '../../rules/rule';
import { LobCredentials } from '../lob-isolated-flow-props';

/** A line of business as it is declared. */
export interface IsolatedLine extends IConstruct {
  readonly lineOfBusiness: string;
  readonly namespace?: string;
  readonly budget: ByteRate;
  readonly replication: MirrorMaker2Replication;
  readonly sourceAccess: LineAccess;
  readonly targetAccess: LineAccess;
}

/** What a line lets applications do on one of its clusters. */
interface LineAccess {
  _applications(): readonly ApplicationRights[];
}

/** What one call lets an application do. */
export interface ApplicationRights {
  readonly call: string;
  readonly cluster: KafkaCluster;
  readonly rules: readonly AclRule[];
}

/** The same, and where the call is made: `sourceAccess.grantConsume`. */
export interface ApplicationAccess extends ApplicationRights {
  readonly prop: string;
}

/** A line of business as the checks see it: what it was told, and what becomes of it. */
export interface LineView {
  readonly line: IsolatedLine;
  readonly path: string;
  readonly model: ReplicationModel;
  /** Clusters that it reads, and the one that it writes. */
  readonly clusters: readonly KafkaCluster[];
  /** Who logs in to these clusters. */
  readonly users: readonly LineUser[];
  readonly applications: readonly ApplicationAccess[];
  /** What runs, and the rights that it takes; none while wrong props keep it from being rendered: they are reported by themselves. */
  readonly running?: Running;
}

/** A user of a line at a cluster, and what ACLs call it where somebody says it. */
interface LineUser {
  readonly at: KafkaCluster;
  readonly principal?: string;
}

/** What becomes of a line. */
interface Running {
  readonly subject: RuleSubject;
  readonly access: readonly ClusterAccess[];
  readonly internalTopics: readonly string[];
}

/** What a check has to say, and to whom. */
export interface Objection {
  readonly to: LineView;
  readonly prop: string;
  readonly problem: string;
  readonly value?: unknown;
  readonly allowed?: string;
  readonly remedy?: string;
}

export function viewOf(line: IsolatedLine, { sourcePrincipal, targetPrincipal }: LobCredentials): LineView {
  const { replication } = line;
  const { model } = replication;
  return {
    line, model,
    path: line.node.path,
    clusters: [...model.flows.map(({ source }) => source), model.target],
    users: [...model.flows.map(({ source }) => ({ at: source, principal: sourcePrincipal })), { at: model.target, principal: targetPrincipal }],
    applications: (['sourceAccess', 'targetAccess'] as const).flatMap((side) => line[side]._applications().map((rights) => ({ ...rights, prop: `${side}.${rights.call}` }))),
    running: isFaulty(replication) ? undefined : running(replication),
  };
}

/** Whether wrong props keep a replication from being rendered; it reports them by itself. */
export function isFaulty(replication: MirrorMaker2Replication): boolean {
  return replication._propProblems().length > 0 || replication._runtimeProblems().length > 0;
}

function running({ binding, model }: MirrorMaker2Replication): Running | undefined {
  const config = binding.effectiveConfig();
  if (config.error !== undefined) return undefined;
  const facts = factsOf(model);
  const subject: RuleSubject = { config, acknowledged: {}, eventStreamsPlan: model.target.eventStreamsPlan?.name, facts };
  return { subject, access: requiredAccess(config, facts), internalTopics: internalTopicsByCluster([subject]).of(subject).map(({ name }) => name) };
}
