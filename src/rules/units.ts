import { Severity } from '../core';
import { show } from '../core/problem';
import { eachConnector, onWorker, when } from './replication';
import { Rule, Violation } from './rule';
import { Settings } from './settings';

/** Periodic work of MM2 is a matter of seconds to minutes; 10,000 seconds are nearly three hours. */
const LONG_SECONDS = 10_000;

/** Milliseconds below which a value was probably meant in seconds or minutes; 0 is legal for some and says "at once". */
const SHORT_MS: { readonly [name: string]: number } = {
  'offset.flush.interval.ms': 1_000,
  'offset.flush.timeout.ms': 500,
  'scheduled.rebalance.max.delay.ms': 1_000,
  'task.shutdown.graceful.timeout.ms': 500,
  'admin.timeout.ms': 1_000,
  'session.timeout.ms': 1_000,
  'rebalance.timeout.ms': 1_000,
  'request.timeout.ms': 1_000,
  'delivery.timeout.ms': 1_000,
  'default.api.timeout.ms': 1_000,
  'metadata.max.age.ms': 1_000,
  'transaction.timeout.ms': 1_000,
  'connections.max.idle.ms': 1_000,
};

/** Numbers of the wrong unit. */
export const UNITS: readonly Rule[] = [
  {
    code: 'interval-off-by-unit',
    severity: Severity.WARNING,
    title: 'An interval is so long or so short that its unit was probably mistaken, such as `refresh.topics.interval.seconds: 600000`.',
    remedy: 'keys that end in .seconds take seconds, keys that end in .ms take milliseconds',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConfig, MirrorCheckpointConfig (connect-mirror 4.3.1), DistributedConfig (connect-runtime 4.3.1)',
    check: (subject, all) => [
      ...eachConnector(({ settings }) => offByUnit(settings))(subject, all),
      ...onWorker((worker) => offByUnit(worker))(subject, all),
    ],
  },
];

function offByUnit(settings: Settings): Violation[] {
  return settings.keys().filter((key) => !/^(source|target)\.cluster\./.test(key)).flatMap((key) => {
    const value = settings.number(key);
    const short = SHORT_MS[key.replace(/^(source\.|target\.)?(consumer|producer|admin)\.(override\.)?(?=.*\.)/, '')] ?? SHORT_MS[key];
    return [
      ...when(key.endsWith('.interval.seconds') && value >= LONG_SECONDS, settings.at(key),
        () => `${show(key)} = ${value} means ${duration(value)}`, { remedy: `write ${Math.round(value / 1000)} if ${value} ms were meant` }),
      ...when(short !== undefined && value > 0 && value < short, settings.at(key),
        () => `${show(key)} = ${value} means ${value} milliseconds`, { remedy: `write ${value * 1000} if ${value} s were meant` }),
    ];
  });
}

function duration(seconds: number): string {
  return seconds >= 86_400 ? `${round(seconds / 86_400)} days` : `${round(seconds / 3_600)} hours`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
