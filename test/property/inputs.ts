import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AtLeastOnceOptions, ByteRate, ClusterFacts, Compression, ConfigMapKey, CustomAuthenticationOptions, DeliveryGuarantee, EventStreamsApiVersion,
  EventStreamsOperatorRuntime, EventStreamsOperatorRuntimeProps, EventStreamsOptions, EventStreamsPlan, EventStreamsServiceKey, EventStreamsTargetProps,
  ExactlyOnceOptions, ExactlyOnceStage, ExternalSecretsProps, GroupSelection, GroupType, IReplicationRuntime, KafkaAuthentication, KafkaCluster,
  KafkaClusterOptions, KubernetesRuntime, KubernetesRuntimeProps, LatencyOptions, LinkOptions, MirrorMaker2ReplicationProps, MirrorOptions,
  MutualTlsOptions, NamingPolicy, OAuthBearerOptions, OperatorRuntimeProps, PrefixedNamingOptions, RemoteKey, ReplicationTuning, SecretKey, SecretStore,
  StrimziClusterOptions, StrimziRuntime, TlsTrust, TopicFacts, TopicSelection, TransactionBoundary, TuningOptions,
  UserSecretMirrorProps, VirtualMachineRuntime, VirtualMachineRuntimeProps, WorkerPodProps, WorkerSizeProps,
} from '../../src';
import { badConfig, badDuration, badName, badNumber, badSize, choice, dictionary, host, label, text } from './values';

/** A program as data, so that it can be built twice and printed. */
export interface Program {
  readonly chartNamespace?: string;
  readonly target: KafkaCluster | EventStreamsTargetProps;
  readonly replications: readonly {
    readonly props: Omit<MirrorMaker2ReplicationProps, 'target'>;
    readonly more: readonly { readonly source: KafkaCluster; readonly options: MirrorOptions }[];
    readonly metrics?: ConfigMapKey;
    readonly logLayout?: ConfigMapKey;
  }[];
  readonly secrets?: Omit<ExternalSecretsProps, 'replications'>;
  /** Of the target, where it has Secrets and the namespace of MirrorMaker 2 is known. */
  readonly mirror?: Omit<UserSecretMirrorProps, 'replications' | 'cluster'>;
}

/** Every input is bad now and then. */
export const ALL_INPUTS = '*';

type Arbitraries<T> = { [K in keyof Required<T>]: fc.Arbitrary<NonNullable<T[K]>> };

/**
 * Arbitrary programs over the whole public API, in which one input (or any) has bad values: `Struct.prop` or `Class.factory(parameter)`.
 *
 * Everything else is good, so that a program without a bad input is one that a careful user could write.
 */
export class Inputs {
  /** The inputs that the generator knows. */
  public readonly known = new Set<string>();

  constructor(private readonly bad?: string) {}

  public program(): fc.Arbitrary<Program> {
    return fc.record({
      chartNamespace: fc.option(label(), { nil: undefined }),
      target: fc.oneof(this.cluster('t'), this.eventStreamsTarget()),
      replications: fc.tuple(this.replication('a', 'b'), this.replication('c', 'd')).chain(([first, second]) => fc.constantFrom([first], [first, second])),
      secrets: this.sometimes('ExternalSecretsProps|SecretStore|RemoteKey', this.externalSecrets()),
      mirror: this.sometimes('UserSecretMirrorProps', this.userSecretMirror()),
    });
  }

  /** Good values of an input, or bad ones where it is the bad one of this run. */
  private input<T>(name: string, good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>): fc.Arbitrary<T> {
    this.known.add(name);
    return this.bad === ALL_INPUTS ? fc.oneof({ arbitrary: good, weight: 6 }, { arbitrary: bad, weight: 1 }) : this.bad === name ? bad : good;
  }

  /** An input whose value is made of inputs. */
  private part<T>(name: string, value: fc.Arbitrary<T>): fc.Arbitrary<T> {
    return this.input(name, value, value);
  }

  /** One program in four has it, and all whose bad input is in it. */
  private sometimes<T>(owners: string, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
    return new RegExp(`^(${owners})`).test(this.bad ?? '') ? value : fc.option(value, { nil: undefined, freq: 1 });
  }

