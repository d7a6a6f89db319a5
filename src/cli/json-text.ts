/** As `JSON.stringify(value, undefined, 2)`, with all digits of whole numbers that JavaScript's own numbers cannot hold. */
export function jsonText(value: unknown, indentation: string = ''): string {
  if (typeof value === 'bigint') {
    return String(value);
  }
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const inner = `${indentation}  `;
  const [open, close, members] = Array.isArray(value)
    ? ['[', ']', value.map((element) => jsonText(element ?? null, inner))]
    : ['{', '}', Object.entries(value).filter(([, member]) => member !== undefined)
      .map(([key, member]) => `${JSON.stringify(key)}: ${jsonText(member, inner)}`)];
  return members.length === 0 ? open + close : `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indentation}${close}`;
}
