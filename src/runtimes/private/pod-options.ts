import { IReplication } from '../../model';
import { OperatorRuntimeProps } from '../operator-runtime-props';
import { PodOptions } from './kafka-mirror-maker2-spec';
import { workerSize } from './worker-size';

/** What the props make of the pods, with what they do not say. */
export function podOptions(props: OperatorRuntimeProps, replication: IReplication, podSelector: PodOptions['podSelector']): PodOptions {
  return {
    ...workerSize(props, replication),
    version: props.version,
    image: props.image,
    podAnnotations: props.podAnnotations && { ...props.podAnnotations },
    podSelector,
  };
}
