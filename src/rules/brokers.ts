import { Severity } from '../core';
import { show } from '../core/problem';
import { eachCopy } from './each-copy';
import { KnownCluster, KnownFlow } from './known';
import { Connector, eachSource, when } from './replication';
import { Rule, RuleSubject, Violation } from './rule';

const AUTO_CREATE = 'auto.create.topics.enable';
const UNCLEAN = 'unclean.leader.election.enable';
const MIN_INSYNC = 'min.insync.replicas';

/** What the brokers are and do, where it is known. */
export const BROKERS: readonly Rule[] = [
  {
    code: 'broker-too-old',
    severity: Severity.ERROR,
    title: 'Brokers are too old for the workers: Kafka 4 clients reach brokers of 2.1 and newer, and topic settings follow to targets of 2.3 and newer.',
    remedy: 'upgrade the brokers, or copy with workers of Kafka 3.9, which operators of API v1 do not run',
    source: 'KIP-896 (Kafka 4.0); org.apache.kafka.connect.mirror.MirrorSourceConnector.incrementalAlterConfigs (connect-mirror 4.3.1)',
    check: eachEnd(({ cluster: { alias, kafkaVersion }, path, isTarget, flow }, { config }) => {
      const worker = config.workers?.kafkaVersion;
      if (kafkaVersion === undefined || isBelow(worker, 4, 0)) return [];
      const brokers = `brokers of ${show(alias)} are of Kafka ${kafkaVersion}`;
      return [
        ...when(isBelow(kafkaVersion, 2, 1), path, () => `${brokers}, workers of Kafka ${worker ?? '4'} need 2.1 or newer`),
        ...when(isTarget && flow.syncs && isBelow(kafkaVersion, 2, 3) && !isBelow(kafkaVersion, 2, 1), path,
          () => `${brokers}, sync.topic.configs.enabled needs 2.3 or newer: the connector fails`, { remedy: 'upgrade the brokers, or set sync.topic.configs.enabled: false' }),
      ];
    }),
  },
  {
    code: 'unclean-election',
    severity: Severity.WARNING,
    title: 'A replica that lags behind may become leader: the source forgets records that were copied already and writes others in their place, or the target forgets copies.',
    remedy: 'set unclean.leader.election.enable=false for the brokers or the topic, and min.insync.replicas=2',
    source: 'org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_DOC (kafka-clients 4.3.1); DefaultConfigPropertyFilter (connect-mirror 4.3.1) never carries it over',
    check: (subject, all) => [
      ...eachEnd(({ cluster, path }) => when(cluster.brokerDefault(UNCLEAN) === 'true', path, () => `brokers of ${show(cluster.alias)} have ${UNCLEAN}=true`))(subject, all),
      ...eachCopy(({ topic, source, remoteTopic, target }) => source.config?.[UNCLEAN] === 'true' ? `${show(topic)} has ${UNCLEAN}=true`
        : target.config?.[UNCLEAN] === 'true' ? `${show(remoteTopic)} at the target has ${UNCLEAN}=true` : undefined)(subject, all),
    ],
  },
  {
    code: 'low-min-insync-replicas',
    severity: Severity.WARNING,
    title: 'Copies count as written when one replica has them (`min.insync.replicas` is 1, which is Kafka\'s default, and never carried over): the loss of that broker loses them.',
    remedy: 'set min.insync.replicas=2 for the brokers of the target, or for the topics, which need 3 replicas then',
    source: 'org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_DOC (kafka-clients 4.3.1); DefaultConfigPropertyFilter (connect-mirror 4.3.1) never carries it over',
    check: (subject, all) => [
      ...eachEnd(({ cluster, path, isTarget, connector: { settings } }) => {
        const factor = settings.number('replication.factor', 2);
        const replicas = factor === -1 ? Number(cluster.broker('default.replication.factor', '1')) : factor;
        return when(isTarget && Number(cluster.brokerDefault(MIN_INSYNC)) < 2 && replicas !== 1, path,
          () => `brokers of ${show(cluster.alias)} have ${MIN_INSYNC}=1, and so have the topics that MM2 creates there`);
      })(subject, all),
      ...eachCopy(({ remoteTopic, target }) => Number(target.config?.[MIN_INSYNC]) < 2 && target.replicationFactor !== 1
        ? `${show(remoteTopic)} has ${MIN_INSYNC}=1` : undefined)(subject, all),
    ],
  },
  {
    code: 'ghost-topics',
    severity: Severity.INFO,
    title: 'The copying consumer asks for topics in a way that creates them (`allow.auto.create.topics`, on by default): a topic that is deleted at the source comes back empty (warning: the brokers of the source are known to do it).',
    remedy: 'set consumer.allow.auto.create.topics: false in sourceConnector.config',
    source: 'org.apache.kafka.clients.consumer.ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_DOC (kafka-clients 4.3.1); Kafka issue KAFKA-16561',
    check: eachSource((connector, subject) => {
      const { consumer, settings } = connector;
      const { source } = KnownFlow.of(connector, subject);
      const creates = source.broker(AUTO_CREATE, 'true');
      return when(consumer.get('allow.auto.create.topics')?.toLowerCase() !== 'false' && creates !== 'false', consumer.find('allow.auto.create.topics')?.path ?? settings.home,
        () => `allow.auto.create.topics is on${creates === 'true' ? `, and so is ${AUTO_CREATE} of ${show(source.alias)}` : ''}`,
        creates === 'true' ? { severity: Severity.WARNING } : {});
    }),
  },
  {
    code: 'target-auto-creates',
    severity: Severity.WARNING,
    title: 'The target creates a topic for whoever asks for it: a consumer that is faster than MM2 gets the brokers\' number of partitions and replicas, not the original\'s.',
    remedy: `set ${AUTO_CREATE}=false for the brokers of the target`,
    source: 'org.apache.kafka.server.config.ServerLogConfigs.AUTO_CREATE_TOPICS_ENABLE_DEFAULT (kafka-server-common 4.3.1): true; MirrorSourceConnector.computeAndCreateTopicPartitions (connect-mirror 4.3.1)',
    check: eachEnd(({ cluster, path, isTarget }) => when(isTarget && cluster.broker(AUTO_CREATE, 'true') === 'true', path,
      () => `brokers of ${show(cluster.alias)} have ${AUTO_CREATE}=true`)),
  },
];

/** One end of a source connector. */
interface End {
  readonly cluster: KnownCluster;
  readonly path: string;
  readonly isTarget: boolean;
  readonly flow: KnownFlow;
  readonly connector: Connector;
}

/** A condition on either end of each source connector. */
function eachEnd(find: (end: End, subject: RuleSubject) => Violation[]): NonNullable<Rule['check']> {
  return eachSource((connector, subject) => {
    const flow = KnownFlow.of(connector, subject);
    return [
      ...find({ cluster: flow.source, path: connector.settings.at('source.cluster.bootstrap.servers'), isTarget: false, flow, connector }, subject),
      ...find({ cluster: flow.target, path: connector.worker.at('bootstrap.servers'), isTarget: true, flow, connector }, subject),
    ];
  });
}

/** Whether a version is known and older. */
export function isBelow(version: string | undefined, major: number, minor: number): boolean {
  const [actualMajor, actualMinor] = (version ?? '').split('.').map(Number);
  return version !== undefined && (actualMajor < major || (actualMajor === major && actualMinor < minor));
}
