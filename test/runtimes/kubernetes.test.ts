import { ApiObject, Duration, JsonPatch, Size } from 'cdk8s';
import { DeliveryGuarantee, GroupSelection, KafkaAuthentication, KafkaCluster, KubernetesRuntime, KubernetesRuntimeProps, MirrorMaker2Replication, MirrorMaker2ReplicationProps, SecretKey, TlsTrust, TopicSelection } from '../../src';
import { readProperties } from '../../src/core/properties-text';
import { cloud, hub, onPrem } from '../support/clusters';
import { App, Chart, chart, objects, refusals } from '../support/synth';

const image = `images.example.com/mm2@sha256:${'0123456789abcdef'.repeat(4)}`;
const topics = TopicSelection.named('orders');

function replication(scope: Chart, props: Partial<MirrorMaker2ReplicationProps> = {}, runtime: Partial<KubernetesRuntimeProps> = {}): MirrorMaker2Replication {
  return new MirrorMaker2Replication(scope, 'Orders', { source: onPrem, target: cloud, topics, runtime: new KubernetesRuntime({ image, ...runtime }), ...props });
}

function manifests(props?: Partial<MirrorMaker2ReplicationProps>, runtime?: Partial<KubernetesRuntimeProps>): any[] {
  const scope = chart();
  replication(scope, props, runtime);
  return objects(scope);
}

function find(all: readonly any[], kind: string, name: string): any {
  const [found, ...others] = all.filter(({ kind: of, metadata }) => of === kind && metadata.name === name);
  expect(others).toEqual([]);
  return found;
}

const NAME = 'mm2-kp-local-to-kp-remote';
const configMapOfName = (all: readonly any[], name: string) => find(all, 'ConfigMap', name);
const configMapOf = (all: readonly any[]) => configMapOfName(all, NAME);
const workersOf = (all: readonly any[]) => find(all, 'Deployment', NAME);
const podOf = (all: readonly any[]) => workersOf(all).spec.template.spec;
const workerProperties = (all: readonly any[]) => Object.fromEntries(readProperties(configMapOf(all).data['connect-distributed.properties']));
const connectorIn = (all: readonly any[], type: string) => JSON.parse(configMapOf(all).data[`kp-local--kp-remote.${type}.json`]);

beforeEach(() => {
  // Warnings of the rules are the business of other tests.
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => jest.restoreAllMocks());

describe('the objects', () => {
  test('are these, and all have the labels by which they are found', () => {
    const all = manifests();
    expect(all.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      `ServiceAccount ${NAME}`, `ConfigMap ${NAME}`, `Deployment ${NAME}`, `Service ${NAME}-rest`, `Deployment ${NAME}-connectors`, `PodDisruptionBudget ${NAME}`,
      `NetworkPolicy ${NAME}`, `NetworkPolicy ${NAME}-connectors`,
    ]);
    expect(all.every(({ metadata }) => metadata.labels['app.kubernetes.io/instance'] === NAME && metadata.labels['app.kubernetes.io/name'] === 'mirror-maker-2')).toBe(true);
  });

  test('come after their Namespace', () => {
    const all = manifests({}, { namespace: 'mm2', createNamespace: true });
    expect(all[0]).toMatchObject({ kind: 'Namespace', metadata: { name: 'mm2' } });
    expect(all.slice(1).every(({ metadata }) => metadata.namespace === 'mm2')).toBe(true);
  });

  test('ask nothing of Kubernetes: no role, no token', () => {
    const all = manifests();
    expect(all.filter(({ kind }) => /Role/.test(kind))).toEqual([]);
    expect(all.filter(({ kind }) => kind === 'Deployment').map(({ spec }) => spec.template.spec.automountServiceAccountToken)).toEqual([false, false]);
  });
});

