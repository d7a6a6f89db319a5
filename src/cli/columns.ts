/** Rows as lines: each column as wide as its widest cell, the last as it is. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) => row.map((cell, column) => column === row.length - 1 ? cell : cell.padEnd(width(column))).join('  '));
}
