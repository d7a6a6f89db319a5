import { joinPath } from '../../core/config-path';
import { IgnoredKey } from '../effective-config-props';
import { Refusal } from './refusal';
import { Config } from './user-configuration';

/** Part of a resource that says how a cluster is trusted. */
export interface ClientTls {
  readonly trustedCertificates?: { readonly secretName: string }[];
}

/** Part of a resource that says who talks to a cluster. */
export interface ClientAuthentication {
  readonly type: string;
  readonly username?: string;
  readonly passwordSecret?: { readonly secretName: string; readonly password: string };
  readonly certificateAndKey?: { readonly secretName: string; readonly certificate: string; readonly key: string };
  readonly sasl?: boolean;
  readonly config?: Config;
}

/** Either side of a mirror. */
export interface Cluster {
  readonly alias: string;
  readonly bootstrapServers: string;
  readonly tls?: ClientTls;
  readonly authentication?: ClientAuthentication;
  readonly config?: Config;
}

/** The side that also keeps Kafka Connect's state. */
export interface TargetCluster extends Cluster {
  readonly groupId: string;
  readonly configStorageTopic: string;
  readonly offsetStorageTopic: string;
  readonly statusStorageTopic: string;
}

/** A connector of a mirror. */
export interface Connector {
  readonly tasksMax?: number;
  readonly version?: string;
  readonly state?: string;
  readonly config?: Config;
}

/** An entry of `spec.mirrors`. */
export interface Mirror {
  readonly source: Cluster;
  readonly sourceConnector?: Connector;
  readonly checkpointConnector?: Connector;
  readonly topicsPattern?: string;
  readonly topicsExcludePattern?: string;
  readonly groupsPattern?: string;
  readonly groupsExcludePattern?: string;
}

/** A reference to a key of a ConfigMap. */
export interface ValueFrom {
  readonly configMapKeyRef?: { readonly name?: string; readonly key?: string };
}

/** `spec` of a KafkaMirrorMaker2 (`v1`), as far as it matters here. */
export interface MirrorMaker2Spec {
  readonly replicas: number;
  readonly version?: string;
  readonly image?: string;
  readonly target: TargetCluster;
  readonly mirrors: Mirror[];
  readonly resources?: { readonly requests?: Config; readonly limits?: Config };
  readonly logging?: { readonly type: string; readonly valueFrom?: ValueFrom };
  readonly rack?: { readonly type?: string; readonly topologyKey?: string; readonly envVarName?: string };
  readonly metricsConfig?: { readonly type: string; readonly valueFrom?: ValueFrom; readonly values?: { readonly allowList?: string[] } };
  readonly tracing?: { readonly type: string };
  readonly jvmOptions?: Config;
}

/** What the CRD says of a value. */
interface Shape {
  readonly type: 'string' | 'integer' | 'boolean' | 'object' | 'array';
  readonly required?: boolean;
  readonly values?: string[];
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly items?: Shape;
  /** Of an object: its fields; without them it is a free map. */
  readonly fields?: Readonly<Record<string, Shape>>;
}

const text: Shape = { type: 'string' };
const free: Shape = { type: 'object' };
const must = (shape: Shape): Shape => ({ ...shape, required: true });
const oneOf = (...values: string[]): Shape => ({ type: 'string', values });
const object = (fields: Readonly<Record<string, Shape>>): Shape => ({ type: 'object', fields });

const configMapKey = object({ configMapKeyRef: object({ name: text, key: text, optional: { type: 'boolean' } }) });
const cluster: Readonly<Record<string, Shape>> = {
  alias: must({ type: 'string', pattern: /^[a-zA-Z0-9._-]{1,100}$/ }),
  bootstrapServers: must(text),
  tls: object({ trustedCertificates: { type: 'array', items: object({ secretName: must(text), certificate: text, pattern: text }) } }),
  authentication: object({
    type: must(oneOf('tls', 'scram-sha-256', 'scram-sha-512', 'plain', 'custom')),
    username: text,
    passwordSecret: object({ secretName: must(text), password: must(text) }),
    certificateAndKey: object({ secretName: must(text), certificate: must(text), key: must(text) }),
    sasl: { type: 'boolean' },
    config: free,
  }),
  config: free,
};
const connector = object({
  tasksMax: { type: 'integer', minimum: 1 },
  version: text,
  state: oneOf('paused', 'stopped', 'running'),
  autoRestart: free,
  listOffsets: free,
  alterOffsets: free,
  config: free,
});

