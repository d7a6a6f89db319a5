import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import { Findings, KafkaAuthentication, KafkaCluster, MirrorMaker2Replication, MirrorMaker2ReplicationProps, SecretKey, StrimziRuntime, TlsTrust, TopicSelection, GroupSelection } from '../../src';
import { requiredAccess } from '../../src/access/required-access';
import { schemaErrors } from '../schemas/schema-errors';
import { cloud, hub, onPrem } from '../support/clusters';
import { App, Chart, chart, objects, only, refusals } from '../support/synth';

const topics = TopicSelection.named('orders');

function resource(props: Partial<MirrorMaker2ReplicationProps> = {}) {
  const scope = chart();
  new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics, ...props });
  return only(scope, 'KafkaMirrorMaker2');
}

describe('the KafkaMirrorMaker2', () => {
  test('derives every name from the name of the replication', () => {
    expect(resource()).toMatchObject({
      apiVersion: 'kafka.strimzi.io/v1',
      metadata: { name: 'mm2-kp-local-to-kp-remote' },
      spec: {
        target: {
          groupId: 'kp-local-to-kp-remote-mm2',
          configStorageTopic: 'mm2-configs.kp-local-to-kp-remote.internal',
          offsetStorageTopic: 'mm2-offsets.kp-local-to-kp-remote.internal',
          statusStorageTopic: 'mm2-status.kp-local-to-kp-remote.internal',
        },
      },
    });
  });

  test('connects to a Strimzi source by SCRAM and to Event Streams by API key over public TLS', () => {
    const { spec } = resource();
    expect(spec.mirrors[0].source).toEqual({
      alias: 'kp-local',
      bootstrapServers: 'kp-local-kafka-bootstrap.kp-kafka.svc:9093',
      tls: { trustedCertificates: [{ secretName: 'kp-local-cluster-ca-cert', certificate: 'ca.crt' }] },
      authentication: { type: 'scram-sha-512', username: 'mm2', passwordSecret: { secretName: 'mm2-kp-local-source', password: 'password' } },
    });
    expect(spec.target).toMatchObject({
      alias: 'kp-remote',
      bootstrapServers: 'broker-0.example.cloud:9093',
      tls: {},
      authentication: { type: 'plain', username: 'token', passwordSecret: { secretName: 'es-api-secret', password: 'password' } },
    });
  });

  test('trusts certificates by pattern and shows a client certificate', () => {
    expect(resource({ target: hub }).spec.target).toMatchObject({
      bootstrapServers: 'hub-0.example.com:9093,hub-1.example.com:9093',
      tls: { trustedCertificates: [{ secretName: 'kp-hub-ca', pattern: '*.crt' }] },
      authentication: { type: 'tls', certificateAndKey: { secretName: 'mm2-kp-hub', certificate: 'user.crt', key: 'user.key' } },
    });
  });

  test('brings the secrets of OAUTHBEARER as environment variables and lets Kafka 4 contact the token endpoint', () => {
    const authentication = KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'mm2', clientSecret: SecretKey.of('idp-mm2', 'client-secret') });
    const { spec } = resource({ target: hub.withAuthentication(authentication) });
    expect(spec.target.authentication.config['sasl.jaas.config']).toContain('clientSecret="${strimzienv:SECRET_IDP_MM2_CLIENT_SECRET_ABC6924D}"');
    expect(spec.template.connectContainer.env).toEqual([{ name: 'SECRET_IDP_MM2_CLIENT_SECRET_ABC6924D', valueFrom: { secretKeyRef: { name: 'idp-mm2', key: 'client-secret' } } }]);
    expect(spec.jvmOptions.javaSystemProperties).toEqual([{ name: 'org.apache.kafka.sasl.oauthbearer.allowed.urls', value: 'https://idp.example.com/token' }]);
  });

  test('never hands one cluster the secret of another, however alike the names', () => {
    const custom = (secret: SecretKey) => KafkaAuthentication.custom({ config: { 'sasl.mechanism': 'PLAIN', 'sasl.jaas.config': 'x.PlainLoginModule required password="${secret:p}";' }, secrets: { p: secret } });
    const { spec } = resource({ source: onPrem.withAuthentication(custom(SecretKey.of('a-b', 'c'))), target: hub.withAuthentication(custom(SecretKey.of('a', 'b-c'))) });
    const env: any[] = spec.template.connectContainer.env;
    expect(new Set(env.map(({ name }) => name)).size).toBe(2);
    const named = (config: string) => env.find(({ name }) => config.includes(`\${strimzienv:${name}}`)).valueFrom.secretKeyRef;
    expect(named(spec.mirrors[0].source.authentication.config['sasl.jaas.config'])).toEqual({ name: 'a-b', key: 'c' });
    expect(named(spec.target.authentication.config['sasl.jaas.config'])).toEqual({ name: 'a', key: 'b-c' });
  });

  test('lets Kafka 4 contact the token endpoint of custom OAUTHBEARER too', () => {
    const authentication = KafkaAuthentication.custom({ config: { 'sasl.mechanism': 'OAUTHBEARER', 'sasl.oauthbearer.token.endpoint.url': 'https://idp.example.com/token' } });
    expect(resource({ target: hub.withAuthentication(authentication) }).spec.jvmOptions.javaSystemProperties[0].value).toBe('https://idp.example.com/token');
  });

  test('has a checkpoint connector only where groups are selected', () => {
    expect(resource().spec.mirrors[0]).not.toHaveProperty('checkpointConnector');
    const [mirror] = resource({ groups: GroupSelection.named('fresh-food-app') }).spec.mirrors;
    expect(mirror).toMatchObject({ groupsPattern: 'fresh-food-app', checkpointConnector: { config: { 'sync.group.offsets.enabled': true } } });
  });

  test('keeps offset syncs at the target in both connectors, so that the source credential may be read-only', () => {
    const [{ sourceConnector, checkpointConnector }] = resource({ groups: GroupSelection.all() }).spec.mirrors;
    expect([sourceConnector, checkpointConnector].map(({ config }) => config['offset-syncs.topic.location'])).toEqual(['target', 'target']);
  });

  test('asks for three replicas on Event Streams and for the default elsewhere', () => {
    expect(resource().spec.target.config['offset.storage.replication.factor']).toBe(3);
    expect(resource({ target: hub }).spec.target.config['offset.storage.replication.factor']).toBe(-1);
  });

  test('lets raw settings win', () => {
    const { spec } = resource({ sourceConnectorConfig: { 'producer.override.linger.ms': '5' }, workerConfig: { 'offset.flush.interval.ms': '5000' } });
    expect(spec.mirrors[0].sourceConnector.config['producer.override.linger.ms']).toBe('5');
    expect(spec.target.config['offset.flush.interval.ms']).toBe('5000');
  });

  test('mirrors several sources into one target', () => {
    const scope = chart();
    const replication = new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics });
    replication.addSource(hub, { topics: TopicSelection.named('readings'), tasksMax: 5 });
    const { metadata, spec } = only(scope, 'KafkaMirrorMaker2');
    expect(metadata.name).toBe('mm2-kp-local-to-kp-remote');
    expect(spec.mirrors.map((mirror: any) => [mirror.source.alias, mirror.topicsPattern, mirror.sourceConnector.tasksMax])).toEqual([['kp-local', 'orders', 2], ['kp-hub', 'readings', 5]]);
  });
});

