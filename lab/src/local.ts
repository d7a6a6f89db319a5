import { randomBytes } from 'node:crypto';
import { KafkaCluster, type ClusterContext, type Node, type Side } from './cluster.js';
import type { Endpoint } from './network.js';
import type { CertificateAuthority } from './tls.js';

/** A cluster on a laptop: no TLS, no authentication; what ANONYMOUS may do is given by ACLs all the same. */
export class DevelopmentCluster extends KafkaCluster {
  public readonly clusterCa = undefined;
  protected readonly clientProtocol = 'PLAINTEXT';

  /** @param brokerConfig settings of all nodes that differ from the lab's usual ones */
  public constructor(name: string, context: ClusterContext, clients: readonly Endpoint[], protected readonly nodeCount = 1,
    private readonly brokerConfig: Readonly<Record<string, string | number>> = {}) {
    super(name, context, clients);
  }

  public override async start(): Promise<void> {
    await super.start();
    const everything = (resource: 'TOPIC' | 'GROUP' | 'TRANSACTIONAL_ID') =>
      ({ principal: 'User:ANONYMOUS', resource, name: '*', pattern: 'LITERAL', operations: ['ALL'] }) as const;
    await this.allow([everything('TOPIC'), everything('GROUP'), everything('TRANSACTIONAL_ID')]);
  }

  public async credential(): Promise<string> {
    throw new Error(`${this.name} has no users, but the YAML authenticates against it`);
  }

  public principal(): string {
    return 'User:ANONYMOUS';
  }

  protected settings(): Record<string, string | number> {
    return { ...this.brokerConfig };
  }
}

/** A cluster as Strimzi runs it: TLS by its own authority, SCRAM-SHA-512 users, ACLs. One node is enough here. */
export class ScramCluster extends KafkaCluster {
  public readonly clusterCa: string;
  protected readonly nodeCount: number = 1;
  protected readonly clientProtocol = 'SASL_SSL';
  private readonly passwords = new Map<string, string>();

  public constructor(name: string, context: ClusterContext, clients: readonly Endpoint[], private readonly authority: CertificateAuthority) {
    super(name, context, clients);
    this.clusterCa = authority.certificate;
  }

  public async credential(_side: Side, user: string): Promise<string> {
    const known = this.passwords.get(user);
    if (known !== undefined) {
      return known;
    }
    return this.replacePassword(user);
  }

  /** Who has logged in stays; who logs in from now on needs the new one. */
  public async replacePassword(user: string): Promise<string> {
    const password = randomBytes(18).toString('base64url');
    this.passwords.set(user, password);
    await this.context.agent.call('createScramUser', { cluster: this.name, name: user, password });
    return password;
  }

  public principal(_side: Side, user: string | undefined): string {
    return `User:${user ?? 'ANONYMOUS'}`;
  }

  protected settings(node: Node, listeners: readonly string[]): Record<string, string> {
    const settings: Record<string, string> = {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': this.authority.serverKeystore(`${this.name}-${node.id}`, node.endpoints.map(({ host }) => host)),
    };
    for (const listener of listeners.map((name) => `listener.name.${name.toLowerCase()}`)) {
      settings[`${listener}.sasl.enabled.mechanisms`] = 'SCRAM-SHA-512';
      settings[`${listener}.scram-sha-512.sasl.jaas.config`] = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
    }
    return settings;
  }
}