/** `spec` as the CRD of Strimzi 1.2.0 has it; what plays no role here is a free map. */
const SPEC: Shape = must(object({
  replicas: must({ type: 'integer' }),
  version: text,
  image: text,
  clientRackInitImage: text,
  target: must(object({
    ...cluster,
    groupId: must(text),
    configStorageTopic: must(text),
    offsetStorageTopic: must(text),
    statusStorageTopic: must(text),
  })),
  mirrors: must({
    type: 'array',
    items: object({
      source: must(object(cluster)),
      sourceConnector: connector,
      checkpointConnector: connector,
      topicsPattern: text,
      topicsExcludePattern: text,
      groupsPattern: text,
      groupsExcludePattern: text,
    }),
  }),
  resources: object({ requests: free, limits: free, claims: { type: 'array' } }),
  logging: object({ type: must(oneOf('inline', 'external')), loggers: free, valueFrom: configMapKey }),
  rack: object({ type: oneOf('topology-label', 'environment-variable'), topologyKey: text, envVarName: text }),
  metricsConfig: object({
    type: must(oneOf('jmxPrometheusExporter', 'strimziMetricsReporter')),
    valueFrom: configMapKey,
    values: object({ allowList: { type: 'array', items: text } }),
  }),
  tracing: object({ type: must(oneOf('opentelemetry')) }),
  livenessProbe: free,
  readinessProbe: free,
  jvmOptions: free,
  jmxOptions: free,
  template: free,
}));

/**
 * `spec` as it is stored once the API server has accepted it: the fields the CRD knows, without those that are null.
 * The error texts name no value, because a value may be a secret in the wrong place.
 */
export function storedSpec(written: unknown): { spec: MirrorMaker2Spec; unknown: IgnoredKey[] } {
  const problems: string[] = [];
  const unknown: IgnoredKey[] = [];

  const store = (value: unknown, shape: Shape, path: string): unknown => {
    const problem = (what: string) => void problems.push(`${path}: ${what}`);
    if (value === null || value === undefined) {
      return shape.required ? problem('Required value') : undefined;
    }
    const type = typeOf(value);
    if (type !== shape.type) {
      return problem(`Invalid value: must be of type ${shape.type}, is ${type}`);
    }
    if (shape.values?.includes(value as string) === false) {
      return problem(`Unsupported value: supported values: ${shape.values.map((allowed) => `"${allowed}"`).join(', ')}`);
    }
    if (shape.pattern?.test(value as string) === false) {
      return problem(`Invalid value: should match '${shape.pattern.source}'`);
    }
    if (shape.minimum !== undefined && (value as number) < shape.minimum) {
      return problem(`Invalid value: should be greater than or equal to ${shape.minimum}`);
    }
    if (shape.items) {
      return (value as unknown[]).map((item, index) => store(item, must(shape.items!), `${path}[${index}]`));
    }
    return shape.fields ? storeFields(value as Config, shape.fields, path) : value;
  };

  const storeFields = (value: Config, fields: Readonly<Record<string, Shape>>, path: string) => {
    for (const key of Object.keys(value).filter((name) => !Object.hasOwn(fields, name))) {
      unknown.push({ path: joinPath(path, key), key, reason: 'the resource has no such field: kubectl refuses it, other clients see it dropped' });
    }
    return Object.fromEntries(Object.entries(fields)
      .map(([key, shape]) => [key, store(value[key], shape, `${path}.${key}`)])
      .filter(([, stored]) => stored !== undefined));
  };

  const spec = store(written, SPEC, 'spec') as MirrorMaker2Spec;
  if (problems.length === 0) {
    problems.push(...rackProblems(spec));
  }
  if (problems.length > 0) {
    throw new Refusal(problems.join('; '));
  }
  return { spec, unknown };
}

/** The validation rules in CEL of `spec.rack`. */
function rackProblems({ rack }: MirrorMaker2Spec): string[] {
  const field = rack?.type === 'environment-variable' ? 'envVarName' : 'topologyKey';
  return rack && !rack[field] ? [`spec.rack: Invalid value: ${field} property is required`] : [];
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'bigint') {
    return 'integer';
  }
  return typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value;
}
