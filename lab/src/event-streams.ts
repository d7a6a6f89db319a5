import { randomBytes } from 'node:crypto';
import type { Acl } from './agent.js';
import { KafkaCluster, type ClusterContext, type Node, type Side } from './cluster.js';
import type { Endpoint } from './network.js';
import type { CertificateAuthority } from './tls.js';

export type Role = 'kp-manager' | 'kp-writer' | 'kp-reader';

/** IAM role to what it may do. No role has an ACL API: that would be ALTER on the cluster. */
const TOPIC_RIGHTS: Record<Role, readonly string[]> = {
  'kp-manager': ['CREATE', 'ALTER', 'DELETE', 'ALTER_CONFIGS', 'READ', 'WRITE', 'DESCRIBE', 'DESCRIBE_CONFIGS'],
  'kp-writer': ['READ', 'WRITE', 'DESCRIBE', 'DESCRIBE_CONFIGS'],
  'kp-reader': ['READ', 'DESCRIBE', 'DESCRIBE_CONFIGS'],
};

/**
 * Looks to its clients like Event Streams on IBM Cloud: SASL_SSL with PLAIN, user "token" and an API key that decides
 * the identity; a certificate of a "public" authority; three replicas; six settable topic configurations; 1 MB records.
 */
export class EventStreamsCluster extends KafkaCluster {
  /** Clients trust the JVM's own authorities, as they do for the real service. */
  public readonly clusterCa = undefined;
  protected readonly nodeCount = 3;
  protected readonly clientProtocol = 'SASL_SSL';
  private readonly keys: Record<Role, string> = { 'kp-manager': newKey(), 'kp-writer': newKey(), 'kp-reader': newKey() };

  public constructor(name: string, context: ClusterContext, clients: readonly Endpoint[], private readonly authority: CertificateAuthority,
    private readonly targetRole: Role = 'kp-manager') {
    super(name, context, clients);
  }

  public override async start(): Promise<void> {
    await super.start();
    await this.allow(Object.entries(TOPIC_RIGHTS).flatMap(([role, operations]): Acl[] => {
      const of = (resource: Acl['resource'], name: string, rights: readonly string[]): Acl =>
        ({ principal: `User:${role}`, resource, name, pattern: 'LITERAL', operations: rights });
      const writes = operations.includes('WRITE');
      return [
        of('TOPIC', '*', operations),
        of('GROUP', '*', role === 'kp-manager' ? ['READ', 'DESCRIBE', 'DELETE'] : ['READ', 'DESCRIBE']),
        of('CLUSTER', 'kafka-cluster', ['DESCRIBE']),
        ...(writes ? [of('TRANSACTIONAL_ID', '*', ['WRITE', 'DESCRIBE'])] : []),
      ];
    }));
  }

  /** Reading needs no more than the role Reader; a target makes topics, so it usually needs Manager. */
  public async credential(side: Side, user: string): Promise<string> {
    if (user !== 'token') {
      throw new Error(`${this.name} knows the user 'token' only, not '${user}'`);
    }
    return this.keys[this.roleOf(side)];
  }

  public principal(side: Side): string {
    return `User:${this.roleOf(side)}`;
  }

  protected settings(node: Node, listeners: readonly string[]): Record<string, string | number> {
    const settings: Record<string, string | number> = {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': this.authority.serverKeystore(`${this.name}-${node.id}`, node.endpoints.map(({ host }) => host)),
      'message.max.bytes': 1_048_588,
      'create.topic.policy.class.name': 'lab.EventStreamsCreatePolicy',
      'alter.config.policy.class.name': 'lab.EventStreamsAlterPolicy',
    };
    const identities = Object.entries(this.keys).map(([role, key]) => `identity_${role}="${key}"`).join(' ');
    for (const listener of listeners.map((name) => `listener.name.${name.toLowerCase()}`)) {
      settings[`${listener}.sasl.enabled.mechanisms`] = 'PLAIN';
      settings[`${listener}.plain.sasl.jaas.config`] = `lab.ApiKeyLoginModule required ${identities};`;
    }
    return settings;
  }

  private roleOf(side: Side): Role {
    return side === 'source' ? 'kp-reader' : this.targetRole;
  }
}

function newKey(): string {
  return randomBytes(24).toString('base64url');
}
