import { quantity } from '../../core/kubernetes-quantity';
import { javaList } from './java-text';
import { invalidResource } from './refusal';
import { MirrorMaker2Spec } from './resource-shape';

/** Refuses requests above limits and amounts that are not above zero (`ModelUtils.validateComputeResources`, Strimzi 1.2.0). */
export function validateComputeResources({ resources }: MirrorMaker2Spec): void {
  const errors = ['cpu', 'memory'].flatMap((type) => {
    const request = quantity(resources?.requests?.[type]);
    const limit = quantity(resources?.limits?.[type]);
    const subject = `KafkaMirrorMaker2.spec.resources ${type}`;
    return [
      ...request <= 0 ? [`${subject} request must be > zero`] : [],
      ...limit <= 0 ? [`${subject} limit must be > zero`] : [],
      ...request > limit ? [`${subject} request must be <= limit`] : [],
    ];
  });
  if (errors.length > 0) {
    throw invalidResource(javaList(errors));
  }
}
