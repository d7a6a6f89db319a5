import { javaList } from './java-text';
import { invalidResource } from './refusal';
import { MirrorMaker2Spec } from './resource-shape';

/** What the suffix of a Kubernetes quantity multiplies by. */
const FACTORS: Readonly<Record<string, number>> = {
  '': 1, 'n': 1e-9, 'u': 1e-6, 'm': 1e-3, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'P': 1e15, 'E': 1e18,
  'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40, 'Pi': 2 ** 50, 'Ei': 2 ** 60,
};

/** Refuses requests above limits and amounts that are not above zero (`ModelUtils.validateComputeResources`, Strimzi 1.2.0). */
export function validateComputeResources({ resources }: MirrorMaker2Spec): void {
  const errors = ['cpu', 'memory'].flatMap((type) => {
    const request = amount(resources?.requests?.[type]);
    const limit = amount(resources?.limits?.[type]);
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

/** A quantity as number; NaN, which is neither above nor below anything, for what is absent or none. */
export function amount(quantity: unknown): number {
  const [, digits, suffix] = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([a-zA-Z]*)$/.exec(String(quantity ?? '').trim()) ?? [];
  return Number(digits) * (FACTORS[suffix] ?? NaN);
}
