/** A number or boolean as Java's `String.valueOf` writes it; a fraction far from 1 gets an exponent there: `1.0E-4`. */
export function javaText(value: number | bigint | boolean): string {
  if (typeof value !== 'number' || !Number.isFinite(value) || Number.isInteger(value) || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7)) {
    return String(value);
  }
  const [digits, exponent] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** A list as Java's `List.toString` writes it. */
export function javaList(items: string[]): string {
  return `[${items.join(', ')}]`;
}
