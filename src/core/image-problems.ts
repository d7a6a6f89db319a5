import { Problem } from './problem';

const DIGEST = /@sha256:[0-9a-f]{64}$/;

/**
 * What is wrong with a container image.
 *
 * @param needsDigest whether a tag is not enough: a tag may be another image tomorrow
 * @see https://kubernetes.io/docs/concepts/containers/images/#image-names
 */
export function imageProblems(prop: string, image: string | undefined, { needsDigest }: { readonly needsDigest: boolean }): Problem[] {
  if (image === undefined && !needsDigest) {
    return [];
  }
  const problem = whatIsWrong(typeof image === 'string' ? image : '', needsDigest);
  return problem === undefined ? [] : [{
    prop,
    problem,
    value: image,
    allowed: `registry/name@sha256:<64 hexadecimal digits>${needsDigest ? '' : ', or a tag of a version'}`,
    remedy: 'take the digest that your registry shows for the tag: what is tested is then what runs, also when a pod is replaced',
  }];
}

function whatIsWrong(image: string, needsDigest: boolean): string | undefined {
  const [, name, version] = /^([a-z0-9][a-z0-9._/-]*(?::\d+\/[a-z0-9._/-]+)?)((?::[\w.-]+)?(?:@[\w.+-]+:[\w-]+)?)$/i.exec(image) ?? [];
  if (name === undefined) {
    return 'is not the name of an image';
  }
  if (version === '' || version === ':latest') {
    return 'is whatever is the latest';
  }
  return needsDigest && !DIGEST.test(version) ? 'has no digest' : undefined;
}
