import type { ConditionResult, Condition, Family } from '../experiment/condition.js';
import { text } from '../experiment/observation.js';
import { CONDITIONS } from './index.js';
import { NOT_PROVOKED } from './not-provoked.js';

const INTRO = `# Loss, duplication, order

How MirrorMaker 2 loses, repeats, changes or reorders records, each way provoked on Apache Kafka 4.3.1 by the [lab](../lab/README.md#experiments), with what
prevents it. The tables are written by the lab; the figures behind them are in [results.json](loss-duplication-order/results.json).

\`\`\`sh
npm run synth
npm run lab -- loss           # all of them
npm run lab -- loss:10        # one
npm run lab -- loss --write   # and writes this page
\`\`\`

- **Measured**: records that the source acknowledged and copies at the target, compared one by one: *lost* have no copy, *duplicated* have
  several, *reordered* come after a later one of their partition, *foreign* are copies of what was never written or was aborted, *changed* differ in key, value, headers or
  timestamp. Then the state in which Connect shows the tasks. Loads are small, so that a run takes minutes: what counts is whether there is damage; its size grows with the load.
- **Finding**: what \`kafka-replication check\` says of the harmful YAML, and not of the remedied one. *Needs facts*: only when it is told of the clusters (\`--facts\`, or \`KafkaCluster.withFacts\`).
- **Remedy**: what prevents it, with the same measurement again.
`;

const TABLES: readonly { readonly family: Family; readonly title: string; readonly about: string }[] = [
  { family: 'loss', title: 'Loss', about: 'A record of the source is missing at the target, does not arrive any more, or arrives as another.' },
  { family: 'duplication', title: 'Duplication', about: 'There is more at the target than was written at the source.' },
  { family: 'order', title: 'Order and affinity', about: 'Records of one key are not in their order, or not in one partition.' },
  { family: 'difference', title: 'Other differences', about: 'No record is lost, but the target is not what the source is, or lags ever further behind.' },
];

const HEAD = ['#', 'Condition', 'Measured', 'How it is seen', 'Finding', 'Remedy', 'Measured with it'];

/** The page, from the conditions and what was measured of them. */
export function page(results: readonly ConditionResult[]): string {
  const measured = new Map(results.map((result) => [result.id, result]));
  return [
    INTRO,
    ...TABLES.map(({ family, title, about }) => [
      `## ${title}\n\n${about}\n`,
      row(HEAD),
      row(HEAD.map(() => '---')),
      ...inOrder(CONDITIONS.filter((condition) => condition.family === family)).flatMap((condition) => rows(condition, measured.get(condition.id))),
    ].join('\n') + '\n'),
    ['## Not provoked\n', row(['#', 'Condition', 'Why', 'Remedy']), row(['---', '---', '---', '---']),
      ...inOrder(NOT_PROVOKED).map(({ id, title, why, remedy }) => row([id, title, why, remedy]))].join('\n') + '\n',
  ].join('\n');
}

function rows(condition: Condition, result: ConditionResult | undefined): string[] {
  return condition.remedies.map(({ what }, index) => {
    const remedy = [what, measuredText(result?.remedies[index])];
    return row(index > 0 ? ['', '', '', '', '', ...remedy]
      : [condition.id, condition.title, measuredText(result?.damage), condition.seen, finding(condition), ...remedy]);
  });
}

function finding({ finding: code, needsFacts }: Condition): string {
  return typeof code === 'string' ? `[${code}](findings.md#${code})${needsFacts ? ', needs facts' : ''}` : `none: ${code.none}`;
}

function measuredText(result: ConditionResult['damage'] | undefined): string {
  return result === undefined ? 'not measured' : text(result.observation);
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
}

function inOrder<T extends { readonly id: string }>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}
