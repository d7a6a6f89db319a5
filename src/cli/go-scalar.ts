/**
 * Scalars of YAML as kubectl and oc read them: with go-yaml v2, which is neither YAML 1.1 nor YAML 1.2
 * (`resolve.go` of go.yaml.in/yaml/v2 2.4.4, the one of sigs.k8s.io/yaml 1.6.0).
 *
 * One difference: a single `y` or `n` stays text. go-yaml reads a boolean, all other readers of these files a name, and a name it is.
 */

/** Whole numbers are bigints, all others are numbers. */
export type GoScalar = null | boolean | bigint | number | string;

const WORDS = new Map<string, GoScalar>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['.inf', '.Inf', '.INF'].flatMap((word) => [[word, Infinity], [`+${word}`, Infinity], [`-${word}`, -Infinity]] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, NaN] as const),
]);

const INTEGER = /^([-+]?)(?:0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0([0-7]*)|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const POINT_FIRST = /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/;

const TAG = 'tag:yaml.org,2002:';

/** A scalar without quotes and tag. Times and numbers to base 60 stay text. */
export function plainScalar(text: string): GoScalar {
  const word = WORDS.get(text);
  if (word !== undefined) {
    return word;
  }
  if (!(text.startsWith('.') ? POINT_FIRST : /^[-+0-9]/).test(text)) {
    return text;
  }
  const digits = text.replaceAll('_', '');
  return integer(digits) ?? (FLOAT.test(digits) ? finite(digits) : undefined) ?? text;
}

/** A scalar with a tag, quoted or not; undefined if it is not what the tag says. */
export function taggedScalar(tag: string, text: string): GoScalar | undefined {
  const plain = plainScalar(text);
  switch (tag) {
    case `${TAG}int`:
      return typeof plain === 'bigint' ? plain : undefined;
    case `${TAG}float`:
      return typeof plain === 'bigint' ? Number(plain) : typeof plain === 'number' ? plain : undefined;
    case `${TAG}bool`:
      return typeof plain === 'boolean' ? plain : undefined;
    case `${TAG}null`:
      return plain === null ? plain : undefined;
    case `${TAG}binary`:
      return /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, '')) ? Buffer.from(text, 'base64').toString() : undefined;
    default:
      return text;
  }
}

/** A whole number of 64 bits; one without sign may use all of them. */
function integer(digits: string): bigint | undefined {
  const [whole, sign, octal] = INTEGER.exec(digits) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const size = BigInt(octal ? `0o${octal}` : whole.slice(sign.length));
  const value = sign === '-' ? -size : size;
  return BigInt.asIntN(64, value) === value || (sign === '' && BigInt.asUintN(64, value) === value) ? value : undefined;
}

function finite(digits: string): number | undefined {
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}