describe('heartbeats', () => {
  const heartbeats = (all: readonly any[]) => JSON.parse(configMapOf(all).data['kp-remote--kp-local.MirrorHeartbeatConnector.json']);

  test('are made by a connector whose producer reaches the source', () => {
    const password = '${secrets:/opt/kafka-replication/secrets/mm2-kp-local-source:password}';
    const config = heartbeats(manifests({ heartbeatInterval: Duration.seconds(5) }));
    expect(config).toMatchObject({
      'name': 'kp-remote->kp-local.MirrorHeartbeatConnector',
      'connector.class': 'org.apache.kafka.connect.mirror.MirrorHeartbeatConnector',
      'tasks.max': '1',
      'source.cluster.alias': 'kp-remote',
      'target.cluster.alias': 'kp-local',
      'emit.heartbeats.interval.seconds': '5',
      'heartbeats.topic.replication.factor': '-1',
    });
    for (const prefix of ['target.cluster.', 'producer.override.']) {
      expect(config).toMatchObject({
        [`${prefix}bootstrap.servers`]: 'kp-local-kafka-bootstrap.kp-kafka.svc:9093', [`${prefix}security.protocol`]: 'SASL_SSL', [`${prefix}sasl.mechanism`]: 'SCRAM-SHA-512',
        [`${prefix}sasl.jaas.config`]: expect.stringContaining(`password="${password}"`), [`${prefix}ssl.truststore.type`]: 'PEM',
      });
    }
  });

  test('of an Event Streams source have the replication factor that it takes', () => {
    const target = KafkaCluster.of('kp-hub', {
      bootstrapServers: ['hub.example.com:9093'], trust: TlsTrust.publicAuthorities(), authentication: KafkaAuthentication.scramSha512('mm2', SecretKey.of('mm2-hub', 'password')),
    });
    const all = manifests({ source: cloud, target, heartbeatInterval: Duration.minutes(1) });
    expect(JSON.parse(configMapOfName(all, 'mm2-kp-remote-to-kp-hub').data['kp-hub--kp-remote.MirrorHeartbeatConnector.json'])).toMatchObject({
      'heartbeats.topic.replication.factor': '3', 'emit.heartbeats.interval.seconds': '60',
    });
  });

  test('are made where somebody wants them only', () => {
    expect(Object.keys(configMapOf(manifests()).data).filter((name) => name.includes('Heartbeat'))).toEqual([]);
  });

  test('are read back with the prop that they come from, and copy nothing', () => {
    const config = replication(chart(), { heartbeatInterval: Duration.seconds(5) }).binding.effectiveConfig();
    const [connector] = config.connectors.filter(({ connectorClass }) => connectorClass.endsWith('MirrorHeartbeatConnector'));
    expect(connector.provenance['emit.heartbeats.interval.seconds']).toBe('prop:heartbeatInterval');
    expect(config.flows).toHaveLength(1);
  });
});

describe('the configuration of the workers', () => {
  test('names group and storage topics as every runtime does', () => {
    expect(workerProperties(manifests())).toMatchObject({
      'group.id': 'kp-local-to-kp-remote-mm2',
      'config.storage.topic': 'mm2-configs.kp-local-to-kp-remote.internal',
      'offset.storage.topic': 'mm2-offsets.kp-local-to-kp-remote.internal',
      'status.storage.topic': 'mm2-status.kp-local-to-kp-remote.internal',
      'bootstrap.servers': 'broker-0.example.cloud:9093',
    });
  });

  test('tells every client how to reach the target, and names the file of the password instead of the password', () => {
    const worker = workerProperties(manifests());
    for (const prefix of ['', 'producer.', 'consumer.', 'admin.']) {
      expect(worker).toMatchObject({
        [`${prefix}security.protocol`]: 'SASL_SSL',
        [`${prefix}sasl.jaas.config`]: 'org.apache.kafka.common.security.plain.PlainLoginModule required username="token" password="${secrets:/opt/kafka-replication/secrets/es-api-secret:password}";',
      });
    }
    expect(worker).toMatchObject({
      'config.providers': 'env,secrets',
      'config.providers.secrets.class': 'org.apache.kafka.common.config.provider.DirectoryConfigProvider',
      'config.providers.secrets.param.allowed.paths': '/opt/kafka-replication/secrets',
    });
  });

  test('advertises the address of the pod', () => {
    expect(workerProperties(manifests())).toMatchObject({ 'listeners': 'http://:8083', 'rest.advertised.host.name': '${env:POD_IP}', 'config.providers.env.param.allowlist.pattern': '^POD_IP$' });
    expect(podOf(manifests()).containers[0].env[0]).toEqual({ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } });
  });

  test('needs no provider for secrets where there are none', () => {
    const plain = (alias: string) => KafkaCluster.of(alias, { bootstrapServers: [`${alias}:9093`], trust: TlsTrust.publicAuthorities() });
    const scope = chart();
    new MirrorMaker2Replication(scope, 'Orders', { source: plain('kp-local'), target: plain('kp-remote'), topics, runtime: new KubernetesRuntime({ image }) });
    expect(workerProperties(objects(scope))['config.providers']).toBe('env');
  });

  test('keeps a provider of the user beside its own', () => {
    const worker = workerProperties(manifests({ workerConfig: { 'config.providers': 'vault', 'config.providers.vault.class': 'com.example.Vault' } }));
    expect(worker).toMatchObject({ 'config.providers': 'vault,env,secrets', 'config.providers.vault.class': 'com.example.Vault' });
  });
});

