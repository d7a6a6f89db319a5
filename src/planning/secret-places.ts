/** How a person hands a value over: one line, PEM text, or an API key of Event Streams, which a service key holds too. */
export type ValueFormat = 'line' | 'pem' | 'api-key';

/** A place in an object that refers to a Secret. */
export interface SecretPlace {
  readonly at: RegExp;
  /** The field that names the Secret. */
  readonly name: 'secretName' | 'name';
  /** The keys that are read: an empty list stands for all that the Secret has, undefined for a reference of another kind. */
  readonly keys: (reference: any) => readonly unknown[] | undefined;
  /** The keys are globs. */
  readonly isPattern?: boolean;
  readonly what: string;
  readonly format?: ValueFormat;
  /** Type of the Secret where Kubernetes wants a certain one. */
  readonly type?: string;
}

const itemKeys = ({ items }: any) => Array.isArray(items) ? items.map((item) => item?.key) : [];
const ifGiven = (key: unknown) => key === undefined || key === null ? undefined : [key];

/**
 * Where KafkaMirrorMaker2, KafkaConnect, ClusterLogForwarder, OpenTelemetryCollector and everything with pods name Secrets, in the API versions `v1` and `v1beta2`: what stood in
 * `externalConfiguration` has the shape of what replaced it.
 *
 * @see kafkamirrormaker2 v1 and v1beta2 schemas (Strimzi 1.2.0, 0.51); clusterlogforwarder v1 schema; EnvVarSource, SecretVolumeSource, SecretProjection (Kubernetes core/v1)
 */
export const SECRET_PLACES: readonly SecretPlace[] = [
  { at: /\.tls\.trustedCertificates\[\d+\]$/, name: 'secretName', keys: ({ certificate }) => ifGiven(certificate), what: 'trusted certificate', format: 'pem' },
  { at: /\.tls\.trustedCertificates\[\d+\]$/, name: 'secretName', keys: ({ pattern }) => ifGiven(pattern), isPattern: true, what: 'trusted certificates', format: 'pem' },
  { at: /\.authentication\.passwordSecret$/, name: 'secretName', keys: ({ password }) => [password], what: 'password' },
  { at: /\.authentication\.certificateAndKey$/, name: 'secretName', keys: ({ certificate }) => [certificate], what: 'client certificate', format: 'pem' },
  { at: /\.authentication\.certificateAndKey$/, name: 'secretName', keys: ({ key }) => [key], what: 'key of the client certificate', format: 'pem' },
  { at: /\.outputs\[\d+\]\.splunk\.authentication\.token$/, name: 'secretName', keys: ({ key }) => ifGiven(key), what: 'token of Splunk\'s HTTP Event Collector' },
  { at: /\.outputs\[\d+\]\.tls\.ca$/, name: 'secretName', keys: ({ key }) => ifGiven(key), what: 'authorities of a log receiver', format: 'pem' },
  { at: /\.env\[\d+\]\.valueFrom\.secretKeyRef$/, name: 'name', keys: ({ key }) => [key], what: 'environment variable' },
  { at: /\.authentication\.password\.valueFrom\.secretKeyRef$/, name: 'name', keys: ({ key }) => [key], what: 'password of a KafkaUser' },
  { at: /\.envFrom\[\d+\]\.secretRef$/, name: 'name', keys: () => [], what: 'environment variables' },
  { at: /\.volumes\[\d+\]\.secret$/, name: 'secretName', keys: itemKeys, what: 'volume' },
  { at: /\.projected\.sources\[\d+\]\.secret$/, name: 'name', keys: itemKeys, what: 'volume' },
  { at: /\.imagePullSecrets\[\d+\]$/, name: 'name', keys: () => ['.dockerconfigjson'], what: 'login to the image registry', type: 'kubernetes.io/dockerconfigjson' },
];
