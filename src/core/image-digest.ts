import { Problem } from './problem';

/**
 * Problems of a container image that must be named by digest: a tag may be another image tomorrow.
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 */
export function imageProblems(prop: string, image: string): Problem[] {
  return typeof image === 'string' && /^[a-z0-9][a-z0-9._/:-]*@sha256:[0-9a-f]{64}$/i.test(image) ? [] : [{
    prop,
    problem: /:latest$/.test(String(image)) ? 'is whatever is the latest' : 'has no digest',
    value: image,
    allowed: 'registry/name@sha256:<64 hexadecimal digits>',
    remedy: 'take the digest that your registry shows for the tag: what is tested is then what runs, also when a pod is replaced',
  }];
}
