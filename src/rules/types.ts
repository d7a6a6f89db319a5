import { Severity } from '../core';
import { show } from '../core/problem';
import { eachConnector, onWorker, when } from './replication';
import { Rule, Violation } from './rule';
import { isWholeNumber, Settings } from './settings';
import {
  ADMIN_TYPES, CHECKPOINT_CONNECTOR_TYPES, CONSUMER_TYPES, PRODUCER_TYPES, SOURCE_CONNECTOR_TYPES, ValueTypes, WORKER_TYPES,
} from './value-types';

type ValueType = keyof ValueTypes;

/** What Kafka reads as each type. @see org.apache.kafka.common.config.ConfigDef.parseType (kafka-clients 4.3.1) */
const WHOLE_NUMBERS: { readonly [type in Exclude<ValueType, 'boolean'>]: { readonly bits: number; readonly about: string } } = {
  short: { bits: 16, about: 'a whole number up to 32767' },
  int: { bits: 32, about: 'a whole number up to 2147483647' },
  long: { bits: 64, about: 'a whole number up to 9223372036854775807' },
};

/** Values that Kafka cannot read. */
export const TYPES: readonly Rule[] = [
  {
    code: 'wrong-type',
    severity: Severity.ERROR,
    title: 'A value is not of the type that Kafka reads, such as `replication.factor: three` or `offset.flush.interval.ms: 10s`: worker, connector or task does not start.',
    remedy: 'write a whole number without unit and decimal point, or true or false',
    source: 'org.apache.kafka.common.config.ConfigDef.parseType (kafka-clients 4.3.1)',
    check: (subject, all) => [
      ...onWorker((worker) => unreadable(worker, WORKER))(subject, all),
      ...eachConnector(({ settings, isSource }) => unreadable(settings, isSource ? SOURCE_CONNECTOR : CHECKPOINT_CONNECTOR))(subject, all),
    ],
  },
];

type TypeOf = ReadonlyMap<string, ValueType>;

const [SOURCE_CONNECTOR, CHECKPOINT_CONNECTOR, WORKER, producer, consumer, admin] = [
  SOURCE_CONNECTOR_TYPES, CHECKPOINT_CONNECTOR_TYPES, WORKER_TYPES, PRODUCER_TYPES, CONSUMER_TYPES, ADMIN_TYPES,
].map((types): TypeOf => new Map((Object.keys(types) as ValueType[]).flatMap((type) => types[type].split(' ').map((key): [string, ValueType] => [key, type]))));

const CLIENTS: { readonly [client: string]: TypeOf } = { 'producer': producer, 'producer.override': producer, 'consumer': consumer, 'admin': admin };

/** `source.consumer.fetch.max.bytes` → `consumer`, `fetch.max.bytes`. */
const CLIENT_KEY = /^(?:(?:source|target)\.(?!producer\.override\.))?(producer\.override|producer|consumer|admin)\.(.+)$/;

function unreadable(settings: Settings, own: TypeOf): Violation[] {
  return settings.keys().flatMap((key) => {
    const type = own.get(key) ?? typeOfClientKey(key);
    const value = settings.get(key)!;
    // What a placeholder stands for is known at the worker only.
    return when(type !== undefined && !value.includes('${') && !isReadable(value, type), settings.at(key),
      () => `${show(key)} is ${show(value)}, Kafka reads ${type === 'boolean' ? 'true or false' : WHOLE_NUMBERS[type!].about}`);
  });
}

function typeOfClientKey(key: string): ValueType | undefined {
  const [, client, name] = CLIENT_KEY.exec(key) ?? [];
  return client === undefined ? undefined : CLIENTS[client].get(name);
}

function isReadable(value: string, type: ValueType): boolean {
  if (type === 'boolean') return /^(true|false)$/i.test(value);
  return isWholeNumber(value) && BigInt.asIntN(WHOLE_NUMBERS[type].bits, BigInt(value.replace('+', ''))) === BigInt(value.replace('+', ''));
}