  private externalSecrets(): fc.Arbitrary<Omit<ExternalSecretsProps, 'replications'>> {
    const struct = 'ExternalSecretsProps';
    this.known.add(`${struct}.replications`); // all of the program
    this.known.add('RemoteKey.of(entry)');
    this.known.add('RemoteKey.of(property)');
    const badKeys = dictionary(badName(), fc.tuple(text(), text()).map(([entry, property]) => RemoteKey.of(entry, property)), 1);
    return this.struct<Omit<ExternalSecretsProps, 'replications'>>(struct, ['store'], {
      store: this.part(`${struct}.store`, fc.oneof(
        this.input('SecretStore.cluster(name)', label(), badName()).map((name) => SecretStore.cluster(name)),
        this.input('SecretStore.namespaced(name)', label(), badName()).map((name) => SecretStore.namespaced(name)),
      )),
      entryPrefix: this.input(`${struct}.entryPrefix`, choice('', 'kafka/production/', 'arn:aws:x-'), text()),
      // Which Secrets there are is not known here, so every name is one that nobody reads.
      remoteKeys: this.input(`${struct}.remoteKeys`, this.bad?.startsWith('RemoteKey') ? badKeys : fc.constant({}), badKeys),
      exclude: this.input(`${struct}.exclude`, fc.constant<string[]>([]), fc.array(badName(), { minLength: 1, maxLength: 2 })),
      refreshInterval: this.input(`${struct}.refreshInterval`, fc.integer({ min: 10, max: 200_000 }).map((s) => Duration.seconds(s)), badDuration()),
    });
  }

  private userSecretMirror(): fc.Arbitrary<Omit<UserSecretMirrorProps, 'replications' | 'cluster'>> {
    const struct = 'UserSecretMirrorProps';
    for (const prop of ['replications', 'cluster', 'kafkaScope']) this.known.add(`${struct}.${prop}`); // those of the program, and the default
    return this.struct<Omit<UserSecretMirrorProps, 'replications' | 'cluster' | 'kafkaScope'>>(struct, ['kafkaNamespace'], {
      kafkaNamespace: this.input(`${struct}.kafkaNamespace`, label().map((name) => `q-${name}`), badName()), // no namespace of MirrorMaker 2
      name: this.input(`${struct}.name`, label(), badName()),
      refreshInterval: this.input(`${struct}.refreshInterval`, fc.integer({ min: 10, max: 200_000 }).map((s) => Duration.seconds(s)), badDuration()),
    });
  }

  /** A struct: required props always, the bad one too, the others sometimes. */
  private struct<T>(name: string, required: readonly (keyof T)[], props: Arbitraries<T>): fc.Arbitrary<T> {
    return fc.record(props, { requiredKeys: [...required, ...(Object.keys(props) as (keyof T)[]).filter((prop) => this.bad === `${name}.${String(prop)}`)] as any }) as any;
  }

  private replication(first: string, second: string): fc.Arbitrary<Program['replications'][number]> {
    const more = fc.record({ source: this.cluster(second), options: this.mirror() });
    return fc.record({ props: this.replicationProps(first), more: fc.array(more, { maxLength: 1 }), metrics: this.configMapKey(), logLayout: this.configMapKey() }, { requiredKeys: ['props', 'more'] });
  }

  private replicationProps(prefix: string): fc.Arbitrary<Omit<MirrorMaker2ReplicationProps, 'target'>> {
    const struct = 'MirrorMaker2ReplicationProps';
    this.known.add(`${struct}.target`); // one for all replications of a program
    const own = this.struct<Omit<MirrorMaker2ReplicationProps, keyof MirrorOptions | 'target'>>(struct, ['source'], {
      source: this.part(`${struct}.source`, this.cluster(prefix)),
      name: this.input(`${struct}.name`, label().map((name) => `${prefix}-${name}`), badName()),
      naming: this.part(`${struct}.naming`, this.naming()),
      delivery: this.part(`${struct}.delivery`, this.delivery()),
      tuning: this.part(`${struct}.tuning`, this.tuning()),
      refreshInterval: this.input(`${struct}.refreshInterval`, fc.integer({ min: 1, max: 500 }).map((s) => Duration.seconds(s)), badDuration()),
      rebalanceDelay: this.input(`${struct}.rebalanceDelay`, fc.integer({ min: 0, max: 300 }).map((s) => Duration.seconds(s)), badDuration()),
      longestOutage: this.input(`${struct}.longestOutage`, fc.integer({ min: 60, max: 200_000 }).map((s) => Duration.seconds(s)), badDuration()),
      workers: this.input(`${struct}.workers`, fc.integer({ min: 1, max: 50 }), badNumber()),
      replicationFactor: this.input(`${struct}.replicationFactor`, choice(-1, 3), badNumber()),
      workerConfig: this.input(`${struct}.workerConfig`, settings({ 'rest.advertised.port': '8083', 'offset.flush.timeout.ms': '10000' }), badConfig()),
      acknowledge: this.input(`${struct}.acknowledge`, settings({ 'no-tls': 'a laptop', 'no-checkpoints': 'groups: stay "here"' }),
        fc.oneof(choice<{ [code: string]: string }>({ 'no-tls': ' ' }, { 'no-such-code': 'x' }), dictionary(text(), text()))),
      runtime: this.part(`${struct}.runtime`, this.runtime()),
    });
    return fc.tuple(own, this.mirror()).map(([props, mirror]) => ({ ...mirror, ...props }));
  }

