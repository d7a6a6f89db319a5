import { readFileSync } from 'fs';
import { join } from 'path';
import { ANY_CONNECTOR, CHECKPOINT_CONNECTOR, Right, SOURCE_CONNECTOR, WORKERS } from '../../src/access/rights';

const page = readFileSync(join(__dirname, '../../docs/security.md'), 'utf8');

function row<T>({ feature, condition, side, on, operations, why }: Right<T>): string {
  return `| ${[feature, condition ?? 'always', side, on.map(({ words }) => words).join(', '), operations.join(', '), why].join(' | ')} |`;
}

function table(rows: readonly string[]): string {
  const head = ['Feature', 'When', 'Cluster', 'On', 'Operations', 'Without it'];
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows].join('\n');
}

test.each<[string, string[]]>([
  ['Each source connector', SOURCE_CONNECTOR.map(row)],
  ['Each checkpoint connector', CHECKPOINT_CONNECTOR.map(row)],
  ['The workers', [...ANY_CONNECTOR.map(row), ...WORKERS.map(row)]],
])('the page shows what is needed by: %s', (title, rows) => {
  expect(page).toContain(`### ${title}\n\n${table(rows)}\n`);
});

test('each right has a source, and a reason that can be joined to others', () => {
  const rights = [...SOURCE_CONNECTOR, ...CHECKPOINT_CONNECTOR, ...ANY_CONNECTOR, ...WORKERS];
  expect(rights.filter(({ source, why }) => !/4\.3\.1|KIP-\d+/.test(source) || /[;.]/.test(why))).toEqual([]);
});

test('what depends on a circumstance says on which one', () => {
  const rights = [...SOURCE_CONNECTOR, ...CHECKPOINT_CONNECTOR, ...ANY_CONNECTOR, ...WORKERS];
  expect(rights.filter(({ condition, when }) => when !== undefined && condition === undefined)).toEqual([]);
});
