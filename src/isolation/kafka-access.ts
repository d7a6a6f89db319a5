import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { requiredAccess } from '../access/required-access';
import { IKafkaCluster, KafkaAuthentication, KafkaCluster } from '../clusters';
import { labelProblems } from '../core/kubernetes-names';
import { Problem, reportProblems } from '../core/problem';
import { NamingPolicy } from '../model';
import { factsOf } from '../model/facts';
import { isSameCluster } from '../model/same-cluster';
import { MirrorMaker2Replication } from '../replication';
import { guardApp } from '../replication/app-guard';
import { AccessProvisioning } from './access-provisioning';
import { ClientPropertiesOptions, ConsumeOptions, ProduceOptions, ReplicateOptions } from './grants';
import { Client, clientProblems, clientProperties, topicsPattern } from './private/client-properties';
import { Grant, grantProblems } from './private/grant';
import { aliasesProblems, consumeRules, produceRules, transactionalIdProblems } from './private/grant-rules';
import { requireGrantTypes } from './private/grant-types';
import { ApplicationRights, isFaulty } from './private/line-view';
import { MadeObjects } from './private/made-objects';
import { objectName } from './private/object-name';
import { principalOf } from './private/principal';
import { accessFiles, kafkaUserSpec } from './private/rendered-access';
import { endsAt, GrantedReplication, replicationProblems } from './private/replication-checks';
import { ambiguousQuotas, ambiguousUsers } from './private/user-checks';

/** The cluster, and how rights come to it. */
export interface KafkaAccessProps {
  /** The cluster that the rights are about. */
  readonly cluster: IKafkaCluster;
  /**
   * How rights come to the cluster.
   * @default - KafkaUsers where Strimzi runs the cluster, IAM policies for Event Streams on IBM Cloud, else a script
   */
  readonly provisioning?: AccessProvisioning;
  /**
   * What copies on this cluster are called, for `copiesFrom`: the naming of the replications that make them.
   * @default NamingPolicy.prefixed()
   */
  readonly naming?: NamingPolicy;
  /**
   * Labels of all objects.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}

/**
 * Who may do what on a cluster: applications, and MirrorMaker 2 itself, each no more than it needs.
 *
 * One declaration, whatever the cluster has: KafkaUsers of Strimzi, ACLs of any Kafka, IAM policies of Event Streams. A user is declared by how it logs in,
 * so no password is ever needed here. Fails: a right on everything (but for a replication of everything), a user that cannot be named.
 *
 * @see kafkauser v1 schema, Strimzi 1.2.0
 * @example
 * const access = new KafkaAccess(chart, 'Access', { cluster: KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' }) });
 * access.grantConsume(KafkaAuthentication.scramSha512('kp-consumer-1', SecretKey.of('kp-consumer-1', 'password')), {
 *   topics: TopicSelection.named('kp-topic-1'),
 *   groups: GroupSelection.named('kp-users-1'),
 *   copiesFrom: ['kp-remote'],
 * });
 */
export class KafkaAccess extends Construct {
  private readonly cluster: KafkaCluster;
  private readonly isConstruct: boolean;
  private readonly provisioning: AccessProvisioning;
  private readonly naming: NamingPolicy;
  private readonly labels?: { [key: string]: string };
  private readonly grants: Grant[] = [];
  private readonly replications: GrantedReplication[] = [];
  private readonly clients: { client: Client; options: ClientPropertiesOptions }[] = [];

  constructor(scope: Construct, id: string, props: KafkaAccessProps) {
    super(scope, id);
    this.cluster = props.cluster.cluster;
    this.isConstruct = Construct.isConstruct(props.cluster);
    this.provisioning = props.provisioning ?? AccessProvisioning._for(this.cluster);
    this.naming = props.naming ?? NamingPolicy.prefixed();
    this.labels = props.labels;
    reportProblems(this, () => this.problems());
    guardApp(this);
  }

  /**
   * An application reads.
   * @param user how it logs in on this cluster
   * @param options what it reads
   */
  public grantConsume(user: KafkaAuthentication, options: ConsumeOptions): void {
    requireGrantTypes(this.node.path, 'grantConsume', { user, ...options }, ['user', 'topics', 'groups']);
    const problems = () => [...options.topics._problems('topics'), ...options.groups._problems('groups'), ...aliasesProblems(options.copiesFrom)];
    this.grant('grantConsume', user, { principal: options.principal, rules: () => consumeRules(options, this.naming), problems });
  }

  /**
   * An application writes.
   * @param user how it logs in on this cluster
   * @param options what it writes
   */
  public grantProduce(user: KafkaAuthentication, options: ProduceOptions): void {
    requireGrantTypes(this.node.path, 'grantProduce', { user, ...options }, ['user', 'topics']);
    const problems = () => [...options.topics._problems('topics'), ...transactionalIdProblems(options.transactionalIds)];
    this.grant('grantProduce', user, { principal: options.principal, rules: () => produceRules(options), problems });
  }