  private mirror(): fc.Arbitrary<MirrorOptions> {
    return this.struct<MirrorOptions>('MirrorOptions', ['topics'], {
      topics: this.part('MirrorOptions.topics', this.topics()),
      groups: this.part('MirrorOptions.groups', this.groups()),
      tasksMax: this.input('MirrorOptions.tasksMax', fc.integer({ min: 1, max: 40 }), badNumber()),
      // Whether the runtime can make heartbeats, and of this source, is not known here.
      heartbeatInterval: this.input('MirrorOptions.heartbeatInterval', fc.constant<any>(undefined), badDuration()),
      sourceConnectorConfig: this.input('MirrorOptions.sourceConnectorConfig', settings({ 'offset.lag.max': '50', 'producer.override.linger.ms': '5' }), badConfig()),
      checkpointConnectorConfig: this.input('MirrorOptions.checkpointConnectorConfig', settings({ 'emit.checkpoints.interval.seconds': '30' }), badConfig()),
      // Settings of a checkpoint connector need one.
    }).map((options) => options.groups || this.bad === 'MirrorOptions.checkpointConnectorConfig' ? options : { ...options, checkpointConnectorConfig: undefined });
  }

  private topics(): fc.Arbitrary<TopicSelection> {
    const name = this.input('TopicSelection.named(names)', fc.tuple(label(), choice('', '.v1', '_x', '-Y')).map((parts) => parts.join('')), badName());
    const pattern = this.input('TopicSelection.matching(patterns)', javaPattern(), badPattern());
    const excluded = this.input('TopicSelection.excluding(patterns)', javaPattern(), badPattern());
    return fc.tuple(
      fc.oneof(
        list(this.bad, 'TopicSelection.named(names)', name).map((names) => TopicSelection.named(...names)),
        list(this.bad, 'TopicSelection.matching(patterns)', pattern).map((patterns) => TopicSelection.matching(...patterns)),
        fc.constant(TopicSelection.all()),
      ),
      fc.array(excluded, { maxLength: 2 }),
    ).map(([selection, without]) => without.length > 0 ? selection.excluding(...without) : selection);
  }

  private groups(): fc.Arbitrary<GroupSelection> {
    const name = this.input('GroupSelection.named(names)', fc.tuple(label(), choice('', ' x', '/y')).map((parts) => parts.join('')), badName());
    const pattern = this.input('GroupSelection.matching(patterns)', javaPattern(), badPattern());
    const excluded = this.input('GroupSelection.excluding(patterns)', javaPattern(), badPattern());
    return fc.tuple(
      fc.oneof(
        list(this.bad, 'GroupSelection.named(names)', name).map((names) => GroupSelection.named(...names)),
        list(this.bad, 'GroupSelection.matching(patterns)', pattern).map((patterns) => GroupSelection.matching(...patterns)),
        fc.constant(GroupSelection.all()),
      ),
      fc.array(excluded, { maxLength: 2 }),
    ).map(([selection, without]) => without.length > 0 ? selection.excluding(...without) : selection);
  }

  private naming(): fc.Arbitrary<NamingPolicy> {
    const options = this.struct<PrefixedNamingOptions>('PrefixedNamingOptions', [], {
      separator: this.input('PrefixedNamingOptions.separator', choice('.', '_', '__', '-'), text()),
    });
    return fc.oneof(options.map((given) => NamingPolicy.prefixed(given)), fc.constant(NamingPolicy.identity()));
  }

