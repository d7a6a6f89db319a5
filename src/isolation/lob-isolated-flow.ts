import { ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { IKafkaCluster, KafkaAuthentication, KafkaCluster } from '../clusters';
import { ByteRate } from '../core';
import { LABELS } from '../core/labels';
import { reportProblems } from '../core/problem';
import { MirrorMaker2Replication } from '../replication';
import { StrimziRuntime } from '../runtimes';
import { AccessProvisioning } from './access-provisioning';
import { KafkaAccess } from './kafka-access';
import { LobIsolatedFlowProps } from './lob-isolated-flow-props';
import { IsolationSet } from './private/isolation-set';
import { lobProblems, nameOfLine, requireLobTypes } from './private/lob-props';
import { limitRangeSpec, resourceQuotaSpec, workerDemand } from './private/namespace-limits';
import { allowReplication, denyAll, Destination } from './private/network-policies';
import { teamBinding, teamRules } from './private/team-role';

/**
 * Replication for one line of business, which cannot reach the data of another one.
 *
 * It has MirrorMaker 2 workers, a namespace, aliases, internal topics and users of its own; the users have the rights that this configuration needs and no
 * other; the pods talk to the two clusters, name servers and the Kubernetes API. All lines of an App are checked together when it is synthesized: topics, groups and rights must be
 * proven to have no name in common. Fails: anything that two lines share, rights on everything, more than a plan of Event Streams carries.
 *
 * @see org.apache.kafka.connect.mirror.ReplicationPolicy (connect-mirror-client 4.3.1): what MM2 names by alias alone
 * @example
 * const retail = new LobIsolatedFlow(chart, 'Retail', {
 *   lineOfBusiness: 'retail',
 *   source: KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' }),
 *   target: KafkaCluster.strimzi('kp-hub', { cluster: 'kp-hub', namespace: 'kp-hub' }),
 *   topics: TopicSelection.matching('retail-.+'),
 *   groups: GroupSelection.matching('retail-.+'),
 *   credentials: {
 *     source: KafkaAuthentication.scramSha512('mm2-retail', SecretKey.of('mm2-retail-source', 'password')),
 *     target: KafkaAuthentication.scramSha512('mm2-retail', SecretKey.of('mm2-retail-target', 'password')),
 *   },
 *   budget: ByteRate.of(Size.mebibytes(5)),
 *   team: { group: 'retail-platform' },
 * });
 */
export class LobIsolatedFlow extends Construct {
  /** Name of the line. */
  public readonly lineOfBusiness: string;
  /** What the line may carry. */
  public readonly budget: ByteRate;
  /** The replication, to be monitored like any other. */
  public readonly replication: MirrorMaker2Replication;
  /**
   * Namespace of the workers.
   * @default - the runtime names none, which fails the synth
   */
  public readonly namespace?: string;
  /** Labels of all objects and pods of the line, for monitoring and logs. */
  public readonly labels: { [key: string]: string };
  /** The users of the line at the source; rights of applications may be added. */
  public readonly sourceAccess: KafkaAccess;
  /** The users of the line at the target; rights of applications may be added. */
  public readonly targetAccess: KafkaAccess;

  constructor(scope: Construct, id: string, private readonly props: LobIsolatedFlowProps) {
    super(scope, id);
    requireLobTypes(this.node.path, props);
    const line = nameOfLine(props);
    const namespace = props.namespace ?? `mm2-${line}`;
    this.lineOfBusiness = line;
    this.budget = props.budget;
    this.labels = { [LABELS.lineOfBusiness]: line };
    this.replication = new MirrorMaker2Replication(this, 'Replication', {
      ...props,
      source: ownEnd(props.source, props.sourceAlias, line, props.credentials.source),
      target: ownEnd(props.target, props.targetAlias, line, props.credentials.target),
      // The topic `heartbeats` of the source is everybody's.
      sourceConnectorConfig: { 'heartbeats.replication.enabled': 'false', ...props.sourceConnectorConfig },
      runtime: props.runtime ?? new StrimziRuntime({ namespace, createNamespace: props.namespace === undefined }),
    });
    this.namespace = this.replication.binding.namespace;
    const { credentials, sourceAccessScope, sourceProvisioning, targetAccessScope, targetProvisioning } = props;
    const { flows: [{ source }], target } = this.replication.model;
    this.sourceAccess = this.access('SourceAccess', source, credentials.sourcePrincipal, sourceAccessScope, sourceProvisioning);
    this.targetAccess = this.access('TargetAccess', target, credentials.targetPrincipal, targetAccessScope, targetProvisioning);
    this.wallIn();
    reportProblems(this, () => lobProblems(props, this.replication));
    if (line === props.lineOfBusiness) IsolationSet.of(this).add(this, credentials);
  }

  /** Users with the rights of this line and its budget as quota. */
  private access(id: string, cluster: KafkaCluster, principal?: string, scope?: Construct, given?: AccessProvisioning): KafkaAccess {
    const provisioning = given ?? AccessProvisioning._for(cluster, { namespace: scope === undefined ? this.namespace : undefined });
    // Somewhere else, the path keeps the ids of two lines apart.
    const access = new KafkaAccess(scope ?? this, scope ? `${this.node.path}/${id}` : id, { cluster, provisioning, naming: this.props.naming, labels: this.labels });
    access.grantReplicate(this.replication, { quota: this.budget, principal });
    return access;
  }

  /** The walls stand before the replication starts. */
  private wallIn(): void {
    const { binding } = this.replication;
    const { team, resourceQuota, network = {} } = this.props;
    const resource = this.replication.node.defaultChild as ApiObject | undefined;
    const name = resource?.name ?? this.replication.model.name;
    const made = Chart.of(this).node.tryFindChild(`Namespace-${this.namespace}`) as ApiObject | undefined;
    const walls: IConstruct[] = [
      // In a namespace that is made here, whatever else is started there talks to nobody either.
      this.object('DefaultDeny', 'networking.k8s.io/v1', 'NetworkPolicy', `${name}-default-deny`, { spec: denyAll(made ? {} : binding.podSelector) }),
      this.object('NetworkPolicy', 'networking.k8s.io/v1', 'NetworkPolicy', `${name}-allow`, {
        spec: Lazy.any({ produce: () => allowReplication(binding.podSelector, this.destinations(), network) }),
      }),
    ];
    if (team) {
      this.object('TeamRole', 'rbac.authorization.k8s.io/v1', 'Role', `${name}-team`, { rules: teamRules(team, name) });
      this.object('TeamRoleBinding', 'rbac.authorization.k8s.io/v1', 'RoleBinding', `${name}-team`, teamBinding(team, `${name}-team`));
    }
    if (resourceQuota) {
      walls.push(
        this.object('ResourceQuota', 'v1', 'ResourceQuota', name, { spec: Lazy.any({ produce: () => resourceQuotaSpec(resourceQuota, workerDemand(this.replication)) }) }),
        this.object('LimitRange', 'v1', 'LimitRange', name, { spec: limitRangeSpec() }),
      );
    }
    const inside = this.node.children.filter((child) => child !== this.replication);
    if (made) inside.forEach((child) => child.node.addDependency(made));
    Object.entries(this.labels).forEach(([key, value]) => [resource, made].forEach((object) => object?.metadata.addLabel(key, value)));
    this.replication.node.addDependency(...walls);
  }

  private destinations(): Destination[] {
    const { model } = this.replication;
    const { sourceCidrs, targetCidrs } = this.props.network ?? {};
    return [...model.flows.map(({ source }) => ({ cluster: source, cidrs: sourceCidrs })), { cluster: model.target, cidrs: targetCidrs }];
  }

  private object(id: string, apiVersion: string, kind: string, name: string, body: object): ApiObject {
    return new ApiObject(this, id, { apiVersion, kind, metadata: { name, namespace: this.namespace, labels: this.labels }, ...body });
  }
}

/** A cluster as this line knows it: under its own alias, with its own user. */
function ownEnd({ cluster }: IKafkaCluster, alias: string | undefined, line: string, credentials: KafkaAuthentication): KafkaCluster {
  return cluster._withAlias(alias ?? `${cluster.alias}-${line}`).withAuthentication(credentials);
}
