import { randomBytes } from 'node:crypto';
import { aclsOf, type IamPolicy, type IamRole } from './access/iam-policies.js';
import { KafkaCluster, type ClusterContext, type Node, type Side } from './cluster.js';
import type { Endpoint } from './network.js';
import type { CertificateAuthority } from './tls.js';

export type Role = 'kp-manager' | 'kp-writer' | 'kp-reader';

/** What the identities may do that every look-alike has. */
const POLICIES: Record<Role, readonly IamPolicy[]> = {
  'kp-manager': everything('Manager', ['topic', 'group', 'txnid']),
  'kp-writer': [...everything('Writer', ['topic', 'txnid']), ...everything('Reader', ['group'])],
  'kp-reader': everything('Reader', ['topic', 'group']),
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
  private readonly keys: ReadonlyMap<string, string>;

  /** @param serviceIds identities instead of the usual ones, each called as the Secret with its API key; they may do nothing yet */
  public constructor(name: string, context: ClusterContext, clients: readonly Endpoint[], private readonly authority: CertificateAuthority,
    private readonly targetRole: Role = 'kp-manager', private readonly serviceIds: readonly string[] = []) {
    super(name, context, clients);
    this.keys = new Map([...Object.keys(POLICIES), ...serviceIds].map((identity) => [identity, newKey()]));
  }

  public override async start(): Promise<void> {
    await super.start();
    await this.allow(Object.entries(POLICIES).flatMap(([identity, policies]) => aclsOf(`User:${identity}`, policies)));
  }

  /** Reading needs no more than the role Reader; a target makes topics, so it usually needs Manager. */
  public async credential(side: Side, user: string, secret: string): Promise<string> {
    if (user !== 'token') {
      throw new Error(`${this.name} knows the user 'token' only, not '${user}'`);
    }
    if (this.serviceIds.length > 0 && !this.serviceIds.includes(secret)) {
      throw new Error(`${this.name} knows the service IDs ${this.serviceIds.join(', ')}, and none with its API key in Secret ${secret}`);
    }
    return this.keys.get(secret) ?? this.keys.get(this.roleOf(side))!;
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
    const identities = [...this.keys].map(([identity, key]) => `identity_${identity}="${key}"`).join(' ');
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

function everything(role: IamRole, resourceTypes: readonly IamPolicy['resourceType'][]): IamPolicy[] {
  return [{ role: 'Reader', resourceType: 'cluster' }, ...resourceTypes.map((resourceType) => ({ role, resourceType }))];
}

function newKey(): string {
  return randomBytes(24).toString('base64url');
}