  private delivery(): fc.Arbitrary<DeliveryGuarantee> {
    const options = this.struct<AtLeastOnceOptions>('AtLeastOnceOptions', [], {
      offsetFlushInterval: this.input('AtLeastOnceOptions.offsetFlushInterval', fc.integer({ min: 1_000, max: 60_000 }).map((ms) => Duration.millis(ms)), badDuration()),
    });
    const interval = this.input('TransactionBoundary.every(interval)', fc.integer({ min: 100, max: 30_000 }).map((ms) => Duration.millis(ms)), badDuration());
    const exactlyOnce = this.struct<ExactlyOnceOptions>('ExactlyOnceOptions', [], {
      stage: this.part('ExactlyOnceOptions.stage', choice(ExactlyOnceStage.PREPARING, ExactlyOnceStage.ENABLED)),
      transactions: this.part('ExactlyOnceOptions.transactions', fc.oneof(fc.constant(TransactionBoundary.everyPoll()), interval.map((given) => TransactionBoundary.every(given)))),
      offsetFlushInterval: this.input('ExactlyOnceOptions.offsetFlushInterval', fc.integer({ min: 1_000, max: 60_000 }).map((ms) => Duration.millis(ms)), badDuration()),
    }).map((given) => DeliveryGuarantee.exactlyOnce(given));
    const only = /^(ExactlyOnce|TransactionBoundary)/.test(this.bad ?? '');
    return only ? exactlyOnce : fc.oneof(options.map((given) => DeliveryGuarantee.atLeastOnce(given)), exactlyOnce);
  }

  private tuning(): fc.Arbitrary<ReplicationTuning> {
    const compression = this.part('TuningOptions.compression', choice(...Object.values(Compression)));
    const options = this.struct<TuningOptions>('TuningOptions', [], { compression });
    const link = this.struct<LinkOptions>('LinkOptions', ['roundTrip', 'throughput', 'recordSize', 'partitions'], {
      compression,
      roundTrip: this.input('LinkOptions.roundTrip', fc.integer({ min: 0, max: 100 }).map((ms) => Duration.millis(ms)), badDuration()),
      throughput: this.part('LinkOptions.throughput', this.input('ByteRate.of(perSecond)', fc.integer({ min: 1, max: 10 }).map((mib) => Size.mebibytes(mib)), badSize()).map((size) => ByteRate.of(size))),
      recordSize: this.input('LinkOptions.recordSize', fc.integer({ min: 1, max: 100 }).map((kib) => Size.kibibytes(kib)), badSize()),
      partitions: this.input('LinkOptions.partitions', fc.integer({ min: 1, max: 30 }), badNumber()),
    }).map((given) => ReplicationTuning.forLink(given));
    const latency = this.struct<LatencyOptions>('LatencyOptions', [], {
      compression,
      roundTrip: this.input('LatencyOptions.roundTrip', fc.integer({ min: 0, max: 2000 }).map((ms) => Duration.millis(ms)), badDuration()),
    }).map((given) => ReplicationTuning.latency(given));
    const profile = (factory: 'balanced' | 'throughput') => options.map((given) => ReplicationTuning[factory](given));
    const only = /^Latency/.test(this.bad ?? '') ? latency : /^(LinkOptions|ByteRate)/.test(this.bad ?? '') ? link : undefined;
    return only ?? fc.oneof(profile('balanced'), profile('throughput'), latency, link);
  }

  /** The default runtime, unless the bad input is one of another's: what each of them cannot do is the business of its tests. */
  private runtime(): fc.Arbitrary<IReplicationRuntime> {
    const size = this.workerSize();
    const pods = this.workerPods();
    const others: { readonly [struct: string]: fc.Arbitrary<IReplicationRuntime> } = {
      EventStreamsOperatorRuntimeProps: fc.tuple(size, pods, this.eventStreamsOperator())
        .map(([a, b, c]) => new EventStreamsOperatorRuntime({ ...a, ...b, ...c })),
      KubernetesRuntimeProps: fc.tuple(size, pods, this.kubernetes()).map(([a, b, c]) => new KubernetesRuntime({ ...a, ...b, ...c })),
      VirtualMachineRuntimeProps: fc.tuple(size, this.virtualMachines()).map(([a, b]) => new VirtualMachineRuntime({ ...a, ...b })),
    };
    const strimzi = fc.tuple(size, pods, this.operator()).map(([a, b, c]) => new StrimziRuntime({ ...a, ...b, ...c }));
    return others[this.bad?.split('.')[0] ?? ''] ?? strimzi;
  }

  private workerSize(): fc.Arbitrary<WorkerSizeProps> {
    const struct = 'WorkerSizeProps';
    return this.struct<WorkerSizeProps>(struct, [], {
      heap: this.input(`${struct}.heap`, fc.integer({ min: 41, max: 48 }).map((gib) => Size.gibibytes(gib)), badSize()), // for all tasks on one worker
      jvmOptions: this.input(`${struct}.jvmOptions`, settings({ UseParallelGC: 'true', NewRatio: '1' }), dictionary(text(), text())),
      memory: this.input(`${struct}.memory`, fc.integer({ min: 64, max: 128 }).map((gib) => Size.gibibytes(gib)), badSize()),
    });
  }

