import { REDACTIONS, redacted } from '../../src/logging/private/redactions';
import { javaExpression, render } from './pattern-layout';

const shown = (message: string) => render(redacted('%m'), { message });
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtbTIifQ.c2lnbmF0dXJl';

test.each<[string, string, string]>([
  ['a JAAS configuration', 'sasl.jaas.config = org.apache.kafka.common.security.scram.ScramLoginModule required username="mm2" password="x y";', 'sasl.jaas.config = ***;'],
  ['a JAAS configuration with a semicolon in it', 'sasl.jaas.config=X required password="open;sesame" a="b";', 'sasl.jaas.config=***;'],
  ['a JAAS configuration in JSON', '{"sasl.jaas.config":"PlainLoginModule required password=abc"}', '{"sasl.jaas.config":***'],
  ['the option of a login module', 'required username="mm2" password="open \\"sesame\\"" x=y', 'required username="mm2" password=*** x=y'],
  ['a password', 'ssl.keystore.password = changeit', 'ssl.keystore.password = ***'],
  ['a password between others', 'a=1, PASSWORD: changeit, b=2', 'a=1, PASSWORD: ***, b=2'],
  ['a quoted secret', 'clientSecret=\'a b\' and more', 'clientSecret=*** and more'],
  ['an API key', 'apikey=AbC123, api_key: AbC123, API-KEY = AbC123', 'apikey=***, api_key: ***, API-KEY = ***'],
  ['a token', '{"access_token":"abc","expires_in":1}', '{"access_token":***,"expires_in":1}'],
  ['a header', 'Authorization: Splunk 00000000-0000-0000-0000-000000000000', 'Authorization: ***'],
  ['a JSON Web Token', `rejected ${TOKEN}: expired`, 'rejected ***: expired'],
  ['an address with a password', 'http://mm2:open-sesame@schema.example.com/a', 'http://mm2:***@schema.example.com/a'],
  ['an address with a password alone', 'redis://:open-sesame@cache.example.com', 'redis://:***@cache.example.com'],
  ['a password with an @ in an address', 'https://mm2:open@sesame@schema.example.com/a', 'https://mm2:***@schema.example.com/a'],
  ['a password that Kafka has hidden', 'ssl.key.password = [hidden], a = b', 'ssl.key.password = ***, a = b'],
  ['user and password of a schema registry', 'basic.auth.user.info=mm2:open-sesame', 'basic.auth.user.info=***'],
  ['a password in JSON within JSON', String.raw`"body":"{\"password\":\"open sesame\",\"a\":1}"`, String.raw`"body":"{\"password\":***,\"a\":1}"`],
  ['an escaped quote in JSON within JSON', String.raw`{\"password\": \"open \\\"sesame\\\"\", \"a\":1}`, String.raw`{\"password\": ***, \"a\":1}`],
  ['a JAAS configuration within JSON', String.raw`{"sasl.jaas.config":"X required password=\"open;sesame\" a=b;"}`, '{"sasl.jaas.config":***;"}'],
  ['a bearer token by itself', 'sent Bearer abc.DEF-123_456 to it', 'sent Bearer *** to it'],
  ['basic authentication by itself', 'Basic bW0yOm9wZW4tc2VzYW1l, again', 'Basic ***, again'],
  ['a JAAS configuration over several lines', 'Caused by: X: sasl.jaas.config=Y required\n  username="mm2"\n  password="open sesame";\n\tat a', 'Caused by: X: sasl.jaas.config=***\n  username="mm2"\n  password=***;\n\tat a'],
  ['a private key that is encrypted', '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMIIEv\n-----END RSA PRIVATE KEY----- end', '*** end'],
  ['a private key that is cut off', 'key -----BEGIN PRIVATE KEY-----\nMIIEv-\nQIB', 'key ***'],
  ['a private key whose line ends are escaped', String.raw`key -----BEGIN PRIVATE KEY-----\nMIIEv\n-----END PRIVATE KEY----- end`, 'key *** end'],
  ['a private key', 'key -----BEGIN PRIVATE KEY-----\nMIIEv\nQIB\n-----END PRIVATE KEY----- end', 'key *** end'],
])('%s is taken out', (_, message, expected) => {
  expect(shown(message)).toBe(expected);
});

test.each([
  'Failure during poll.',
  'The configuration \'sasl.oauthbearer.token.endpoint.url\' was supplied but isn\'t a known config.',
  'Connection to node 1 (broker-0.example.com/10.0.0.1:9093) failed authentication due to: Authentication failed: Invalid username or password',
  'Not authorized to access topics: [orders]',
  'https://login.example.com:443/token?x=y@z',
  'OAuth bearer authentication is needed, basic settings are not enough',
  '[Worker clientId=connect-1, groupId=orders-mm2] Rebalance started',
])('what is no credential stays: %s', (message) => {
  expect(shown(message)).toBe(message);
});

test.each(REDACTIONS.map((one) => [one.what, one] as const))('Log4j can read the expression of %s', (_, { expression, replacement }) => {
  expect(expression).not.toMatch(/[{}%]|\$\{/);
  expect(replacement).not.toMatch(/[{}%]/);
  // Java keeps a frame for each turn of a repeated group that chooses.
  expect(expression).not.toMatch(/\|[^()]*\)[*+]/);
  expect(() => javaExpression(expression)).not.toThrow();
});

test('a secret whose quote is never closed is taken out to the end', () => {
  expect(shown(`password="${'a\\'.repeat(1000)}`)).toBe('password=***');
});

test('a secret that ends with a backslash is taken out, with what its quote holds together, and no line after it', () => {
  expect(shown('password="open-sesame\\')).toBe('password=***');
  expect(shown('password="open-sesame\\\nat a')).toBe('password=***');
  expect(shown('password=open-sesame\\\nat a')).toBe('password=***\nat a');
  expect(shown('password="open-sesame\\\\"\nat a')).toBe('password=***\nat a');
});
