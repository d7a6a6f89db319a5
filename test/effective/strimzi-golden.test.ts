import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { EffectiveConfig } from '../../src/effective';

const FOLDER = join(__dirname, '..', 'strimzi-translation');
const CASES = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml')).map((file) => file.replace(/\.yaml$/, ''));

const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

/** The order of JAAS options differs between JVMs, so a login is compared as module, flag and options. */
function parsedLogins(config: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).map(([key, value]) => {
    if (!key.endsWith('sasl.jaas.config')) {
      return [key, value];
    }
    const [, module, flag, options] = /^(\S+) (\w+) ?(.*);$/.exec(String(value))!;
    return [key, { module, flag, options: Object.fromEntries([...options.matchAll(/(\S+?)="([^"]*)"/g)].map(([, name, text]) => [name, text])) }];
  }));
}

/** The order within a mirror is by chance; of two connectors with one name the later one stays later. */
function comparable(connectors: any[]): any[] {
  return connectors.map((connector) => ({ ...connector, config: parsedLogins(connector.config) }))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

test('all cases are there', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(16);
});

describe.each(CASES)('%s', (name) => {
  const effective = EffectiveConfig.fromKafkaMirrorMaker2(parse(read(`${name}.yaml`)));
  const json = effective.toJson();
  const golden = JSON.parse(read(`${name}.golden.json`));

  test('is what the operator makes of it', () => {
    expect(json.error).toEqual(golden.error);
    if (golden.error === undefined) {
      expect(parsedLogins(json.worker)).toEqual(parsedLogins(golden.worker));
      expect(comparable(json.connectors)).toEqual(comparable(golden.connectors));
    }
  });

  test('has a provenance for every key and nothing else', () => {
    const parts = [
      { config: effective.worker, provenance: effective.workerProvenance },
      ...effective.connectors,
    ];
    for (const { config, provenance } of parts) {
      expect(Object.keys(provenance).sort()).toEqual(Object.keys(config).sort());
      for (const origin of Object.values(provenance)) {
        expect(origin).toMatch(/^(operator|resource:spec\..+)$/);
      }
    }
  });

  test('keeps Kafka\'s defaults apart from what is set', () => {
    expect(Object.keys(effective.workerDefaults).filter((key) => key in effective.worker)).toEqual([]);
    for (const { config, defaults } of effective.connectors) {
      expect(Object.keys(defaults).filter((key) => key in config)).toEqual([]);
    }
  });
});