  private workerPods(): fc.Arbitrary<Omit<WorkerPodProps, keyof WorkerSizeProps>> {
    const struct = 'WorkerPodProps';
    const props = this.struct<Omit<WorkerPodProps, keyof WorkerSizeProps>>(struct, [], {
      namespace: this.input(`${struct}.namespace`, label(), badName()),
      createNamespace: this.input(`${struct}.createNamespace`, fc.boolean(), fc.constant(true)),
      cpuMillis: this.input(`${struct}.cpuMillis`, fc.integer({ min: 1, max: 64_000 }), badNumber()),
      labels: this.input(`${struct}.labels`, settings({ 'team': 'data', 'example.com/part-of': 'flow_1.x' }), dictionary(text(), text())),
      podAnnotations: this.input(`${struct}.podAnnotations`, settings({ 'productMetric': 'VIRTUAL_PROCESSOR_CORE', 'example.com/note': 'any text: at all' }), dictionary(text(), text())),
    });
    // A namespace that is created needs a name.
    return props.map((given) => given.namespace !== undefined || this.bad === `${struct}.createNamespace` ? given : { ...given, createNamespace: undefined });
  }

  private operator(): fc.Arbitrary<Omit<OperatorRuntimeProps, keyof WorkerPodProps>> {
    const struct = 'OperatorRuntimeProps';
    return this.struct<Omit<OperatorRuntimeProps, keyof WorkerPodProps>>(struct, [], {
      version: this.input(`${struct}.version`, choice('4.3.1', '4.2.0'), text()),
      image: this.input(`${struct}.image`, choice('images.example.com/mm2:1', `images.example.com/mm2@sha256:${'0f'.repeat(32)}`), text()),
    });
  }

  private eventStreamsOperator(): fc.Arbitrary<Omit<EventStreamsOperatorRuntimeProps, keyof OperatorRuntimeProps>> {
    const struct = 'EventStreamsOperatorRuntimeProps';
    return this.struct<Omit<EventStreamsOperatorRuntimeProps, keyof OperatorRuntimeProps>>(struct, [], {
      instance: this.input(`${struct}.instance`, label(), badName()),
      apiVersion: this.part(`${struct}.apiVersion`, choice(EventStreamsApiVersion.V1)),
    });
  }

  private kubernetes(): fc.Arbitrary<Omit<KubernetesRuntimeProps, keyof WorkerPodProps>> {
    const struct = 'KubernetesRuntimeProps';
    return this.struct<Omit<KubernetesRuntimeProps, keyof WorkerPodProps>>(struct, ['image'], {
      image: this.input(`${struct}.image`, choice(`images.example.com/mm2@sha256:${'0f'.repeat(32)}`), text()),
      version: this.input(`${struct}.version`, choice('4.3.1', '4.2.0'), text()),
      kafkaHome: this.input(`${struct}.kafkaHome`, choice('/opt/kafka', '/srv/kafka-4.3.1'), text()),
      metricsAgent: this.input(`${struct}.metricsAgent`, choice('/opt/agent.jar'), text()),
      runAsUser: this.input(`${struct}.runAsUser`, fc.integer({ min: 1, max: 2_147_483_647 }), badNumber()),
      imagePullSecrets: this.input(`${struct}.imagePullSecrets`, fc.array(label(), { maxLength: 2 }), fc.array(badName(), { minLength: 1, maxLength: 2 })),
    });
  }

  private virtualMachines(): fc.Arbitrary<Omit<VirtualMachineRuntimeProps, keyof WorkerSizeProps>> {
    const struct = 'VirtualMachineRuntimeProps';
    return this.struct<Omit<VirtualMachineRuntimeProps, keyof WorkerSizeProps>>(struct, [], {
      kafkaHome: this.input(`${struct}.kafkaHome`, choice('/opt/kafka', '/srv/kafka-4.3.1'), text()),
      account: this.input(`${struct}.account`, choice('mm2', 'kafka_1'), badName()),
      restPort: this.input(`${struct}.restPort`, fc.integer({ min: 1024, max: 9403 }), badNumber()),
      metricsPort: this.input(`${struct}.metricsPort`, fc.integer({ min: 9404, max: 65535 }), badNumber()),
      metricsAgent: this.input(`${struct}.metricsAgent`, choice('/opt/agent.jar'), text()),
    });
  }

