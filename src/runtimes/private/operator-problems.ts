import { imageProblems } from '../../core/image-problems';
import { annotationProblems, dnsLabelProblems, labelProblems } from '../../core/kubernetes-names';
import { Problem } from '../../core/problem';
import { IReplication } from '../../model';
import { resourceNameOf } from '../../model/resource-name';
import { OperatorRuntimeProps } from '../operator-runtime-props';
import { factsProblems } from './annotations';
import { heartbeatConnectName } from './heartbeat-connect';
import { versionProblems } from './kafka-features';
import { certificateProblems } from './without-operator';
import { workerSizeProblems } from './worker-size';

/** Longest resource name: the operator appends to it what must stay a DNS label. @see KafkaMirrorMaker2Resources (Strimzi 1.2.0) */
const MAX_RESOURCE_NAME = 46;

/** What is wrong with props that all operators take. */
export function operatorProblems(props: OperatorRuntimeProps, replication: IReplication): Problem[] {
  return [
    ...dnsLabelProblems('name', resourceNameOf(replication.model.name), MAX_RESOURCE_NAME, 'set name to something shorter: the resource is called mm2-<name>, and the operator appends to it'),
    ...(props.namespace === undefined ? [] : dnsLabelProblems('runtime.namespace', props.namespace)),
    ...versionProblems('runtime.version', props.version, replication.model),
    ...imageProblems('runtime.image', props.image, { needsDigest: false }),
    ...workerSizeProblems(props, replication),
    ...heartbeatProblems(replication),
    ...factsProblems(replication),
    ...labelProblems('runtime.labels', props.labels),
    ...annotationProblems('runtime.podAnnotations', props.podAnnotations),
  ];
}

/** Heartbeats come from a KafkaConnect, which exists from the beginning or not at all, and whose connector names certificates by key. */
function heartbeatProblems({ model }: IReplication): Problem[] {
  const [first, ...others] = model.flows;
  const late = others.filter(({ heartbeatInterval }) => heartbeatInterval !== undefined).map(({ declaredAt }) => ({
    prop: `${declaredAt}heartbeatInterval`, problem: 'comes too late for an operator', remedy: 'make a MirrorMaker2Replication of its own for this source',
  }));
  return first.heartbeatInterval === undefined ? late : [
    ...dnsLabelProblems('name', heartbeatConnectName(resourceNameOf(model.name)), MAX_RESOURCE_NAME, 'set name to something shorter: heartbeats come from mm2-<name>-heartbeats'),
    ...certificateProblems({ ...model, target: first.source, flows: [] }).map((problem) => ({ ...problem, prop: problem.prop.replace(/^target/, 'source') })),
    ...late,
  ];
}