  /**
   * MirrorMaker 2 does what its configuration makes it do on this cluster: read it, write it, or both. To be called after `addSource`.
   * @param replication whose users get the rights
   * @param options what goes with them
   */
  public grantReplicate(replication: MirrorMaker2Replication, options: ReplicateOptions = {}): void {
    const ends = endsAt(this.cluster, replication);
    this.replications.push({ replication, aliases: ends.map(({ alias }) => alias) });
    for (const { alias, authentication } of ends) {
      const rules = () => isFaulty(replication) ? [] : replication.binding._effectiveConfigs()
        .flatMap((config) => requiredAccess(config, factsOf(replication.model)))
        .filter((access) => access.alias === alias && isSameCluster(this.cluster, { bootstrapServers: [access.bootstrapServers] }))
        .flatMap((access) => access.rules);
      this.grant('grantReplicate', authentication, { principal: options.principal, quota: options.quota, rules, replication: replication.node.path });
    }
  }

  /**
   * Writes the settings of a client into a ConfigMap: `client.properties`, and `topics.pattern` where it has topics. Passwords and keys are placeholders
   * that the client resolves where its Secrets are mounted.
   *
   * @see org.apache.kafka.common.config.provider.DirectoryConfigProvider (kafka-clients 4.3.1)
   * @param user how the client logs in on this cluster
   * @param options what is written, and where
   */
  public addClientProperties(user: KafkaAuthentication, options: ClientPropertiesOptions = {}): void {
    requireGrantTypes(this.node.path, 'addClientProperties', { user, ...options }, ['user']);
    const client = { cluster: this.cluster, user, mountPath: options.mountPath ?? '/mnt/secrets' };
    const name = options.name ?? objectName(principalOf(user)?.name ?? 'client', this.cluster.alias, 'client');
    this.clients.push({ client, options });
    if (!MadeObjects.of(this).add(this, 'ConfigMap', options.namespace, name)) {
      return;
    }
    new ApiObject(this, `ClientProperties-${name}`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: options.namespace, labels: this.labels },
      data: {
        'client.properties': clientProperties(client),
        'topics.pattern': options.topics && topicsPattern(options.topics, options.copiesFrom ?? [], this.naming),
      },
    });
  }

  /**
   * What applications may do, as far as it was granted without a mistake.
   * @internal
   */
  public _applications(): ApplicationRights[] {
    return this.grants.filter(({ replication, problems }) => replication === undefined && (problems?.() ?? []).length === 0)
      .map(({ call, rules }) => ({ call, cluster: this.cluster, rules: rules() }));
  }

  private grant(call: string, user: KafkaAuthentication, grant: Pick<Grant, 'rules' | 'principal' | 'quota' | 'replication' | 'problems'>): void {
    const known = principalOf(user);
    const principal = grant.principal ?? known?.principal;
    const name = known?.name ?? grant.principal?.replace(/^User:/, '') ?? call;
    this.grants.push({ ...grant, call, user, name, principal, kafkaUserType: known?.kafkaUserType });
    const { _details } = this.provisioning;
    if (_details.kind === 'strimziUsers') {
      this.kafkaUser(name, _details.cluster, _details.namespace);
    } else {
      this.files(_details.kind, _details.namespace);
    }
  }

  private kafkaUser(name: string, cluster: string, namespace: string): void {
    if (this.node.tryFindChild(name) === undefined) {
      MadeObjects.of(this).add(this, 'KafkaUser', namespace, name);
      new ApiObject(this, name, {
        apiVersion: 'kafka.strimzi.io/v1',
        kind: 'KafkaUser',
        metadata: { name, namespace, labels: { ...this.labels, 'strimzi.io/cluster': cluster } },
        spec: Lazy.any({ produce: () => kafkaUserSpec(this.grants.filter((grant) => grant.name === name)) }),
      });
    }
  }

  private files(kind: 'script' | 'eventStreamsIam', namespace: string | undefined): void {
    if (this.node.tryFindChild('Files') === undefined) {
      const name = objectName(this.cluster.alias, kind === 'script' ? 'kafka-acls' : 'iam-policies');
      MadeObjects.of(this).add(this, 'ConfigMap', namespace, name);
      new ApiObject(this, 'Files', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, namespace, labels: this.labels },
        data: Lazy.any({ produce: () => accessFiles(kind, this.cluster, this.grants) }),
      });
    }
  }

  /** A cluster that is a construct reports by itself, one that is replicated is reported there; who logs in stands in the grants. */
  private clusterProblems(): Problem[] {
    return this.isConstruct || this.replications.length > 0 ? [] : this.cluster._problems('cluster').filter(({ prop }) => prop !== 'cluster.apiKey');
  }

  private problems(): Problem[] {
    return [
      ...this.clusterProblems(),
      ...this.provisioning._problems('provisioning'),
      ...this.naming._problems('naming'),
      ...labelProblems('labels', this.labels),
      ...this.grants.flatMap((grant) => grantProblems(grant, this.provisioning._details.kind)),
      ...ambiguousUsers(this.grants),
      ...ambiguousQuotas(this.grants),
      ...this.replications.flatMap((granted) => replicationProblems(this.cluster, granted)),
      ...MadeObjects.of(this).problemsOf(this),
      ...this.clients.flatMap(({ client, options }) => clientProblems(client, options).map((problem) => ({ ...problem, prop: `addClientProperties ${problem.prop}` }))),
    ];
  }
}
