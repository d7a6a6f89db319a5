import { readFileSync } from 'fs';
import { resolve } from 'path';
import { CEL_RULES, celErrors, celRule, rulesOf } from '../schemas/cel-rules';

const schemas = resolve(__dirname, '../schemas');
const schemaOf = (file: string) => JSON.parse(readFileSync(resolve(schemas, file), 'utf8'));
const copied: string[] = schemaOf('MANIFEST.json').map(({ schema }: { schema: string }) => schema);
const used = copied.flatMap((file) => rulesOf(schemaOf(file)).map((rule) => `${file}: ${rule}`));
const forwarder = schemaOf('observability.openshift.io/clusterlogforwarder_v1.json');

test('every rule of a copied schema is checked, or does not matter for a reason', () => {
  expect(used.length).toBeGreaterThan(60);
  expect(used.filter((line) => celRule(line.replace(/^\S+: /, '')) === undefined)).toEqual([]);
  expect(CEL_RULES.filter(({ check, irrelevant }) => (check === undefined) === (irrelevant === undefined))).toEqual([]);
});

test('every row of the table is of use', () => {
  const rules = used.map((line) => line.replace(/^\S+: /, ''));
  expect(CEL_RULES.filter((row) => !rules.some((rule) => celRule(rule) === row)).map(({ rule }) => rule.source)).toEqual([]);
});

test.each<[string, object, string]>([
  ['a source type without payload key', { outputs: [{ splunk: { url: 'https://a:1', sourceType: 'x' } }] }, '/spec/outputs/0/splunk breaks the rule !has(self.sourceType) || has(self.payloadKey)'],
  ['an address that is none', { outputs: [{ splunk: { url: 'splunk' } }] }, '/spec/outputs/0/splunk/url breaks the rule isURL(self)'],
  ['an output without its part', { outputs: [{ type: 'splunk' }] }, '/spec/outputs/0 breaks the rule self.type != \'splunk\' || has(self.splunk)'],
  ['an input without its part', { inputs: [{ type: 'application' }] }, '/spec/inputs/0 breaks the rule self.type != \'application\' || has(self.application)'],
  ['authorities from nowhere', { outputs: [{ tls: { ca: { key: 'ca.crt' } } }] }, '/spec/outputs/0/tls/ca breaks the rule has(self.configMapName) || has(self.secretName)'],
  ['authorities from two places', { outputs: [{ tls: { ca: { key: 'k', configMapName: 'a', secretName: 'b' } } }] }, '/spec/outputs/0/tls/ca breaks the rule !(has(self.configMapName) && has(self.secretName))'],
])('%s is refused', (_, spec, message) => {
  expect(celErrors(forwarder, { metadata: { name: 'mm2' }, spec })).toEqual([message]);
});

test('a forwarder whose name is that of no service is refused', () => {
  expect(celErrors(forwarder, { metadata: { name: '2-logs' }, spec: {} })).toHaveLength(1);
});

test('a sidecar that has what only others may have is refused', () => {
  const collector = schemaOf('opentelemetry.io/opentelemetrycollector_v1beta1.json');
  expect(celErrors(collector, { spec: { mode: 'sidecar', tolerations: [{ operator: 'Exists' }] } })).toHaveLength(1);
  expect(celErrors(collector, { spec: { mode: 'daemonset', tolerations: [{ operator: 'Exists' }] } })).toEqual([]);
});
