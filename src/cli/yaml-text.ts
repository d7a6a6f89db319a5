import { stringify } from 'yaml';

/** Kubernetes objects as the documents of one YAML text. */
export function yamlText(objects: readonly unknown[]): string {
  return objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n').trimEnd();
}