  private cluster(prefix: string): fc.Arbitrary<KafkaCluster> {
    const variants: fc.Arbitrary<KafkaCluster>[] = [
      fc.tuple(this.alias('KafkaCluster.of(alias)', prefix), this.clusterOptions(prefix))
        .map(([alias, options]) => KafkaCluster.of(alias, options)),
      fc.tuple(this.alias('KafkaCluster.strimzi(alias)', prefix), this.strimziOptions(prefix))
        .map(([alias, options]) => KafkaCluster.strimzi(alias, options)),
      fc.tuple(this.alias('KafkaCluster.eventStreams(alias)', prefix), this.eventStreamsOptions(prefix))
        .map(([alias, options]) => KafkaCluster.eventStreams(alias, options)),
    ];
    const changed = fc.tuple(fc.oneof(...variants), this.part('KafkaCluster.withAuthentication(authentication)', this.authentication('sasl')))
      .map(([cluster, authentication]) => cluster.withAuthentication(authentication));
    const known = fc.tuple(fc.oneof(...variants), this.facts()).map(([cluster, facts]) => cluster.withFacts(facts));
    if (/^(Cluster|Topic)Facts\./.test(this.bad ?? '')) return known;
    const only = ['KafkaCluster', 'Strimzi', 'EventStreams'].findIndex((kind) => this.bad?.startsWith(`${kind}ClusterOptions`) || this.bad?.startsWith(`${kind}Options`));
    return only >= 0 ? variants[only] : fc.oneof(...variants, changed, known);
  }

  private facts(): fc.Arbitrary<ClusterFacts> {
    const topic = this.struct<TopicFacts>('TopicFacts', [], {
      partitions: this.input('TopicFacts.partitions', fc.integer({ min: 1, max: 100 }), badNumber()),
      replicationFactor: this.input('TopicFacts.replicationFactor', fc.integer({ min: 1, max: 3 }), badNumber()),
      config: this.input('TopicFacts.config', settings({ 'retention.ms': '604800000', 'cleanup.policy': 'compact' }), badConfig()),
      transactional: this.part('TopicFacts.transactional', fc.boolean()),
    });
    return this.struct<ClusterFacts>('ClusterFacts', [], {
      kafkaVersion: this.input('ClusterFacts.kafkaVersion', choice('2.8.0', '3.9.1', '4.3.1'), text()),
      brokerConfig: this.input('ClusterFacts.brokerConfig', settings({ 'auto.create.topics.enable': 'false', 'min.insync.replicas': '2' }), badConfig()),
      topics: this.input('ClusterFacts.topics', dictionary(label(), topic), dictionary(badName(), topic, 1)),
      groups: this.input('ClusterFacts.groups', dictionary(label(), choice(...Object.values(GroupType))), dictionary(text(), text() as fc.Arbitrary<any>, 1)),
      mayAlterTopics: this.part('ClusterFacts.mayAlterTopics', fc.constant(true)),
    });
  }

  private alias(name: string, prefix: string): fc.Arbitrary<string> {
    return this.input(name, label(8).map((rest) => `${prefix}-${rest}`), badName());
  }

  private clusterOptions(prefix: string): fc.Arbitrary<KafkaClusterOptions> {
    return this.struct<KafkaClusterOptions>('KafkaClusterOptions', ['bootstrapServers'], {
      bootstrapServers: this.servers('KafkaClusterOptions.bootstrapServers', prefix),
      trust: this.part('KafkaClusterOptions.trust', this.trust()),
      authentication: this.part('KafkaClusterOptions.authentication', this.authentication()),
      // A client certificate is shown in TLS only.
    }).map((options) => options.authentication?._details.kind === 'tls' ? { ...options, trust: options.trust ?? TlsTrust.publicAuthorities() } : options);
  }

  private strimziOptions(prefix: string): fc.Arbitrary<StrimziClusterOptions> {
    return this.struct<StrimziClusterOptions>('StrimziClusterOptions', ['cluster', 'namespace'], {
      cluster: this.input('StrimziClusterOptions.cluster', label().map((name) => `${prefix}-${name}`), badName()),
      namespace: this.input('StrimziClusterOptions.namespace', label(), badName()),
      port: this.input('StrimziClusterOptions.port', fc.integer({ min: 1, max: 65535 }), badNumber()),
      trust: this.part('StrimziClusterOptions.trust', this.trust()),
      authentication: this.part('StrimziClusterOptions.authentication', this.authentication()),
    });
  }

