/**
 * Knows a credential when it sees one: by the key it stands under, and by its shape.
 *
 * It is used twice: to keep credentials out of error messages, and to refuse manifests that hold one.
 */

/** Last words of configuration keys whose value is a credential, in Kafka's, Connect's and Kubernetes' spelling. */
const SECRET_KEY = new RegExp(
  '(^|[._-])(password|passwd|passphrase|secret|clientsecret|secretkey|apikey|api[._-]key|access[._-]?key|private[._-]?key|token|credentials?'
  + '|basic\\.auth\\.user\\.info|sasl\\.jaas\\.config|ssl\\.keystore\\.key|ssl\\.key|webhook|bearer)$', 'i');

/** Words that turn the last word into a description of the secret rather than the secret: `token.endpoint.url`, `passwordSecret`. */
const NOT_SECRET_KEY = /(^|[._-])sasl\.oauthbearer\.(token\.endpoint\.url|sub\.claim\.name)$|(endpoint|url|uri|file|path|location|name|class|ref|type)$/i;

/** A value that stands for something else: `${provider:path:key}`, `$(ENV)`, `{{ template }}`. */
const PLACEHOLDER = /\$\{[^}]+\}|\$\([A-Za-z_][A-Za-z0-9_]*\)|\{\{[^}]+\}\}/g;

const SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/, // JSON Web Token
  /\bhooks\.slack\.com\/services\/[A-Za-z0-9/]+/, // the address is the credential
  /\b(?:gh[pousr]_|glpat-|xox[abpr]-|AKIA)[A-Za-z0-9_-]{10,}/,
  /:\/\/[^\s/:@]+:[^\s/@${]+@/, // user information inside an address
];

/** Certificates are public, and their base64 looks like anything but. */
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Whether the value of a configuration key of this name is a credential. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(camelToDots(key)) && !NOT_SECRET_KEY.test(key);
}

/** Whether the text, placeholders aside, has nothing left that could be a credential. */
export function isPlaceholder(text: string): boolean {
  return text.trim() === '' || (/\$\{|\$\(|\{\{/.test(text) && text.replace(PLACEHOLDER, '').trim() === '');
}

/** Whether the text has the shape of a credential, wherever it stands. */
export function looksLikeSecret(text: string): boolean {
  const rest = text.replace(CERTIFICATE, '');
  return SHAPES.some((shape) => shape.test(rest)) || rest.split(/[^A-Za-z0-9+/_=-]+/).some(isRandomToken);
}

/** Whether a setting, key and value together, holds a credential that is written out. */
export function holdsSecret(key: string, value: string): boolean {
  return looksLikeSecret(value) || literalSecrets(key, value).length > 0;
}

/** The names under which a setting holds a written-out credential: options of a JAAS configuration, or the key itself. */
export function literalSecrets(key: string, value: string): string[] {
  return key.endsWith('sasl.jaas.config') ? literalJaasOptions(value) : isSecretKey(key) && !isPlaceholder(value) ? [key] : [];
}

/** The last guard before something is printed: the text without anything that looks like a credential. */
export function withoutSecrets(text: string): string {
  const shown = text.replace(/[A-Za-z0-9+/_=-]{24,}/g, (word) => looksLikeSecret(word) ? '(not shown)' : word);
  return looksLikeSecret(shown) ? '(not shown: looks like a secret)' : shown;
}

/**
 * The names of the options in a JAAS configuration that hold a literal credential.
 *
 * @see org.apache.kafka.common.security.JaasConfig (kafka-clients 4.3.1): `<LoginModule> <flag> key="value" …;`
 */
export function literalJaasOptions(jaas: string): string[] {
  const options = jaas.matchAll(/([\w.$-]+)\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s;]+)/g);
  return [...options]
    .map(([, key, value]) => ({ key, value: value.replace(/^(["'])(.*)\1$/s, '$2') }))
    // In a file, the key that the configuration stands under is no option of it.
    .filter(({ key, value }) => (isSecretKey(key) || /^user_/.test(key)) && !key.endsWith('sasl.jaas.config') && !isPlaceholder(value))
    .map(({ key }) => key);
}

/** `clientSecret` → `client.Secret`: camel case is one more way to separate words. */
function camelToDots(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, '$1.$2');
}

/**
 * An API key or generated password: one long run that mixes digits, upper and lower case in a way that words do not.
 *
 * Names of Kafka objects separate words by `.`, `-`, `_` and keep one case within a word; a random token does not.
 */
function isRandomToken(token: string): boolean {
  if (token.length < 24) {
    return false;
  }
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(token)).length;
  const switches = [...token].filter((char, i) => i > 0 && kindOf(char) !== kindOf(token[i - 1])).length;
  return classes === 3 && switches / token.length > 0.35;
}

function kindOf(char: string): string {
  return /[a-z]/.test(char) ? 'lower' : /[A-Z]/.test(char) ? 'upper' : /[0-9]/.test(char) ? 'digit' : 'other';
}
