/** A name as part of a regular expression, without a backslash that somebody would have to escape again: names of resources may have dots. */
export function escaped(name: string): string {
  return name.replace(/\./g, '[.]');
}
