import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UnusableInput } from '../effective.js';
import { Process } from '../process.js';
import { Bed, dataFolder } from './bed.js';
import { Configurations } from './contenders.js';
import { Kept } from './kept.js';
import { verdictTable } from './page.js';
import { PARTS } from './parts.js';
import type { PartResult } from './results.js';
import { Runner, type Effort } from './runner.js';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');
const SCRATCH = join(import.meta.dirname, '..', '..', 'results', 'bench');
const USAGE = 'usage: npm run bench -- [--list] [--quick] [--part PART ...] [--write] [--page]';

const FULL: Effort = { rounds: 3, catchUpSeconds: 3, latencySeconds: 5 };
const QUICK: Effort = { rounds: 3, catchUpSeconds: 3, latencySeconds: 3 };

async function main(): Promise<number> {
  const { list, quick, write, page, part: names = [] } = options();
  if (page) {
    new Kept(DOCS).writePage();
    return 0;
  }
  const unknown = names.filter((name) => !PARTS.some(({ id }) => id === name));
  if (unknown.length > 0) {
    throw new UnusableInput(`unknown part ${unknown.join(', ')}; --list shows them`);
  }
  const effort = quick ? QUICK : FULL;
  const parts = PARTS.filter(({ id }) => names.length === 0 || names.includes(id))
    .flatMap((part) => quick ? part.quick === undefined ? [] : [{ part, comparisons: part.quick }] : [{ part, comparisons: part.comparisons }]);
  if (parts.length === 0) {
    throw new UnusableInput(`--quick leaves nothing of ${names.join(', ')}; take them without --quick`);
  }
  if (list) {
    parts.forEach((each) => console.log(`${each.part.id.padEnd(21)} ${String(Runner.minutes([each], effort)).padStart(2)} min  ${each.part.title}`));
    return 0;
  }
  const configurations = await Configurations.load();
  const kept = new Kept(write ? DOCS : SCRATCH);
  const folder = mkdtempSync(join(dataFolder(tmpdir()), 'kafka-bench-'));
  onSignals(() => clean(folder));
  const fresh: PartResult[] = [];
  let failed = 1;
  try {
    const bed = await Bed.start(folder);
    const runner = new Runner(bed, configurations, effort, parts);
    await runner.run((result) => {
      fresh.push(result);
      kept.keep(result);
      kept.writePage();
    }).catch((error: Error) => {
      console.log(bed.log());
      throw error;
    });
    await bed.end();
    failed = runner.failed;
    console.log(`\n${verdictTable(fresh)}\n\npage: ${kept.page}\n${runner.passed} passed, ${runner.failed} failed`);
  } finally {
    clean(folder);
  }
  return failed === 0 ? 0 : 1;
}

function options() {
  try {
    return parseArgs({
      options: {
        list: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false },
        page: { type: 'boolean', default: false },
        part: { type: 'string', multiple: true },
      },
    }).values;
  } catch (error) {
    throw new UnusableInput(`${(error as Error).message.split('\n')[0]}; ${USAGE}`);
  }
}

function clean(folder: string): void {
  Process.killAll();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function onSignals(cleanUp: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      cleanUp();
      process.exit(1);
    });
  }
}

main().then((code) => process.exit(code), (error: Error) => {
  Process.killAll();
  console.error(error instanceof UnusableInput ? `bench: ${error.message}` : error);
  process.exit(error instanceof UnusableInput ? 2 : 1);
});