describe('the connectors', () => {
  test('are files with what Connect is told, all values as text', () => {
    const all = manifests({ groups: GroupSelection.named('fresh-food-app'), tasksMax: 3 });
    expect(connectorIn(all, 'MirrorSourceConnector')).toMatchObject({
      'name': 'kp-local->kp-remote.MirrorSourceConnector',
      'connector.class': 'org.apache.kafka.connect.mirror.MirrorSourceConnector',
      'tasks.max': '3',
      'source.cluster.alias': 'kp-local',
      'target.cluster.alias': 'kp-remote',
      'topics': 'orders',
      'sync.topic.acls.enabled': 'false',
    });
    expect(connectorIn(all, 'MirrorCheckpointConnector')).toMatchObject({ 'tasks.max': '1', 'groups': 'fresh-food-app', 'sync.group.offsets.enabled': 'true' });
    expect(Object.values(connectorIn(all, 'MirrorSourceConnector')).every((value) => typeof value === 'string')).toBe(true);
  });

  test('trust the authorities of a Strimzi cluster as PEM', () => {
    expect(connectorIn(manifests(), 'MirrorSourceConnector')).toMatchObject({
      'source.cluster.ssl.truststore.type': 'PEM',
      'source.cluster.ssl.truststore.certificates': '${secrets:/opt/kafka-replication/secrets/kp-local-cluster-ca-cert:ca.crt}',
    });
  });

  test('show a client certificate, and read the secrets of custom authentication from files, too', () => {
    const authentication = KafkaAuthentication.oauthBearer({ tokenEndpoint: 'https://idp.example.com/token', clientId: 'mm2', clientSecret: SecretKey.of('idp-mm2', 'client-secret') });
    const source = KafkaCluster.of('kp-local', {
      bootstrapServers: ['a:9093'], trust: TlsTrust.secret('a-ca'), authentication: KafkaAuthentication.mutualTls({ secretName: 'mm2-a' }),
    });
    const all = manifests({ source, target: KafkaCluster.of('kp-remote', { bootstrapServers: ['b:9093'], trust: TlsTrust.publicAuthorities(), authentication }) });
    expect(connectorIn(all, 'MirrorSourceConnector')).toMatchObject({
      'source.cluster.ssl.keystore.key': '${secrets:/opt/kafka-replication/secrets/mm2-a:user.key}',
      'target.cluster.sasl.jaas.config': expect.stringContaining('clientSecret="${secrets:/opt/kafka-replication/secrets/idp-mm2:client-secret}"'),
    });
    expect(podOf(all).containers[0].env).toContainEqual({ name: 'KAFKA_OPTS', value: '-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=https://idp.example.com/token' });
  });

  test('are kept by one pod, which has no secret and is never there twice', () => {
    const { spec } = find(manifests(), 'Deployment', `${NAME}-connectors`);
    expect(spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    const [container] = spec.template.spec.containers;
    expect(container.command).toEqual(['/bin/bash', '/opt/kafka-replication/config/connect.sh', 'reconcile', `${NAME}-rest`, '8083', '/opt/kafka-replication/config']);
    expect(spec.template.spec.volumes.map(({ name }: any) => name)).toEqual(['config', 'tmp']);
    expect(container.readinessProbe.exec.command.at(-1)).toContain('/tmp/in-sync');
    expect(container.livenessProbe.exec.command).toEqual(['/bin/bash', '/opt/kafka-replication/config/connect.sh', 'alive']);
  });
});

describe('pods', () => {
  test('mount each Secret in a folder of its own, with the keys that are needed and no others', () => {
    const { containers: [{ volumeMounts }], volumes } = podOf(manifests());
    expect(volumes.filter(({ secret }: any) => secret)).toEqual([
      { name: 'secret-0', secret: { secretName: 'es-api-secret', items: [{ key: 'password', path: 'password' }] } },
      { name: 'secret-1', secret: { secretName: 'kp-local-cluster-ca-cert', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { name: 'secret-2', secret: { secretName: 'mm2-kp-local-source', items: [{ key: 'password', path: 'password' }] } },
    ]);
    const paths: string[] = volumeMounts.map(({ mountPath }: any) => mountPath);
    expect(paths).toContain('/opt/kafka-replication/secrets/es-api-secret');
    // None over another: what is mounted there would be hidden.
    expect(paths.filter((path, i) => paths.some((other, k) => k !== i && `${path}/`.startsWith(`${other}/`)))).toEqual([]);
  });

  test('fit the Pod Security level restricted, and write to /tmp only', () => {
    const pod = podOf(manifests());
    expect(pod.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.containers[0].volumeMounts.filter(({ readOnly }: any) => !readOnly)).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  });

  test('are two, spread over zones and nodes, replaced and evicted one at a time', () => {
    const all = manifests();
    const { spec } = workersOf(all);
    expect(spec).toMatchObject({ replicas: 2, minReadySeconds: 30, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } });
    expect(spec.template.spec.topologySpreadConstraints.map(({ topologyKey }: any) => topologyKey)).toEqual(['topology.kubernetes.io/zone', 'kubernetes.io/hostname']);
    expect(find(all, 'PodDisruptionBudget', NAME).spec).toEqual({ maxUnavailable: 1, selector: { matchLabels: spec.selector.matchLabels }, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  });

  test('have time to store source positions when they are stopped', () => expect(podOf(manifests()).terminationGracePeriodSeconds).toBe(60));

  test('are started, ready and alive by what Connect says, and ready only while none of their tasks has failed', () => {
    const [{ startupProbe, readinessProbe, livenessProbe }] = podOf(manifests()).containers;
    expect(startupProbe.httpGet).toEqual({ path: '/health', port: 'rest' });
    expect(readinessProbe.exec.command.at(-1)).toContain('connect.sh ready 127.0.0.1 8083 "$POD_IP:8083"');
    expect(livenessProbe.httpGet).toEqual({ path: '/', port: 'rest' });
  });

  test('wait longer for an answer about health than Kafka does by itself', () => {
    const [{ startupProbe, readinessProbe }] = podOf(manifests()).containers;
    expect([startupProbe, readinessProbe].every(({ timeoutSeconds }) => timeoutSeconds > 10)).toBe(true);
  });

  test('get heap, collector and memory like on Strimzi', () => {
    const [{ env, resources }] = podOf(manifests({ tasksMax: 4 })).containers;
    expect(env).toContainEqual({ name: 'KAFKA_HEAP_OPTS', value: '-Xms1536m -Xmx1536m' });
    expect(env).toContainEqual({ name: 'KAFKA_JVM_PERFORMANCE_OPTS', value: '-server -XX:+UseParallelGC -XX:NewRatio=1 -Djava.awt.headless=true' });
    expect(resources).toEqual({ requests: { cpu: '500m', memory: '2304Mi' }, limits: { memory: '2304Mi' } });
  });

  test('leave Kafka its own JVM options where the props name none', () => {
    const [{ env }] = podOf(manifests({}, { jvmOptions: {} })).containers;
    expect(env.map(({ name }: any) => name)).not.toContain('KAFKA_JVM_PERFORMANCE_OPTS');
  });

  test('take what the runtime is told', () => {
    const all = manifests({ workers: 3 }, {
      version: '4.3.1', kafkaHome: '/srv/kafka', runAsUser: 1000, imagePullSecrets: ['registry'], labels: { team: 'a' }, podAnnotations: { meter: 'x' }, heap: Size.gibibytes(2), memory: Size.gibibytes(3),
    });
    expect(workersOf(all)).toMatchObject({
      metadata: { labels: { 'team': 'a', 'app.kubernetes.io/version': '4.3.1' } },
      spec: { replicas: 3, template: { metadata: { annotations: { meter: 'x' } }, spec: { imagePullSecrets: [{ name: 'registry' }], securityContext: { runAsUser: 1000 } } } },
    });
    expect(podOf(all).containers[0].command[0]).toBe('/srv/kafka/bin/connect-distributed.sh');
  });
});

describe('a change', () => {
  const digests = (all: readonly any[]) => [NAME, `${NAME}-connectors`].map((name) => find(all, 'Deployment', name).spec.template.metadata.annotations['cdk8s-kafka-replication/checksum']);

  test('of the workers\' properties replaces the workers, and not the pod of the connectors', () => {
    const [[workers, connectors], [changedWorkers, sameConnectors]] = [manifests(), manifests({ workerConfig: { 'offset.flush.interval.ms': '5000' } })].map(digests);
    expect(changedWorkers).not.toBe(workers);
    expect(sameConnectors).toBe(connectors);
  });

  test('of a connector replaces the pod that keeps them, and no worker', () => {
    const [[workers, connectors], [sameWorkers, changedConnectors]] = [manifests(), manifests({ topics: TopicSelection.named('orders', 'products') })].map(digests);
    expect(sameWorkers).toBe(workers);
    expect(changedConnectors).not.toBe(connectors);
  });
});

describe('the network', () => {
  const policy = (all: readonly any[], name: string) => find(all, 'NetworkPolicy', name).spec;

  test('lets nobody to the REST but workers and the pod of the connectors', () => {
    const { ingress, podSelector } = policy(manifests(), NAME);
    expect(podSelector.matchLabels['app.kubernetes.io/component']).toBe('worker');
    expect(ingress).toHaveLength(1);
    expect(ingress[0].from.map(({ podSelector: { matchLabels } }: any) => matchLabels['app.kubernetes.io/component'])).toEqual(['worker', 'connectors']);
    expect(ingress[0].ports).toEqual([{ port: 8083, protocol: 'TCP' }]);
  });

  test('lets nobody to the pod of the connectors, and that pod to the REST only', () => {
    const { ingress, policyTypes, egress } = policy(manifests(), `${NAME}-connectors`);
    expect([ingress, policyTypes]).toEqual([undefined, ['Ingress', 'Egress']]);
    expect(egress[0].ports).toEqual([{ port: 8083, protocol: 'TCP' }]);
  });

  test('leads to workers with failed tasks, too: who else would restart them', () => {
    expect(find(manifests(), 'Service', `${NAME}-rest`).spec).toMatchObject({ type: 'ClusterIP', publishNotReadyAddresses: true });
  });
});

describe('the binding', () => {
  test('tells others how to find the pods', () => {
    const { binding } = replication(chart(), {}, { namespace: 'mm2' });
    expect(binding).toMatchObject({
      podSelector: { 'app.kubernetes.io/name': 'mirror-maker-2', 'app.kubernetes.io/instance': NAME, 'app.kubernetes.io/component': 'worker' },
      serviceAccount: NAME, metricsPort: 'tcp-prometheus', workerGroup: 'kp-local-to-kp-remote-mm2', namespace: 'mm2', logLabels: { 'app.kubernetes.io/instance': NAME },
      podNames: `${NAME}-[a-z0-9]+-[a-z0-9]{5}`, container: 'worker', folder: undefined,
    });
  });

  test('serves metrics by the JMX exporter, and opens its port', () => {
    const scope = chart();
    replication(scope).binding.useMetrics({ configMapName: 'rules', key: 'rules.yaml' });
    const all = objects(scope);
    const { containers: [container], volumes } = podOf(all);
    expect(container.env).toContainEqual({ name: 'KAFKA_OPTS', value: '-javaagent:/opt/jmx-exporter/jmx_prometheus_javaagent.jar=9404:/opt/kafka-replication/metrics/rules.yaml' });
    expect(container.ports).toContainEqual({ name: 'tcp-prometheus', containerPort: 9404 });
    expect(volumes).toContainEqual({ name: 'metrics', configMap: { name: 'rules', items: [{ key: 'rules.yaml', path: 'rules.yaml' }] } });
    expect(find(all, 'NetworkPolicy', NAME).spec.ingress[1]).toEqual({ ports: [{ port: 9404, protocol: 'TCP' }] });
  });

  test('logs by its own configuration, or by that of others', () => {
    const scope = chart();
    const logFile = (all: readonly any[]) => podOf(all).containers[0].env.find(({ name }: any) => name === 'KAFKA_LOG4J_OPTS').value;
    expect(logFile(manifests())).toBe('-Dlog4j2.configurationFile=/opt/kafka-replication/config/log4j2.properties');
    replication(scope).binding.useLogLayout({ configMapName: 'layout', key: 'json.properties' });
    expect(logFile(objects(scope))).toBe('-Dlog4j2.configurationFile=/opt/kafka-replication/log/json.properties');
  });

  test('logs by Log4j 1 where the image has Kafka 3, which has no other', () => {
    const all = manifests({}, { version: '3.9.1' });
    expect(podOf(all).containers[0].env).toContainEqual({ name: 'KAFKA_LOG4J_OPTS', value: '-Dlog4j.configuration=file:/opt/kafka-replication/config/log4j.properties' });
    expect(configMapOf(all).data).toMatchObject({ 'log4j.properties': expect.stringContaining('log4j.rootLogger=INFO, console') });
    expect(configMapOf(all).data).not.toHaveProperty(['log4j2.properties']);
  });

  test('fails to log by the layout of others where the image has Kafka 3', () => {
    const scope = chart();
    replication(scope, {}, { version: '3.9.1' }).binding.useLogLayout({ configMapName: 'layout', key: 'json.properties' });
    expect(refusals(scope)).toContainEqual(expect.stringContaining('runtime.version has no Log4j 2, which the layout of its log needs, got "3.9.1"; Kafka 4 or newer'));
  });

  test('computes the effective configuration from the final objects, with provenance', () => {
    const orders = replication(chart(), { replicationFactor: 3, sourceConnectorConfig: { 'offset.lag.max': '50' } });
    const configMap = orders.node.findChild('Config') as ApiObject;
    const file = 'kp-local--kp-remote.MirrorSourceConnector.json';
    const config = { ...JSON.parse(configMap.toJson().data[file]), 'producer.override.linger.ms': '7' };
    configMap.addJsonPatch(JsonPatch.replace(`/data/${file}`, JSON.stringify(config)));
    const effective = orders.binding.effectiveConfig();
    const [connector] = effective.connectors;
    expect(connector.config).toMatchObject({ 'topics': 'orders', 'producer.override.linger.ms': '7', 'offset.lag.max': '50' });
    expect(connector.provenance).toMatchObject({
      'topics': 'prop:topics',
      'source.cluster.alias': 'prop:source.alias',
      'replication.factor': 'prop:replicationFactor',
      'producer.override.batch.size': 'library-default',
      'offset.lag.max': 'prop:sourceConnectorConfig[\'offset.lag.max\']',
      'producer.override.linger.ms': `resource:data['${file}']['producer.override.linger.ms']`,
    });
    expect(effective.workers).toMatchObject({ count: 2, heapBytes: 1024 * 2 ** 20, memoryLimitBytes: 1536 * 2 ** 20 });
    expect(effective.workerProvenance).toMatchObject({ 'offset.storage.replication.factor': 'prop:replicationFactor', 'group.id': 'library-default' });
  });
});

describe('fails', () => {
  test.each<[string, Partial<KubernetesRuntimeProps>, string]>([
    ['the image of a tag', { image: 'images.example.com/mm2:4.3.1' }, 'runtime.image has no digest'],
    ['the latest image', { image: 'images.example.com/mm2:latest' }, 'runtime.image is whatever is the latest'],
    ['an image with half a digest', { image: 'images.example.com/mm2@sha256:abc' }, 'runtime.image has no digest'],
    ['something that is no version', { version: 'latest' }, 'runtime.version is not a Kafka version'],
    ['a version that pods cannot be probed with', { version: '3.8.1' }, 'runtime.version is older than GET /health, by which the pods are probed'],
    ['a namespace that Kubernetes refuses', { namespace: 'A_B' }, 'runtime.namespace is not a Kubernetes name'],
    ['a namespace to create without a name', { createNamespace: true }, 'runtime.createNamespace has no name to create'],
    ['memory that the heap fills', { heap: Size.gibibytes(2), memory: Size.gibibytes(2) }, 'runtime.memory leaves no room beside the heap'],
    ['heap above the memory', { heap: Size.gibibytes(4), memory: Size.gibibytes(2) }, 'runtime.memory leaves no room beside the heap'],
    ['an image with neither tag nor digest', { image: 'images.example.com/mm2' }, 'runtime.image is whatever is the latest'],
    ['no image', { image: undefined }, 'runtime.image is not the name of an image'],
    ['a folder that is none', { kafkaHome: 'kafka; rm -rf /' }, 'runtime.kafkaHome is not a path'],
    ['a Kafka where Secrets are mounted', { kafkaHome: '/opt/kafka-replication/secrets/kafka' },
      'runtime.kafkaHome is in /opt/kafka-replication, which is another folder to the worker, got "/opt/kafka-replication/secrets/kafka"; a path outside of /opt/kafka-replication, /tmp'],
    ['an agent in the folder that is empty at each start', { metricsAgent: '/tmp/agent.jar' }, 'runtime.metricsAgent is in /tmp, which is another folder to the worker'],
    ['an agent that is no path', { metricsAgent: 'agent.jar' }, 'runtime.metricsAgent is not a path'],
    ['root', { runAsUser: 0 }, 'runtime.runAsUser is out of range'],
    ['a pull secret that Kubernetes refuses', { imagePullSecrets: ['A_B'] }, 'runtime.imagePullSecrets[0] is not a Kubernetes object name'],
    ['a label that Kubernetes refuses', { labels: { 'a b': 'x' } }, 'runtime.labels["a b"] is not a label key'],
  ])('%s', (_, runtime, message) => {
    const scope = chart();
    replication(scope, {}, runtime);
    expect(refusals(scope)).toContainEqual(expect.stringContaining(`[test/Orders] ${message}`));
  });

  test('a raw setting that would cost MM2 its memory', () => {
    const scope = chart();
    replication(scope, { workerConfig: { 'group.id': 'mine', 'offset.storage.topic': 'mine' } });
    expect(refusals(scope)).toEqual(['group.id', 'offset.storage.topic'].map((key) => expect.stringContaining(`[test/Orders] workerConfig["${key}"] follows from the replication`)));
  });

  test('heartbeats by a producer that would keep what is meant for the target', () => {
    const scope = chart();
    const withCertificate = KafkaCluster.of('kp-hub', {
      bootstrapServers: ['hub.example.com:9093'], trust: TlsTrust.secret('kp-hub-ca'), authentication: KafkaAuthentication.mutualTls({ secretName: 'mm2-kp-hub' }),
    });
    replication(scope, { target: withCertificate, heartbeatInterval: Duration.seconds(5) });
    expect(refusals(scope)).toContainEqual(expect.stringContaining('[test/Orders] heartbeatInterval would reach the source with what is meant for the target, '
      + 'got "ssl.keystore.certificate.chain, ssl.keystore.key, ssl.keystore.type"'));
  });

  test('heartbeats beside exactly-once delivery', () => {
    const scope = chart();
    replication(scope, { delivery: DeliveryGuarantee.exactlyOnce(), heartbeatInterval: Duration.seconds(5) });
    expect(refusals(scope)).toContainEqual(expect.stringContaining('[test/Orders] heartbeatInterval has no place beside exactly-once delivery'));
  });

  test('certificates by pattern', () => {
    const scope = chart();
    replication(scope, { target: hub });
    expect(refusals(scope)).toEqual([expect.stringContaining('[test/Orders] target.trust.certificate is a pattern, which only operators resolve, got "*.crt"')]);
  });

  test('a setting that Connect would never give back as it was', () => {
    const scope = chart();
    replication(scope, { sourceConnectorConfig: { 'offset.lag.max': '50\u0007' } });
    expect(refusals(scope)).toContainEqual(expect.stringContaining('kp-local->kp-remote.MirrorSourceConnector offset.lag.max holds a control character'));
  });

  test('a name longer than pods can be called by', () => {
    const scope = new Chart(new App(), 'test');
    replication(scope, { name: 'a'.repeat(43) });
    expect(refusals(scope)).toEqual([expect.stringMatching(/\[test\/Orders\] name is too long \(47 characters\).*at most 46 characters/)]);
  });
});
