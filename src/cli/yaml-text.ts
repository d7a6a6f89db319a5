import { stringify } from 'yaml';

/** The objects as a file that `oc apply -f -` takes. */
export function yamlText(objects: readonly object[]): string {
  return objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd()).join('\n---\n');
}