describe('pods', () => {
  test('fit the Pod Security level restricted and OpenShift\'s restricted-v2', () => {
    const { template } = resource().spec;
    expect(template.pod.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(template.connectContainer.securityContext).toMatchObject({ allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ['ALL'] } });
  });

  test('spread over zones and nodes, and may be evicted one at a time', () => {
    const { template } = resource().spec;
    expect(template.pod.topologySpreadConstraints.map((constraint: any) => constraint.topologyKey)).toEqual(['topology.kubernetes.io/zone', 'kubernetes.io/hostname']);
    expect(template.pod.topologySpreadConstraints[0].labelSelector.matchLabels).toEqual({ 'strimzi.io/cluster': 'mm2-kp-local-to-kp-remote', 'strimzi.io/kind': 'KafkaMirrorMaker2' });
    expect(template.podDisruptionBudget).toEqual({ maxUnavailable: 1 });
  });

  test('get a heap for all tasks and memory for half as much again', () => {
    const { resources, jvmOptions } = resource({ tasksMax: 4 }).spec;
    expect(jvmOptions['-Xmx']).toBe('1536m');
    expect(resources).toEqual({ requests: { cpu: '500m', memory: '2304Mi' }, limits: { memory: '2304Mi' } });
  });

  test('share the tasks: only those of one lost worker come on top', () => {
    expect(resource({ tasksMax: 8, workers: 5 }).spec.jvmOptions['-Xmx']).toBe('1024m');
    expect(resource({ tasksMax: 8, workers: 1 }).spec.jvmOptions['-Xmx']).toBe('2560m');
  });

  test('get whole mebibytes', () => {
    const { jvmOptions, resources } = resource({ runtime: new StrimziRuntime({ heap: Size.mebibytes(600.7), memory: Size.mebibytes(900.2) }) }).spec;
    expect([jvmOptions['-Xmx'], resources.limits.memory]).toEqual(['600m', '900Mi']);
  });

  test('collect in parallel, unless other options of the JVM are given', () => {
    const options = (jvmOptions?: { [name: string]: string }) => resource({ runtime: new StrimziRuntime({ jvmOptions }) }).spec.jvmOptions['-XX'];
    expect(options()).toEqual({ NewRatio: '1', UseParallelGC: 'true' });
    expect(options({ UseZGC: 'true', MaxDirectMemorySize: '256m' })).toEqual({ UseZGC: 'true', MaxDirectMemorySize: '256m' });
    expect(options({})).toBeUndefined();
  });

  test('take what the runtime is told', () => {
    const runtime = new StrimziRuntime({ version: '4.3.1', image: 'images.example.com/mm2@sha256:abc', heap: Size.gibibytes(2), memory: Size.gibibytes(3), cpuMillis: 2000, podAnnotations: { meter: 'x' }, labels: { team: 'a' } });
    const { metadata, spec } = resource({ runtime, workers: 3 });
    expect(metadata.labels).toEqual({ team: 'a' });
    expect(spec).toMatchObject({
      replicas: 3, version: '4.3.1', image: 'images.example.com/mm2@sha256:abc', jvmOptions: { '-Xms': '2048m', '-Xmx': '2048m' },
      resources: { requests: { cpu: '2000m', memory: '3072Mi' } }, template: { pod: { metadata: { annotations: { meter: 'x' } } } },
    });
  });
});

