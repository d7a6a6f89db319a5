import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { machine } from '../../bench/results.js';
import { TestBed } from '../../experiment/test-bed.js';
import type { Trial } from '../../experiment/trial.js';
import { keep, table } from '../../monitoring/measured-page.js';
import { scalingTable, type Drained } from '../../monitoring/scaling-table.js';
import { Network } from '../../network.js';
import type { StageContext } from '../site.js';

const TASKS = [1, 2, 4];
const WORKERS = [1, 2];
const PARTITIONS = 4;
const SIZE = 10_000;
const LIMIT_SECONDS = 180;
const NO_LIMIT = 1_000_000_000;

/** What the source gives each client, and a backlog that keeps all of them busy for some seconds. */
const LINKS = [
  { link: 'each connection carries 2 MB/s', bytesPerSecond: 2_000_000, records: 4_000 },
  { link: 'no limit but the machine', bytesPerSecond: NO_LIMIT, records: 30_000 },
];

/** So much faster twice the tasks have to be where connections are the limit. */
const WORTH_IT = 1.5;

/** A prepared backlog, drained by more and more tasks and workers. */
export async function scaling(context: StageContext): Promise<void> {
  const { report, write } = context;
  const folder = join(context.folder, 'S21-scaling');
  mkdirSync(folder, { recursive: true });
  const bed = new TestBed({ ...context, folder, network: new Network(join(folder, 'hosts')) }, report);
  const drained: Drained[] = [];
  try {
    for (const { link, bytesPerSecond, records } of LINKS) {
      for (const workers of WORKERS) {
        for (const tasks of TASKS) {
          await bed.context.agent.call('limitEachClient', { cluster: (await bed.cluster('metered')).name, quotas: { consumer_byte_rate: bytesPerSecond } });
          drained.push({ link, tasks, workers, ...await drain(bed, `drain-${drained.length}`, records, { tasksMax: tasks, replicas: workers }) });
          report.progress(`S21-scaling: ${JSON.stringify(drained.at(-1))}`);
        }
      }
    }
  } catch (error) {
    report.check('S21-scaling', 'the scenario can be carried out', false, (error as Error).stack);
    return;
  }
  console.log(table(scalingTable(drained)));
  const speed = (tasks: number) => drained.find((each) => each.link === LINKS[0]!.link && each.workers === 1 && each.tasks === tasks)!.megabytesPerSecond;
  const holds = TASKS.slice(1).every((tasks) => speed(tasks) >= WORTH_IT * speed(tasks / 2));
  report.check('S21-scaling', `where each connection is limited, twice the tasks drain at least ${WORTH_IT} times as fast`, holds, TASKS.map((tasks) => `${tasks}: ${speed(tasks)} MB/s`).join(', '));
  if (write && holds) {
    keep('scaling', { date: new Date().toISOString().slice(0, 10), machine: machine(), drained });
  }
}

async function drain(
  bed: TestBed, name: string, records: number, changes: { readonly tasksMax: number; readonly replicas: number },
): Promise<Pick<Drained, 'megabytesPerSecond' | 'seconds' | 'workersUsed'>> {
  const trial = await bed.trial({ name, source: 'metered', changes, ownWorkers: true });
  try {
    await trial.createTopic(PARTITIONS);
    await trial.produce('backlog', { count: records, partitions: PARTITIONS, size: SIZE });
    await trial.start();
    // The start of tasks does not count: from the first copies to the last one.
    const first = await reached(trial, 1);
    const last = await reached(trial, records);
    const used = new Set((await trial.workers.rest.status(trial.connector))!.tasks.map((task) => task.worker_id));
    const seconds = (last.at - first.at) / 1_000;
    return { megabytesPerSecond: round((last.copies - first.copies) * SIZE / 1e6 / seconds), seconds: round(seconds), workersUsed: used.size };
  } finally {
    await trial.end();
    for (const topic of [trial.atSource, trial.atTarget]) {
      await trial.agent.call('deleteTopic', topic);
    }
  }
}

async function reached(trial: Trial, copies: number): Promise<{ readonly at: number; readonly copies: number }> {
  for (const deadline = Date.now() + LIMIT_SECONDS * 1_000; Date.now() < deadline; await sleep(50)) {
    const now = await trial.copies();
    if (now >= copies) {
      return { at: Date.now(), copies: now };
    }
  }
  throw new Error(`${trial.name}: not ${copies} copies within ${LIMIT_SECONDS} s\n${trial.workers.log()}`);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
