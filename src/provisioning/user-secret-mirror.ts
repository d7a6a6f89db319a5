import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { IKafkaCluster, KafkaCluster } from '../clusters';
import { groupBy } from '../core/group-by';
import { dnsLabelProblems, dnsNameProblems } from '../core/kubernetes-names';
import { Problem, reportProblems } from '../core/problem';
import { resourceNameOf } from '../model/resource-name';
import { isSameCluster } from '../model/same-cluster';
import { MirrorMaker2Replication } from '../replication';
import { applyAfterReplications, lateProblems, NeededSecret, neededSecrets, replicationProblems } from './private/needed-secrets';
import { namespaceScope, refreshProblems, writeExternalSecrets } from './private/write-external-secrets';

/** Which Secrets are mirrored, and from where. */
export interface UserSecretMirrorProps {
  /** The cluster that Strimzi or the Event Streams operator runs, with the credentials in use or any others, also under another alias (lines of business). */
  readonly cluster: IKafkaCluster;
  /** Namespace of the Kafka resource and its KafkaUsers. */
  readonly kafkaNamespace: string;
  /** The replications that read from or write to the cluster; each has to run in a namespace that is known, and another than `kafkaNamespace`. */
  readonly replications: MirrorMaker2Replication[];
  /**
   * Name of the ServiceAccount, SecretStore, Role and RoleBinding; the latter two have the namespace of MirrorMaker 2 appended.
   * @default 'mm2-<alias>-secrets'
   */
  readonly name?: string;
  /**
   * How often the Secrets are read again (`refreshInterval`): a renewed certificate has to arrive before the old one expires. Range: 10 seconds..7 days.
   * @default - External Secrets' own, 1 hour
   */
  readonly refreshInterval?: Duration;
  /**
   * Where Role and RoleBinding go, which live in `kafkaNamespace`: another chart, when somebody else applies what belongs there.
   * @default - this construct
   */
  readonly kafkaScope?: Construct;
}

/**
 * The Secrets of a Kafka cluster's operator (KafkaUsers' and certificate authority), brought from Kafka's namespace to that of MirrorMaker 2:
 * Strimzi reads Secrets only there, and a User Operator writes only to its own.
 *
 * Makes, in the namespace of MirrorMaker 2, a SecretStore with provider `kubernetes`, the ServiceAccount it acts as, and an ExternalSecret for each
 * Secret that the replications' use of the cluster needs; in Kafka's namespace a Role to `get` exactly those Secrets, and its RoleBinding. Both namespaces are
 * in one Kubernetes cluster. Needs the External Secrets Operator.
 *
 * @see providers/v1/kubernetes/client.go GetSecret and GetSecretMap, validate.go (external-secrets, 2026): `get` on Secrets is all that a store has to be allowed
 * @example
 * new UserSecretMirror(chart, 'Mirror', { cluster: plantA, kafkaNamespace: 'kp-kafka', replications: [replication] });
 */
export class UserSecretMirror extends Construct {
  private readonly written: readonly NeededSecret[];

  constructor(scope: Construct, id: string, private readonly props: UserSecretMirrorProps) {
    super(scope, id);
    this.written = this.needed();
    applyAfterReplications(this, props.replications);
    if (this.problems().length === 0) {
      for (const [namespace, secrets] of groupBy(this.written, (secret) => secret.namespace ?? '')) {
        this.writeStore(namespace, secrets);
        this.writeAccess(namespace, secrets);
      }
    }
    reportProblems(this, () => this.problems());
  }

  private get name(): string {
    return this.props.name ?? `${resourceNameOf(this.props.cluster.cluster.alias)}-secrets`;
  }

  private needed(): NeededSecret[] {
    const { cluster, replications } = this.props;
    return isCluster(cluster) ? neededSecrets(replications, (used) => isMeant(cluster.cluster, used)) : [];
  }

  private writeStore(namespace: string, secrets: readonly NeededSecret[]): void {
    const { name, props: { kafkaNamespace, refreshInterval } } = this;
    const here = namespaceScope(this, namespace);
    new ApiObject(here, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
    new ApiObject(here, 'SecretStore', {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name, namespace },
      spec: {
        provider: {
          kubernetes: {
            remoteNamespace: kafkaNamespace,
            // Kubernetes puts this ConfigMap into every namespace.
            server: { caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' } },
            auth: { serviceAccount: { name } },
          },
        },
      },
    });
    const remote = { value: (entry: string, property: string) => ({ entry, property }), entry: (secretName: string) => secretName };
    writeExternalSecrets(this, secrets, { kind: 'SecretStore', name }, remote, refreshInterval);
  }

  private writeAccess(namespace: string, secrets: readonly NeededSecret[]): void {
    const { kafkaNamespace, kafkaScope } = this.props;
    const scope = kafkaScope ? new Construct(kafkaScope, `${this.node.path}/${namespace}`) : namespaceScope(this, namespace);
    const metadata = { name: `${this.name}-${namespace}`, namespace: kafkaNamespace };
    new ApiObject(scope, 'Role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: secrets.map(({ name }) => name), verbs: ['get'] }],
    });
    new ApiObject(scope, 'RoleBinding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: this.name, namespace }],
    });
  }

  private problems(): Problem[] {
    const { cluster, kafkaNamespace, replications, name, refreshInterval } = this.props;
    const namespaces = replicationProblems('', replications).length > 0 ? [] : replications.map(({ binding }) => binding.namespace);
    return [
      ...!isCluster(cluster) ? [{ prop: 'cluster', problem: 'is not a cluster', allowed: 'a KafkaCluster or a construct that stands for one' }]
        : this.written.length > 0 ? []
          : [{ prop: 'cluster', problem: 'needs no Secret in these replications', remedy: 'give it an authentication or a trust with a Secret, or leave the mirror out' }],
      ...dnsLabelProblems('kafkaNamespace', kafkaNamespace),
      ...replicationProblems('replications', replications),
      ...namespaces.flatMap((namespace, i) => namespaceProblems(`replications[${i}]`, namespace, kafkaNamespace)),
      ...name === undefined ? [] : dnsNameProblems('name', name),
      ...refreshProblems('refreshInterval', refreshInterval),
      ...lateProblems('replications', this.written, this.needed()),
    ];
  }
}

function isCluster(value: unknown): value is IKafkaCluster {
  return (value as IKafkaCluster | undefined)?.cluster instanceof KafkaCluster;
}

/** Rights are given to a ServiceAccount in a namespace, so the namespace has to have a name. */
function namespaceProblems(prop: string, namespace: string | undefined, kafkaNamespace: string): Problem[] {
  if (namespace === undefined) {
    return [{ prop, problem: 'runs in a namespace that is not known', remedy: 'set namespace of its runtime or of the chart' }];
  }
  return namespace !== kafkaNamespace ? [] : [{ prop, problem: 'runs in kafkaNamespace', value: namespace, remedy: 'leave it out: the Secrets are there already' }];
}

/** Whether a replication means this cluster; a line of business knows it by an alias of its own. */
function isMeant(cluster: KafkaCluster, used: KafkaCluster): boolean {
  return cluster.alias === used.alias || isSameCluster(cluster, used);
}