describe('the namespace', () => {
  test('is written first, once per chart, with the level restricted enforced', () => {
    const scope = chart();
    const runtime = new StrimziRuntime({ namespace: 'mm2', createNamespace: true });
    new MirrorMaker2Replication(scope, 'A', { source: onPrem, target: cloud, topics, runtime });
    new MirrorMaker2Replication(scope, 'B', { source: hub, target: cloud, topics, runtime });
    const all = objects(scope);
    expect(all.map(({ kind }) => kind)).toEqual(['Namespace', 'KafkaMirrorMaker2', 'KafkaMirrorMaker2']);
    expect(all[0].metadata).toEqual({ name: 'mm2', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } });
    expect(all[1].metadata.namespace).toBe('mm2');
  });
});

describe('the namespace of the chart', () => {
  test('is where MM2 runs, and can be created too, without a namespace of its own', () => {
    const scope = new Chart(new App(), 'test', { namespace: 'kafka-replication' });
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics, runtime: new StrimziRuntime({ createNamespace: true }) });
    const [namespace, mirrorMaker] = objects(scope);
    expect(namespace.metadata).toEqual({ name: 'kafka-replication', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } });
    expect(mirrorMaker.metadata.namespace).toBe('kafka-replication');
  });
});

describe('the binding', () => {
  test('tells others how to find the pods', () => {
    const { binding } = new MirrorMaker2Replication(chart(), 'Orders', { source: onPrem, target: cloud, topics, runtime: new StrimziRuntime({ namespace: 'mm2' }) });
    expect(binding).toMatchObject({
      podSelector: { 'strimzi.io/cluster': 'mm2-kp-local-to-kp-remote', 'strimzi.io/kind': 'KafkaMirrorMaker2' },
      serviceAccount: 'mm2-kp-local-to-kp-remote-mirrormaker2',
      metricsPort: 'tcp-prometheus',
      workerGroup: 'kp-local-to-kp-remote-mm2',
      namespace: 'mm2',
    });
  });

  test('takes metrics rules and a log layout', () => {
    const scope = chart();
    const { binding } = new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics });
    binding.useMetrics({ configMapName: 'rules', key: 'rules.yaml' });
    binding.useLogLayout({ configMapName: 'layout', key: 'log4j2.properties' });
    expect(only(scope, 'KafkaMirrorMaker2').spec).toMatchObject({
      metricsConfig: { type: 'jmxPrometheusExporter', valueFrom: { configMapKeyRef: { name: 'rules', key: 'rules.yaml' } } },
      logging: { type: 'external', valueFrom: { configMapKeyRef: { name: 'layout', key: 'log4j2.properties' } } },
    });
  });

  test('computes the effective configuration from the final object, with provenance', () => {
    const replication = new MirrorMaker2Replication(chart(), 'Orders', {
      source: onPrem, target: cloud, topics, replicationFactor: 3, sourceConnectorConfig: { 'offset.lag.max': '50' },
    });
    ApiObject.of(replication).addJsonPatch(JsonPatch.replace('/spec/mirrors/0/sourceConnector/config/producer.override.linger.ms', 7));
    const [connector] = replication.binding.effectiveConfig().connectors;
    expect(connector.config).toMatchObject({ 'topics': 'orders', 'producer.override.linger.ms': 7, 'offset.lag.max': '50' });
    expect(connector.provenance).toMatchObject({
      'topics': 'prop:topics',
      'source.cluster.alias': 'prop:source.alias',
      'replication.factor': 'prop:replicationFactor',
      'producer.override.batch.size': 'library-default',
      'offset.lag.max': 'prop:sourceConnectorConfig[\'offset.lag.max\']',
      'producer.override.linger.ms': 'resource:spec.mirrors[0].sourceConnector.config[\'producer.override.linger.ms\']',
    });
  });
});

