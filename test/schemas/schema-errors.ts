import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import Ajv, { ValidateFunction } from 'ajv';
import { celErrors } from './cel-rules';

/** Go writes `(?i)` inside an expression; JavaScript has a flag for it. */
const regExp = Object.assign((pattern: string, flags: string) => new RegExp(pattern.replaceAll('(?i)', ''), flags + (pattern.includes('(?i)') ? 'i' : '')), { code: 'regExp' });
// Formats of Go types; what they say beyond the type matters to status fields only.
const formats = { 'date-time': true, 'duration': true, 'byte': true, 'int32': true, 'int64': true } as const;
const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, formats, code: { regExp } });
ajv.addVocabulary(['preserve-unknown-fields', 'int-or-string', 'validations', 'list-type', 'list-map-keys', 'map-type'].map((word) => `x-kubernetes-${word}`));
const validators = new Map<string, { readonly schema: any; readonly validate: ValidateFunction }>();

/**
 * What is wrong with an object by the schema of its kind; an object without a schema is wrong, too. The Event Streams operator serves the
 * kinds of Strimzi under a group of its own.
 */
export function schemaErrors(given: any): string[] {
  const object = { ...given, apiVersion: given.apiVersion.replace(/^eventstreams\.ibm\.com\//, 'kafka.strimzi.io/') };
  const [group, version] = /\//.test(object.apiVersion) ? object.apiVersion.split('/') : ['core', object.apiVersion];
  const schema = `${group}/${object.kind.toLowerCase()}_${version}.json`;
  if (!existsSync(join(__dirname, schema))) {
    return [`no schema ${schema}`];
  }
  const podMetadata = object.spec?.template?.pod?.metadata;
  return [
    ...errors(schema, object, ''),
    ...errors('core/objectmeta_v1.json', object.metadata, '/metadata'),
    // Strimzi's schema leaves the keys of labels and annotations open; Kubernetes refuses the pods.
    ...(podMetadata ? errors('core/objectmeta_v1.json', { name: 'pod', ...podMetadata }, '/spec/template/pod/metadata') : []),
  ];
}

function errors(schema: string, value: unknown, at: string): string[] {
  const validator = validators.get(schema) ?? compiled(schema);
  validators.set(schema, validator);
  validator.validate(value);
  return [
    ...(validator.validate.errors ?? []).map(({ instancePath, message, params }) => `${at}${instancePath} ${message} ${JSON.stringify(params)}`),
    ...celErrors(validator.schema, value, at),
  ];
}

function compiled(file: string): { readonly schema: any; readonly validate: ValidateFunction } {
  const schema = JSON.parse(readFileSync(join(__dirname, file), 'utf8'), (_, part) => withNumericBound(part));
  return { schema, validate: ajv.compile(schema) };
}

/** Kubernetes' OpenAPI says whether a minimum is exclusive, as the fourth draft did; later drafts have the bound itself. */
function withNumericBound(part: any): any {
  if (part?.exclusiveMinimum !== true) {
    return part;
  }
  const { minimum, ...rest } = part;
  return { ...rest, exclusiveMinimum: minimum };
}