  private eventStreamsOptions(prefix: string): fc.Arbitrary<EventStreamsOptions> {
    return this.struct<EventStreamsOptions>('EventStreamsOptions', ['plan', 'apiKey'], {
      plan: this.input('EventStreamsOptions.plan', this.plan(), choice(EventStreamsPlan.LITE, EventStreamsPlan.of('gold'))),
      bootstrapServers: this.servers('EventStreamsOptions.bootstrapServers', prefix),
      serviceKey: this.part('EventStreamsOptions.serviceKey', this.serviceKey(prefix)),
      apiKey: this.part('EventStreamsOptions.apiKey', this.secretKey()),
      authentication: this.part('EventStreamsOptions.authentication', this.authentication('sasl')),
      // Endpoints have to come from somewhere.
    }).chain((options) => options.bootstrapServers || options.serviceKey ? fc.constant(options)
      : this.servers('EventStreamsOptions.bootstrapServers', prefix).map((bootstrapServers) => ({ ...options, bootstrapServers })));
  }

  private eventStreamsTarget(): fc.Arbitrary<EventStreamsTargetProps> {
    return fc.tuple(this.eventStreamsOptions('t'), this.alias('EventStreamsTargetProps.alias', 't')).map(([options, alias]) => ({ ...options, alias }));
  }

  private plan(): fc.Arbitrary<EventStreamsPlan> {
    const named = this.input('EventStreamsPlan.of(name)', choice('standard', 'enterprise'), text()).map((name) => EventStreamsPlan.of(name));
    return this.bad === 'EventStreamsPlan.of(name)' ? named : fc.oneof(named, choice(EventStreamsPlan.STANDARD, EventStreamsPlan.ENTERPRISE, EventStreamsPlan.ENTERPRISE_GEN2));
  }

  private serviceKey(prefix: string): fc.Arbitrary<EventStreamsServiceKey> {
    const shapes = fc.array(host(prefix), { minLength: 1, maxLength: 3 }).chain((servers) => choice(
      { bootstrap_endpoints: servers.join(',') }, { kafka_brokers_sasl: servers }, { credentials: { kafka_brokers_sasl: servers, apikey: 'x' } }, [{ credentials: { bootstrap_endpoints: servers } }],
    )).map((key) => JSON.stringify(key));
    const badShapes = fc.oneof(choice('', '{}', 'null', '[]', '[null]', '5', '{"kafka_brokers_sasl": 5}', '{"bootstrap_endpoints": [null, {}]}', '{"credentials": "x"}'), text());
    const fromJson = this.input('EventStreamsServiceKey.fromJson(json)', shapes, badShapes).map((json) => EventStreamsServiceKey.fromJson(json));
    this.known.add('EventStreamsServiceKey.fromFile(path)');
    return this.bad === 'EventStreamsServiceKey.fromFile(path)' ? text().map((path) => EventStreamsServiceKey.fromFile(path)) : fromJson;
  }

  private servers(name: string, prefix: string): fc.Arbitrary<string[]> {
    return this.input(name, fc.uniqueArray(host(prefix), { minLength: 1, maxLength: 3 }),
      fc.oneof(choice<string[]>([], ['kafka'], ['kafka:0'], ['kafka:99999'], ['https://kafka:9092'], ['a:1,b:2'], ['a:1', ''], ['::1:9092']), fc.array(text(), { minLength: 1, maxLength: 3 })));
  }

  private trust(): fc.Arbitrary<TlsTrust> {
    return fc.oneof(
      fc.constant(TlsTrust.publicAuthorities()),
      fc.tuple(
        this.input('TlsTrust.secret(secretName)', label(), badName()),
        this.input('TlsTrust.secret(certificate)', choice('ca.crt', '*.crt', 'tls?.pem'), text()),
      ).map(([secretName, certificate]) => TlsTrust.secret(secretName, certificate)),
    );
  }

  private secretKey(): fc.Arbitrary<SecretKey> {
    return fc.tuple(
      this.input('SecretKey.of(secretName)', label(), badName()),
      this.input('SecretKey.of(key)', choice('password', 'client-secret', 'API_KEY', 'a.b'), text()),
    ).map(([secretName, key]) => SecretKey.of(secretName, key));
  }

