import { Severity } from '../core';
import { CLUSTER_KEYS } from '../core/cluster-keys';
import { show } from '../core/problem';
import { connectorKey } from './client-keys';
import { Connector, eachConnector, onceForAll, when } from './replication';
import { Rule, RuleSubject, Violation } from './rule';

/** Metrics and tracing, which are set for each client alike. */
const OBSERVED = /\.(metrics?\.|prometheus\.|interceptor\.)/;

/** What somebody wrote and nobody reads. */
export const DROPPED: readonly Rule[] = [
  {
    code: 'operator-refuses',
    severity: Severity.ERROR,
    title: 'The operator refuses the resource, or MirrorMaker its file: nothing runs, or the old configuration goes on running.',
    remedy: 'correct it as the message says',
    source: 'io.strimzi.operator.cluster.model.KafkaMirrorMaker2Cluster.fromCrd (Strimzi 1.2.0); org.apache.kafka.connect.mirror.MirrorMaker (connect-mirror 4.3.1)',
    check: ({ config: { error, workerPath } }) => when(error !== undefined, workerPath ?? 'spec', () => `it is refused: ${error}`),
  },
  {
    code: 'key-ignored',
    severity: Severity.WARNING,
    title: 'A key never reaches Kafka Connect, because the operator drops it, or a dedicated MirrorMaker does not read it; at best a log says so.',
    remedy: 'remove the key, or write it where the message says; where the resource has a field for it, use that',
    source: 'io.strimzi.operator.cluster.model.KafkaConnectConfiguration and KafkaMirrorMaker2Connectors (Strimzi 1.2.0); MirrorMakerConfig (connect-mirror 4.3.1)',
    check: ({ config }) => config.ignored.map(({ path, key, reason }) => ({ path, message: `${show(key)} is dropped: ${reason}` })),
  },
  {
    code: 'source-config-dropped',
    severity: Severity.WARNING,
    title: 'MM2 drops a key of `source.cluster.*` or `target.cluster.*` without a word; tuning put there has no effect.',
    remedy: 'put it into sourceConnector.config, as consumer.…, producer.override.… or admin.…',
    source: 'org.apache.kafka.connect.mirror.MirrorClientConfig.CLIENT_CONFIG_DEF, MirrorConnectorConfig.sourceConsumerConfig (connect-mirror 4.3.1)',
    check: (subject, all) => eachConnector((connector) => ['source.cluster.', 'target.cluster.'].flatMap((prefix) => connector.settings.keys(prefix)
      .map((key) => ({ key, name: key.slice(prefix.length) }))
      .filter(({ name }) => name !== 'alias' && !CLUSTER_KEYS.has(name))
      .filter(({ name }) => prefix === 'source.cluster.' || !isByProduct(subject, name))
      .filter(({ key }) => subject.config.internalRest === undefined || !workerKeys(all).has(connector.effective.provenance[key]))
      .map(({ key, name }): Violation => ({
        path: connector.settings.at(key),
        message: `${show(key)} has no effect: of ${prefix}* MM2 keeps bootstrap.servers, security.protocol, ssl.* and sasl.* only`,
        remedy: `put ${rightKey(connector, name)} into the config of the source connector`,
      }))))(subject, all),
  },
  {
    code: 'wrong-client-prefix',
    severity: Severity.WARNING,
    title: 'A client setting stands under a prefix that another client reads: `producer.*` is the offset-syncs producer, not the one that copies.',
    remedy: 'use producer.override.* for the producer that copies records, consumer.* for the consumer that reads them',
    source: 'org.apache.kafka.connect.mirror.MirrorConnectorConfig.sourceProducerConfig (connect-mirror 4.3.1), Worker.baseProducerConfigs (connect-runtime 4.3.1)',
    check: eachConnector(({ settings, isSource }) => [
      ...settings.keys('producer.').filter((key) => !key.startsWith('producer.override.') && !settings.isGenerated(key) && !OBSERVED.test(key))
        .flatMap((key): Violation[] => when(!settings.isSet(connectorKey(key)), settings.at(key), () => isSource
          ? `${show(key)} configures the producer of offset syncs, not the one that copies records`
          : `${show(key)} has no effect: the checkpoint connector has no producer of its own`,
        { remedy: isSource ? `use ${connectorKey(key)}, or set both` : 'remove it' })),
      ...settings.keys('consumer.override.').filter((key) => !settings.isGenerated(key)).map((key): Violation => ({
        path: settings.at(key),
        message: `${show(key)} has no effect: MM2 makes its consumers itself and reads consumer.* only`,
        remedy: `use ${connectorKey(key)}`,
      })),
    ]),
  },
  {
    code: 'overrides-forbidden',
    severity: Severity.ERROR,
    title: 'The worker forbids what the connector overrides (`connector.client.config.override.policy`): the connector cannot start.',
    remedy: 'set connector.client.config.override.policy to All, or to Allowlist with these settings in connector.client.config.override.allowlist',
    source: 'org.apache.kafka.connect.connector.policy.*ConnectorClientConfigOverridePolicy (connect-runtime 4.3.1)',
    check: eachConnector(({ settings, worker }) => {
      const policy = worker.get('connector.client.config.override.policy') ?? 'All';
      const forbidden = settings.keys('producer.override.').map((key) => key.slice('producer.override.'.length)).filter((name) => !isAllowed(policy, name,
        worker.get('connector.client.config.override.allowlist') ?? ''));
      return when(forbidden.length > 0, worker.at('connector.client.config.override.policy'),
        () => `the override policy ${show(policy)} forbids producer.override.${forbidden.join(', producer.override.')}`);
    }),
  },
];

/** The rule that looks at what is not accepted at all. */
export const OPERATOR_REFUSES = DROPPED[0];

/** Strimzi copies the worker's own keys into `target.cluster.*`: useless there, but the worker has them. */
function isByProduct({ config }: RuleSubject, name: string): boolean {
  return name in config.worker || config.ignored.some(({ key }) => key === name);
}

/** Keys of files that reach a worker: a dedicated MirrorMaker gives what stands below an alias to the connectors on both sides too. */
const workerKeys = onceForAll((all) => new Set(all.filter(({ config }) => config.internalRest !== undefined)
  .flatMap(({ config }) => Object.values(config.workerProvenance))));

function rightKey(connector: Connector, name: string): string {
  return name in connector.effective.defaults ? name : connectorKey(name);
}

/** Policies are given by alias (`None`) or by class name. */
function isAllowed(policy: string, name: string, allowlist: string): boolean {
  const [, alias] = /(?:^|\.)(All|None|Principal|Allowlist)(?:ConnectorClientConfigOverridePolicy)?$/i.exec(policy) ?? [];
  switch (alias?.toLowerCase()) {
    case 'none': return false;
    case 'principal': return ['sasl.jaas.config', 'sasl.mechanism', 'security.protocol'].includes(name);
    case 'allowlist': return allowlist.split(',').map((allowed) => allowed.trim()).includes(name);
    default: return true;
  }
}