describe('heartbeats', () => {
  const made = (kind: string) => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { name: 'orders', source: onPrem, target: cloud, topics, heartbeatInterval: Duration.seconds(5), runtime: new StrimziRuntime({ namespace: 'mm2' }) });
    return only(scope, kind);
  };

  test('come from a KafkaConnect that keeps its state at the source, of another name than the resource', () => {
    const connect = made('KafkaConnect');
    expect(schemaErrors(connect)).toEqual([]);
    expect(connect.metadata).toMatchObject({ name: 'mm2-orders-heartbeats', namespace: 'mm2', annotations: { 'strimzi.io/use-connector-resources': 'true' } });
    expect(connect.spec).toMatchObject({
      replicas: 1,
      bootstrapServers: 'kp-local-kafka-bootstrap.kp-kafka.svc:9093',
      groupId: 'orders-mm2-heartbeats',
      offsetStorageTopic: 'mm2-offsets.orders.heartbeats.internal',
      authentication: { type: 'scram-sha-512', username: 'mm2', passwordSecret: { secretName: 'mm2-kp-local-source', password: 'password' } },
      tls: { trustedCertificates: [{ secretName: 'kp-local-cluster-ca-cert', certificate: 'ca.crt' }] },
      config: { 'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter', 'offset.storage.partitions': 1 },
    });
  });

  test('are emitted by its connector, whose own client reads its secrets from variables', () => {
    const connector = made('KafkaConnector');
    expect(schemaErrors(connector)).toEqual([]);
    expect(connector.metadata.labels).toEqual({ 'strimzi.io/cluster': 'mm2-orders-heartbeats' });
    expect(connector.spec).toMatchObject({ class: 'org.apache.kafka.connect.mirror.MirrorHeartbeatConnector', tasksMax: 1, config: {
      'source.cluster.alias': 'kp-remote', 'target.cluster.alias': 'kp-local', 'target.cluster.bootstrap.servers': 'kp-local-kafka-bootstrap.kp-kafka.svc:9093',
      'emit.heartbeats.interval.seconds': 5, 'heartbeats.topic.replication.factor': -1,
    } });
    const variables = made('KafkaConnect').spec.template.connectContainer.env.map(({ name, valueFrom: { secretKeyRef } }: any) => [`\${strimzienv:${name}}`, secretKeyRef]);
    const { config } = connector.spec;
    expect(variables).toEqual([
      [config['target.cluster.ssl.truststore.certificates'], { name: 'kp-local-cluster-ca-cert', key: 'ca.crt' }],
      [/password="(.+)";/.exec(config['target.cluster.sasl.jaas.config'])![1], { name: 'mm2-kp-local-source', key: 'password' }],
    ]);
  });

  test('are read back with their rights: those of a worker group at the source', () => {
    const { binding } = new MirrorMaker2Replication(chart(), 'Orders', { name: 'orders', source: onPrem, target: cloud, topics, heartbeatInterval: Duration.seconds(5) });
    const [copies, heartbeats] = binding._effectiveConfigs();
    expect(copies.connectors.map(({ connectorClass }) => connectorClass.replace(/.*\./, ''))).toEqual(['MirrorSourceConnector']);
    expect(heartbeats).toMatchObject({
      error: undefined, resource: 'KafkaConnect mm2-orders-heartbeats', flows: [],
      worker: { 'group.id': 'orders-mm2-heartbeats', 'bootstrap.servers': 'kp-local-kafka-bootstrap.kp-kafka.svc:9093', 'sasl.mechanism': 'SCRAM-SHA-512' },
      workerProvenance: { 'group.id': 'resource:spec.groupId' },
    });
    expect(requiredAccess(heartbeats).map(({ alias, rules }) => [alias, rules.map(({ name }) => name)])).toEqual([['kp-local', [
      'heartbeats', 'orders-mm2-heartbeats', 'mm2-configs.orders.heartbeats.internal', 'mm2-offsets.orders.heartbeats.internal', 'mm2-status.orders.heartbeats.internal',
    ]]]);
  });

  test('are nothing to complain of', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { name: 'orders', source: onPrem, target: cloud, topics, heartbeatInterval: Duration.seconds(5) });
    expect(Findings.of(scope).filter(({ resource: of }) => of.startsWith('KafkaConnect'))).toEqual([]);
  });

  test('are not made where nobody wants them', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics });
    expect(objects(scope).map(({ kind }) => kind)).toEqual(['KafkaMirrorMaker2']);
  });
});

