import { annotationProblems, dnsLabelProblems, labelProblems } from '../../core/kubernetes-names';
import { entryOf, Problem, wholeNumberProblems } from '../../core/problem';
import { IReplication } from '../../model';
import { resourceNameOf } from '../../model/resource-name';
import { OperatorRuntimeProps } from '../operator-runtime-props';
import { versionProblems } from './kafka-features';
import { factsText, podOptions } from './pod-options';

/** Longest resource name: the operator appends to it what must stay a DNS label. @see KafkaMirrorMaker2Resources (Strimzi 1.2.0) */
const MAX_RESOURCE_NAME = 46;

/** What is wrong with props that all operators take. */
export function operatorProblems(props: OperatorRuntimeProps, replication: IReplication): Problem[] {
  const { heapMebibytes, memoryMebibytes } = podOptions(props, replication, {});
  return [
    ...dnsLabelProblems('name', resourceNameOf(replication.model.name), MAX_RESOURCE_NAME, 'set name to something shorter: the resource is called mm2-<name>, and the operator appends to it'),
    ...(props.namespace === undefined ? [] : dnsLabelProblems('runtime.namespace', props.namespace)),
    ...versionProblems('runtime.version', props.version, replication.model),
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
    ...factsProblems(replication),
    ...labelProblems('runtime.labels', props.labels),
    ...annotationProblems('runtime.podAnnotations', props.podAnnotations),
  ];
}

/** Kubernetes takes 256 KiB of annotations. */
const MAX_FACTS_KIBIBYTES = 200;

function factsProblems(replication: IReplication): Problem[] {
  const kibibytes = Math.ceil(Buffer.byteLength(factsText(replication) ?? '') / 1024);
  return kibibytes <= MAX_FACTS_KIBIBYTES ? [] : [{
    prop: 'facts of the clusters',
    problem: 'are too many for an annotation',
    value: `${kibibytes} KiB`,
    allowed: `at most ${MAX_FACTS_KIBIBYTES} KiB`,
    remedy: 'leave out topics and groups that are not copied, or give the facts to kafka-replication check --facts',
  }];
}
