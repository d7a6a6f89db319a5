import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { Acl } from '../agent.js';
import { aclsOf, type IamPolicy } from './iam-policies.js';
import { aclOf, type StrimziAcl } from './strimzi-acls.js';

/** A user of a cluster that Strimzi runs, as a KafkaUser describes it. */
export interface EmittedUser {
  readonly name: string;
  readonly acls: readonly Acl[];
  /** By Kafka's names. */
  readonly quotas: Readonly<Record<string, number>>;
  /** What the name of the bootstrap Service begins with. */
  readonly bootstrap: string;
}

/** A service ID of Event Streams, called as the Secret with its API key. */
export interface EmittedServiceId {
  readonly name: string;
  readonly acls: readonly Acl[];
}

/** Files for applications: settings, and the pattern of their topics. */
export interface EmittedClient {
  readonly name: string;
  readonly properties: string;
  readonly topicsPattern: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Manifest = any;

/** The rights that a synthesized file carries, beside its replications: exactly these, in the words of Kafka. */
export class EmittedAccess {
  public static of(file: string): EmittedAccess {
    return new EmittedAccess(parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest).filter(Boolean));
  }

  public readonly users: readonly EmittedUser[];
  public readonly serviceIds: readonly EmittedServiceId[];
  public readonly clients: readonly EmittedClient[];

  private constructor(manifests: readonly Manifest[]) {
    const maps = manifests.filter(({ kind }) => kind === 'ConfigMap');
    this.users = manifests.filter(({ kind }) => kind === 'KafkaUser').map(userOf);
    this.serviceIds = merged(maps.filter(({ data }) => data['iam-policies.json'] !== undefined).flatMap(({ data }) => JSON.parse(data['iam-policies.json']).map(serviceIdOf)));
    this.clients = maps.filter(({ data }) => data['client.properties'] !== undefined)
      .map(({ metadata, data }) => ({ name: metadata.name, properties: data['client.properties'], topicsPattern: (data['topics.pattern'] ?? '').trim() }));
  }

  /** Files without KafkaUsers and IAM policies leave rights to somebody else. */
  public get isEmpty(): boolean {
    return this.users.length + this.serviceIds.length === 0;
  }
}

function userOf({ metadata, spec }: Manifest): EmittedUser {
  return {
    name: metadata.name,
    acls: spec.authorization.acls.map((acl: StrimziAcl) => aclOf(`User:${metadata.name}`, acl)),
    quotas: Object.fromEntries(Object.entries<number>(spec.quotas ?? {}).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value])),
    bootstrap: `${metadata.labels['strimzi.io/cluster']}-kafka-bootstrap.${metadata.namespace}.`,
  };
}

function serviceIdOf({ apiKeySecretName: name, policies }: { apiKeySecretName: string; policies: readonly IamPolicy[] }): EmittedServiceId {
  return { name, acls: aclsOf(`User:${name}`, policies) };
}

function merged(serviceIds: readonly EmittedServiceId[]): EmittedServiceId[] {
  const names = [...new Set(serviceIds.map(({ name }) => name))];
  return names.map((name) => ({ name, acls: serviceIds.filter((each) => each.name === name).flatMap(({ acls }) => acls) }));
}
