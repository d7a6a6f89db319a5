import { imageProblems } from '../../core/image-problems';
import { annotationProblems, dnsLabelProblems, labelProblems } from '../../core/kubernetes-names';
import { Problem } from '../../core/problem';
import { IReplication } from '../../model';
import { resourceNameOf } from '../../model/resource-name';
import { OperatorRuntimeProps } from '../operator-runtime-props';
import { factsProblems } from './annotations';
import { versionProblems } from './kafka-features';
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

/**
 * The `heartbeatConnector` of v1beta2 emits into the target, where it says nothing of the way, and v1 has none.
 *
 * @see kafkamirrormaker2 v1 schema (Strimzi 1.2.0) and v1beta2 schema (Strimzi 0.45.0)
 */
function heartbeatProblems({ model }: IReplication): Problem[] {
  return model.flows.filter(({ heartbeatInterval }) => heartbeatInterval !== undefined).map(({ declaredAt }) => ({
    prop: `${declaredAt}heartbeatInterval`, problem: 'has no place in a KafkaMirrorMaker2',
    remedy: 'run a MirrorHeartbeatConnector by a KafkaConnect that keeps its state at the source, or take KubernetesRuntime or VirtualMachineRuntime',
  }));
}
