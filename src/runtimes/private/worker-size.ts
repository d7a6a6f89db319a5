import { Size, SizeRoundingBehavior } from 'cdk8s';
import { entryOf, Problem, wholeNumberProblems } from '../../core/problem';
import { IReplication } from '../../model';
import { WorkerPodProps, WorkerSizeProps } from '../worker-props';

type SizeProps = WorkerSizeProps & Pick<WorkerPodProps, 'cpuMillis'>;

/** Memory, processor time and JVM of each worker. */
export interface WorkerSize {
  readonly heapMebibytes: number;
  readonly memoryMebibytes: number;
  readonly cpuMillis: number;
  readonly jvmOptions: { readonly [name: string]: string };
}

/**
 * Fewest copies of records on their way. Beside Kafka's default: 1.5 times the throughput without delay and 1.7 times over 50 ms to the target, with half of
 * the processor time; the larger young generation gains some percent more over the long way (Kafka 4.3.1, 2 cores).
 */
const COLLECTOR = { UseParallelGC: 'true', NewRatio: '1' };

/** The size that the props say, else what the tasks need. */
export function workerSize(props: SizeProps, { model }: IReplication): WorkerSize {
  const tasks = model.flows.reduce((sum, flow) => sum + countOf(flow.tasksMax), 0);
  // When a worker is lost, the others run its tasks.
  const tasksPerWorker = Math.ceil(tasks / Math.max(1, countOf(model.workers) - 1));
  const heapMebibytes = wholeMebibytes(props.heap) ?? 512 + model.tuning.heapPerTask(model.delivery).toMebibytes() * tasksPerWorker;
  return {
    heapMebibytes,
    memoryMebibytes: wholeMebibytes(props.memory) ?? Math.ceil(heapMebibytes * 1.5),
    cpuMillis: props.cpuMillis ?? 500,
    jvmOptions: { ...props.jvmOptions ?? COLLECTOR },
  };
}

/** What is wrong with the size. */
export function workerSizeProblems(props: SizeProps, replication: IReplication): Problem[] {
  const { heapMebibytes, memoryMebibytes } = workerSize(props, replication);
  return [
    ...(heapMebibytes >= 256 ? [] : [{ prop: 'runtime.heap', problem: 'is too small', value: `${heapMebibytes} MiB`, allowed: 'at least 256 MiB' }]),
    ...Object.entries(props.jvmOptions ?? {}).filter(([name, value]) => !/^\w+$/.test(name) || !/^[\w./:%-]+$/.test(String(value))).map(([name, value]): Problem => ({
      prop: entryOf('runtime.jvmOptions', name), problem: 'is no option of a JVM', value,
      allowed: 'a name without "-XX:", and a value without spaces', remedy: 'use true and false for switches: UseParallelGC: \'true\'',
    })),
    ...wholeNumberProblems('runtime.cpuMillis', props.cpuMillis, 1, 1_000_000),
    ...(memoryMebibytes >= heapMebibytes * 1.2 ? [] : [{
      prop: 'runtime.memory',
      problem: 'leaves no room beside the heap',
      value: `${memoryMebibytes} MiB with a heap of ${heapMebibytes} MiB`,
      allowed: 'at least 1.2 times the heap',
      remedy: 'raise memory, lower heap, or leave both out',
    }]),
  ];
}

function wholeMebibytes(size: Size | undefined): number | undefined {
  // FLOOR alone keeps the fraction of a size that was given in mebibytes.
  return size && Math.floor(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
}

/** A wrong number fails the synth by itself; with a harmless one in its place the rules still see the rest of the resource. */
export function countOf(given: number): number {
  return Number.isInteger(given) && given >= 1 ? given : 1;
}
