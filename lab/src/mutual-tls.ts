import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KafkaCluster, type ClusterContext, type Node } from './cluster.js';
import type { Endpoint } from './network.js';
import type { CertificateAuthority } from './tls.js';

/** A cluster as Strimzi runs it behind a route: TLS by its own authority, clients with certificates, ACLs, three nodes. */
export class MutualTlsCluster extends KafkaCluster {
  public readonly clusterCa: string;
  protected readonly nodeCount = 3;
  protected readonly clientProtocol = 'SSL';
  private readonly clientsCa: string;
  private readonly users = new Map<string, { readonly certificate: string; readonly key: string }>();

  /** @param clientsAuthority signs the users' certificates, and nobody else's */
  public constructor(name: string, context: ClusterContext, clients: readonly Endpoint[], private readonly authority: CertificateAuthority,
    private readonly clientsAuthority: CertificateAuthority) {
    super(name, context, clients);
    this.clusterCa = authority.certificate;
    this.clientsCa = join(context.folder, `${name}-clients-ca.crt`);
    writeFileSync(this.clientsCa, clientsAuthority.certificate);
  }

  /** Certificate and key of a user, who is called as the Secret that holds them. */
  public user(name: string): { readonly certificate: string; readonly key: string } {
    const user = this.users.get(name) ?? this.clientsAuthority.clientCertificate(name);
    this.users.set(name, user);
    return user;
  }

  public async credential(): Promise<string> {
    throw new Error(`${this.name} has users with certificates only, but the configuration has a password`);
  }

  /** As the User Operator makes certificates. @param user name of the Secret, too */
  public principal(_side: string, user: string | undefined): string {
    return user === undefined ? 'User:ANONYMOUS' : `User:CN=${user}`;
  }

  protected settings(node: Node): Record<string, string> {
    return {
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': this.authority.serverKeystore(`${this.name}-${node.id}`, node.endpoints.map(({ host }) => host)),
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': this.clientsCa,
      'ssl.client.auth': 'required',
    };
  }
}
