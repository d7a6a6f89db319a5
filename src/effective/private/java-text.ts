/** A whole number from here on is too large for Java's `long`. */
const LONG_LIMIT = 2n ** 63n;

/** From here on JSON, written by Go or JavaScript, has an exponent. */
const EXPONENT_FROM = 1e21;

/** The class that a value of a free map has in the operator; small numbers are an `Integer` there, which makes no difference. */
export function javaType(value: unknown): string {
  switch (typeof value) {
    case 'string': return 'java.lang.String';
    case 'boolean': return 'java.lang.Boolean';
    case 'bigint': return -LONG_LIMIT <= value && value < LONG_LIMIT ? 'java.lang.Long' : 'java.math.BigInteger';
    case 'number': return isWhole(value) ? javaType(BigInt(value)) : 'java.lang.Double';
    default: return Array.isArray(value) ? 'java.util.ArrayList' : 'java.util.LinkedHashMap';
  }
}

/** A number or boolean as Java's `String.valueOf` writes it; a fraction far from 1 gets an exponent there: `1.0E-4`. */
export function javaText(value: number | bigint | boolean): string {
  if (typeof value !== 'number' || !Number.isFinite(value) || isWhole(value) || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7)) {
    return String(value);
  }
  const [digits, exponent] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** A list as Java's `List.toString` writes it. */
export function javaList(items: string[]): string {
  return `[${items.join(', ')}]`;
}

function isWhole(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < EXPONENT_FROM;
}
