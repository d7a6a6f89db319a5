import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A throw-away certificate authority. */
export class CertificateAuthority {
  public readonly certificate: string;
  private readonly base: string;

  public constructor(name: string, private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.base = join(folder, name);
    openssl(['req', '-x509', ...NEW_KEY, '-keyout', `${this.base}.key`, '-out', `${this.base}.crt`, '-days', '2', '-subj', `/O=lab/CN=${name}`,
      '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign']);
    this.certificate = readFileSync(`${this.base}.crt`, 'utf8');
  }

  /** PEM file with key and certificate chain of a server that answers to these names, in the form Kafka reads. */
  public serverKeystore(name: string, hosts: readonly string[]): string {
    const base = join(this.folder, name);
    writeFileSync(`${base}.ext`, `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}\nextendedKeyUsage=serverAuth\n`);
    openssl(['req', ...NEW_KEY, '-keyout', `${base}.key`, '-out', `${base}.csr`, '-subj', `/O=lab/CN=${name}`]);
    openssl(['x509', '-req', '-in', `${base}.csr`, '-CA', `${this.base}.crt`, '-CAkey', `${this.base}.key`, '-CAcreateserial',
      '-out', `${base}.crt`, '-days', '2', '-extfile', `${base}.ext`]);
    const keystore = `${base}.pem`;
    writeFileSync(keystore, readFileSync(`${base}.key`, 'utf8') + readFileSync(`${base}.crt`, 'utf8') + this.certificate, { mode: 0o600 });
    return keystore;
  }

  /** Certificate and key (PKCS 8) of a client, as the Secret of a KafkaUser holds them; its subject is as Strimzi's. */
  public clientCertificate(name: string): { readonly certificate: string; readonly key: string } {
    const base = join(this.folder, `client-${name}`);
    openssl(['req', ...NEW_KEY, '-keyout', `${base}.key`, '-out', `${base}.csr`, '-subj', `/CN=${name}`]);
    openssl(['x509', '-req', '-in', `${base}.csr`, '-CA', `${this.base}.crt`, '-CAkey', `${this.base}.key`, '-CAcreateserial', '-out', `${base}.crt`, '-days', '2']);
    return { certificate: readFileSync(`${base}.crt`, 'utf8') + this.certificate, key: readFileSync(`${base}.key`, 'utf8') };
  }

  /** Trust store with this authority alone, for a JVM that shall take it for a public one. */
  public jvmTrustStoreOptions(): string[] {
    const store = `${this.base}.p12`;
    execFileSync('keytool', ['-importcert', '-noprompt', '-alias', 'ca', '-file', `${this.base}.crt`, '-keystore', store,
      '-storetype', 'PKCS12', '-storepass', 'not-a-secret'], { stdio: 'pipe', timeout: 60_000 });
    return [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=not-a-secret', '-Djavax.net.ssl.trustStoreType=PKCS12'];
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe', timeout: 60_000 });
}