  /** Any authentication, or only those that Event Streams takes. */
  private authentication(kind?: 'sasl'): fc.Arbitrary<KafkaAuthentication> {
    const login = (factory: 'plain' | 'scramSha256' | 'scramSha512') => fc.tuple(
      this.input(`KafkaAuthentication.${factory}(username)`, choice('mm2', 'CN=mm2,O=example', 'mm2@EXAMPLE.COM'), text()),
      this.part(`KafkaAuthentication.${factory}(password)`, this.secretKey()),
    ).map(([username, password]) => KafkaAuthentication[factory](username, password));
    const variants: { [of: string]: fc.Arbitrary<KafkaAuthentication> } = {
      'KafkaAuthentication.plain': login('plain'),
      'KafkaAuthentication.scramSha256': login('scramSha256'),
      'KafkaAuthentication.scramSha512': login('scramSha512'),
      'MutualTlsOptions': this.struct<MutualTlsOptions>('MutualTlsOptions', ['secretName'], {
        secretName: this.input('MutualTlsOptions.secretName', label(), badName()),
        certificate: this.input('MutualTlsOptions.certificate', choice('user.crt', 'tls.crt'), text()),
        key: this.input('MutualTlsOptions.key', choice('user.key', 'tls.key'), text()),
      }).map((options) => KafkaAuthentication.mutualTls(options)),
      'OAuthBearerOptions': this.struct<OAuthBearerOptions>('OAuthBearerOptions', ['tokenEndpoint', 'clientId', 'clientSecret'], {
        tokenEndpoint: this.input('OAuthBearerOptions.tokenEndpoint', choice('https://idp.example.com/token', 'https://login.example.org:8443/realms/a/token'), text()),
        clientId: this.input('OAuthBearerOptions.clientId', choice('mm2', 'mm2@example.com'), text()),
        clientSecret: this.part('OAuthBearerOptions.clientSecret', this.secretKey()),
        scope: this.input('OAuthBearerOptions.scope', choice('kafka', 'read "write"'), text()),
      }).map((options) => KafkaAuthentication.oauthBearer(options)),
      'CustomAuthenticationOptions': this.customOptions().map((options) => KafkaAuthentication.custom(options)),
      'KafkaAuthentication.apiKey': this.part('KafkaAuthentication.apiKey(apiKey)', this.secretKey()).map((apiKey) => KafkaAuthentication.apiKey(apiKey)),
      'KafkaAuthentication.none': fc.constant(KafkaAuthentication.none()),
    };
    const only = Object.keys(variants).find((of) => this.bad?.startsWith(of));
    const fit = Object.keys(variants).filter((of) => kind !== 'sasl' || !['MutualTlsOptions', 'KafkaAuthentication.none'].includes(of));
    return only ? variants[only] : fc.oneof(...fit.map((of) => variants[of]));
  }

  private customOptions(): fc.Arbitrary<CustomAuthenticationOptions> {
    const good = { 'sasl.mechanism': 'GSSAPI', 'sasl.jaas.config': 'com.example.LoginModule required password="${secret:login}";' };
    return this.struct<CustomAuthenticationOptions>('CustomAuthenticationOptions', ['config', 'secrets'], {
      sasl: this.input('CustomAuthenticationOptions.sasl', fc.constant(true), fc.boolean()),
      config: this.input('CustomAuthenticationOptions.config', fc.constant(good), badConfig()),
      secrets: this.input('CustomAuthenticationOptions.secrets', this.secretKey().map((login) => ({ login })), dictionary(text(), this.secretKey())),
    });
  }

  private configMapKey(): fc.Arbitrary<ConfigMapKey> {
    return this.struct<ConfigMapKey>('ConfigMapKey', ['configMapName', 'key'], {
      configMapName: this.input('ConfigMapKey.configMapName', label(), badName()),
      key: this.input('ConfigMapKey.key', choice('rules.yaml', 'log4j2.properties'), text()),
    });
  }
}

/** One or a few; none where the input itself is bad. */
function list(bad: string | undefined, name: string, element: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return fc.array(element, { minLength: bad === name ? 0 : 1, maxLength: 3 });
}

/** Some of these settings. */
function settings(all: { [key: string]: string }): fc.Arbitrary<{ [key: string]: string }> {
  return fc.subarray(Object.entries(all)).map((entries) => Object.fromEntries(entries));
}

function javaPattern(): fc.Arbitrary<string> {
  return fc.tuple(label(), choice('-.*', '\\..+', '.*', '[-.]x{2}', '(?:-eu|-us)?', '-(?!test).*', '-\\d+', '-\\Q.\\E.*')).map((parts) => parts.join(''));
}

const BAD_PATTERN = fc.oneof(choice('', '[', '(', '*', 'a,b', 'a{1,2}', '(?<', '\\', 'x{99999999999}', '[z-a]', '(?<=a+)b'), text(), fc.string({ unit: fc.constantFrom(...'ab.*+?()[]{}|\\^$-&,1') }));

function badPattern(): fc.Arbitrary<string> {
  return BAD_PATTERN;
}
