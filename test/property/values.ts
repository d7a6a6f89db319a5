import { Duration, Size } from 'cdk8s';
import * as fc from 'fast-check';

/** One of these. */
export function choice<T>(...values: T[]): fc.Arbitrary<T> {
  return fc.constantFrom(...values);
}

/** A good name for almost everything. */
export function label(maxLength = 12): fc.Arbitrary<string> {
  return fc.array(LETTER, { maxLength: maxLength - 2 }).map((middle) => `k${middle.join('')}z`);
}

const LETTER = fc.constantFrom(...'abcxyz019-');

/** `host:port`, distinct for distinct prefixes. */
export function host(prefix: string): fc.Arbitrary<string> {
  return fc.tuple(label(), choice('.example.com', '.kafka.svc', ''), fc.integer({ min: 1, max: 65535 })).map(([name, domain, port]) => `${prefix}-${name}${domain}:${port}`);
}

/** Any text, often one that is hard to print, to quote or to look up. */
const TEXT: fc.Arbitrary<string> = fc.oneof(
  choice('', ' ', 'a b', 'a\nb', 'a\r\nb', 'a\tb', 'a,b', 'a=b', 'a: b', '#a', 'a/b', '..', '-a', 'Ä', '🙂', '\ud800', '\u0000', '\u2028', '"', '\'', '\\', '`', '%s', '$&',
    '${x}', '${secret:none}', '$(X)', '{{x}}', '</script>', '*a', '&a', '!!js', '~', 'null', 'yes', '1e3', '0x1F', '2001-01-01', 'x'.repeat(300), 'constructor', '__proto__', 'toString'),
  fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 }).map((points) => String.fromCodePoint(...points)),
  fc.string({ maxLength: 40 }),
);

export function text(): fc.Arbitrary<string> {
  return TEXT;
}

/** Almost never a name that Kafka or Kubernetes takes. */
const BAD_NAME = fc.oneof(text(), choice('A_B', 'a'.repeat(64), 'a'.repeat(254), '-', '.', 'a.', 'kp local', 'Käse'));

export function badName(): fc.Arbitrary<string> {
  return BAD_NAME;
}

export function badNumber(): fc.Arbitrary<number> {
  return fc.oneof(choice(0, -0, -1, -2, 0.5, 51, 1001, 32768, 65536, 1_000_001, 2 ** 53, 1e21, NaN, Infinity, -Infinity), fc.double());
}

export function badDuration(): fc.Arbitrary<Duration> {
  return choice(Duration.millis(0), Duration.millis(1), Duration.millis(999), Duration.millis(1500), Duration.seconds(86_401), Duration.days(10_000));
}

export function badSize(): fc.Arbitrary<Size> {
  return choice(Size.kibibytes(0), Size.kibibytes(1), Size.kibibytes(300_001), Size.mebibytes(255), Size.gibibytes(1), Size.tebibytes(1));
}

/** A map of a few entries. Names that every JavaScript object has already (`constructor`) are refused by cdk8s itself. */
export function dictionary<T>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<T>, minKeys = 0): fc.Arbitrary<{ [key: string]: T }> {
  return fc.dictionary(keys.filter((key) => !(key in {})), values, { minKeys, maxKeys: 3 });
}

/** Raw settings that somebody should not have written. */
export function badConfig(): fc.Arbitrary<{ [key: string]: string }> {
  const keys = choice(
    'topics', 'tasks.max', 'name', 'connector.class', 'source.cluster.alias', 'target.cluster.bootstrap.servers', 'group.id', 'bootstrap.servers', 'config.storage.topic',
    'replication.policy.class', 'replication.policy.separator', 'offset-syncs.topic.location', 'errors.tolerance', 'transforms', 'key.converter', 'refresh.topics.interval.seconds',
    'topics.exclude', 'config.properties.exclude', 'producer.acks', 'producer.override.acks', 'producer.override.enable.idempotence', 'consumer.auto.offset.reset',
    'sasl.jaas.config', 'sasl.mechanism', 'ssl.key.password', 'ssl.keystore.location', 'exactly.once.source.support', 'rest.port', 'sync.topic.acls.enabled',
  );
  const values = choice('600000', '-1', 'all', 'none', 'latest', 'true', 'false', 'kp-*', '.*', 'a,,b', '1', '${strimzienv:X}', 'org.apache.kafka.connect.mirror.IdentityReplicationPolicy');
  return dictionary(fc.oneof({ arbitrary: keys, weight: 3 }, { arbitrary: text(), weight: 1 }), fc.oneof(values, text()), 1);
}
