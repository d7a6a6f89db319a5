import { Severity } from '../core';
import { show } from '../core/problem';
import { eachConnector, eachSource, when } from './replication';
import { Rule } from './rule';

const BYTES = 'org.apache.kafka.connect.converters.ByteArrayConverter';

/** A number that only a program writes: what Connect gives the producer so that it never gives up. */
const NEVER = 2147483647;

/** Records that do not arrive, or not as they were. */
export const LOSS: readonly Rule[] = [
  {
    code: 'errors-tolerated',
    severity: Severity.WARNING,
    title: '`errors.tolerance=all`: a record that cannot be written is counted as done and skipped.',
    remedy: 'remove errors.tolerance: then the task fails and can be repaired, and nothing is lost',
    source: 'org.apache.kafka.connect.runtime.AbstractWorkerSourceTask.sendRecords (connect-runtime 4.3.1)',
    check: eachSource(({ settings, isExactlyOnce }) => when(settings.get('errors.tolerance')?.toLowerCase() === 'all' && !isExactlyOnce, settings.at('errors.tolerance'),
      () => 'errors.tolerance=all: records that the target refuses are skipped for ever')),
  },
  {
    code: 'offset-reset-latest',
    severity: Severity.WARNING,
    title: '`auto.offset.reset=latest`: what was written before MM2 saw a topic, or while it was behind the retention, is skipped.',
    remedy: 'remove the setting (MM2 takes earliest); to begin in the middle, set start positions by the connector offsets instead',
    source: 'org.apache.kafka.connect.mirror.MirrorConnectorConfig.sourceConsumerConfig, MirrorSourceTask.initializeConsumer (connect-mirror 4.3.1)',
    check: eachSource(({ consumer }) => {
      const reset = consumer.find('auto.offset.reset');
      return when(reset && /^(latest|by_duration)/i.test(reset.value), reset?.path ?? '',
        () => `${reset!.key}=${show(reset!.value)}: records of a new topic are lost until the next refresh finds it`);
    }),
  },
  {
    code: 'offset-reset-none',
    severity: Severity.WARNING,
    title: '`auto.offset.reset=none`: partitions without a stored position are never copied, and the task goes on RUNNING.',
    remedy: 'keep it only where start positions are written for every partition, also for new ones',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceTask.poll (connect-mirror 4.3.1): a KafkaException is logged and nothing is returned',
    check: eachSource(({ consumer }) => {
      const reset = consumer.find('auto.offset.reset');
      return when(reset?.value.toLowerCase() === 'none', reset?.path ?? '', () => `${reset!.key}=none: one partition without a position stalls its whole task`);
    }),
  },
  {
    code: 'acks-not-all',
    severity: Severity.WARNING,
    title: 'The copying producer does not wait for all replicas: a broker crash loses acknowledged records.',
    remedy: 'remove acks (Connect takes all)',
    source: 'org.apache.kafka.connect.runtime.Worker.baseProducerConfigs (connect-runtime 4.3.1), ProducerConfig (kafka-clients 4.3.1)',
    check: eachSource(({ producer, isIdempotent, isExactlyOnce }) => {
      const acks = producer.find('acks');
      return when(acks && !['all', '-1'].includes(acks.value.toLowerCase()), acks?.path ?? '',
        () => `${acks!.key}=${show(acks!.value)}${isIdempotent ? `, which ${isExactlyOnce ? 'exactly.once.source.support=enabled' : 'an idempotent producer'} refuses: no task starts` : ' loses records when a broker crashes'}`,
        isIdempotent ? { severity: Severity.ERROR } : {});
    }),
  },
  {
    code: 'producer-gives-up',
    severity: Severity.WARNING,
    title: 'The copying producer gives up after a time that Connect meant to be endless: a long outage of the target fails the task.',
    remedy: 'remove max.block.ms, delivery.timeout.ms and retries: Connect retries for ever, in order',
    source: 'org.apache.kafka.connect.runtime.Worker.baseProducerConfigs (connect-runtime 4.3.1)',
    check: eachSource(({ producer }) => ['max.block.ms', 'delivery.timeout.ms', 'retries'].flatMap((name) => {
      const setting = producer.find(name);
      return when(setting && Number(setting.value) < NEVER, setting?.path ?? '',
        () => `${setting!.key}=${show(setting!.value)}: after that the task fails and stays down until somebody restarts it`);
    })),
  },
  {
    code: 'converter-changes-records',
    severity: Severity.WARNING,
    title: 'A converter other than ByteArrayConverter rewrites keys, values or headers on the way.',
    remedy: `use ${BYTES} for key, value and header (worker or connector)`,
    source: 'org.apache.kafka.connect.mirror.MirrorSourceTask.convertRecord (connect-mirror 4.3.1): keys, values and headers are bytes',
    check: eachSource(({ settings, worker }) => ['key.converter', 'value.converter', 'header.converter'].flatMap((key) => {
      const scope = settings.isSet(key) ? settings : worker;
      const converter = scope.get(key);
      return when(converter !== undefined && !converter.endsWith('ByteArrayConverter'), scope.at(key),
        () => `${key} is ${show(converter)}: what arrives is not what was sent`,
        /^(org\.apache\.kafka\.connect\.|String|Json|Simple)/.test(converter ?? '') ? { severity: Severity.ERROR } : {});
    })),
  },
  {
    code: 'transforms-present',
    severity: Severity.INFO,
    title: 'Records pass transformations, which may change, rename or drop them; a copy is then no copy.',
    remedy: 'make sure that nobody compares or fails over to the target as if it were the source',
    source: 'org.apache.kafka.connect.runtime.TransformationChain (connect-runtime 4.3.1)',
    check: eachSource(({ settings }) => when(settings.get('transforms'), settings.at('transforms'), () => `transforms=${show(settings.get('transforms'))}`)),
  },
  {
    code: 'slow-refresh',
    severity: Severity.INFO,
    title: 'New topics, partitions or groups are found late (10 minutes where nobody set it): until then nothing of them is copied.',
    remedy: 'set refresh.topics.interval.seconds and refresh.groups.interval.seconds to 60',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConfig, MirrorCheckpointConfig (connect-mirror 4.3.1)',
    check: eachConnector(({ settings, isSource }) => {
      const what = isSource ? 'topics' : 'groups';
      const seconds = settings.number(`refresh.${what}.interval.seconds`, 600);
      return settings.isOff(`refresh.${what}.enabled`)
        ? [{
          path: settings.at(`refresh.${what}.enabled`),
          message: `refresh.${what}.enabled=false: new ${what} are not seen before a restart`,
          severity: Severity.WARNING,
        }]
        : when(seconds >= 600 && seconds < 10_000, settings.at(`refresh.${what}.interval.seconds`), () => `new ${what} are seen after up to ${seconds} s`);
    }),
  },
];