describe('fails', () => {
  test.each<[string, StrimziRuntime, string]>([
    ['a namespace that Kubernetes refuses', new StrimziRuntime({ namespace: 'A_B' }), 'runtime.namespace is not a Kubernetes name'],
    ['a namespace to create without a name', new StrimziRuntime({ createNamespace: true }), 'runtime.createNamespace has no name to create'],
    ['something that is no version', new StrimziRuntime({ version: 'latest' }), 'runtime.version is not a Kafka version'],
    ['the latest image', new StrimziRuntime({ image: 'images.example.com/mm2:latest' }), 'runtime.image is whatever is the latest, got "images.example.com/mm2:latest"; registry/name@sha256'],
    ['an image with neither tag nor digest', new StrimziRuntime({ image: 'images.example.com:5000/mm2' }), 'runtime.image is whatever is the latest'],
    ['what is no image', new StrimziRuntime({ image: 'mm2 4.3.1' }), 'runtime.image is not the name of an image'],
    ['too small a heap', new StrimziRuntime({ heap: Size.mebibytes(64) }), 'runtime.heap is too small'],
    ['memory that the heap fills', new StrimziRuntime({ heap: Size.gibibytes(2), memory: Size.gibibytes(2) }), 'runtime.memory leaves no room beside the heap'],
    ['an option of the JVM with its prefix', new StrimziRuntime({ jvmOptions: { '-XX:UseZGC': 'true' } }), 'runtime.jvmOptions["-XX:UseZGC"] is no option of a JVM'],
    ['two options of the JVM in one', new StrimziRuntime({ jvmOptions: { UseZGC: 'true -javaagent:x' } }), 'runtime.jvmOptions["UseZGC"] is no option of a JVM'],
    ['no CPU', new StrimziRuntime({ cpuMillis: 0 }), 'runtime.cpuMillis is out of range'],
    ['a label that Kubernetes refuses', new StrimziRuntime({ labels: { 'a b': 'x' } }), 'runtime.labels["a b"] is not a label key'],
  ])('%s', (_, runtime, message) => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics, runtime });
    expect(refusals(scope)).toEqual([expect.stringContaining(`[test/Orders] ${message}`)]);
  });

  test('heartbeats of a source that is added later, of one whose certificates are a pattern, and under a name that leaves no room', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics }).addSource(hub, { topics, heartbeatInterval: Duration.seconds(5) });
    new MirrorMaker2Replication(scope, 'Others', { name: 'others', source: hub, target: cloud, topics, heartbeatInterval: Duration.seconds(5) });
    new MirrorMaker2Replication(scope, 'Long', { name: 'a'.repeat(40), source: onPrem, target: cloud, topics, heartbeatInterval: Duration.seconds(5) });
    expect(refusals(scope)).toEqual(expect.arrayContaining([
      expect.stringContaining('[test/Orders] addSource[0].heartbeatInterval comes too late for an operator'),
      expect.stringContaining('[test/Others] source.trust.certificate is a pattern'),
      expect.stringMatching(/\[test\/Long\] name is too long \(55 characters\)/),
    ]));
  });

  test('not with the tag of a version', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics, runtime: new StrimziRuntime({ image: 'images.example.com:5000/mm2:4.3.1' }) });
    expect(refusals(scope)).toEqual([]);
  });

  test('a name longer than Strimzi can derive names from', () => {
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: KafkaCluster.of('a'.repeat(40), { bootstrapServers: ['a:1'], trust: TlsTrust.publicAuthorities() }), target: cloud, topics });
    expect(refusals(scope)).toEqual([expect.stringMatching(/\[test\/Orders\] name is too long \(57 characters\).*at most 46 characters; set name to something shorter/)]);
  });
});
