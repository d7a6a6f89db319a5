import { SecretKey } from '../core/secret-key';
import { AuthenticationDetails } from './authentication';
import { KafkaCluster } from './kafka-cluster';
import { TlsTrust } from './trust';

/** What a client of a cluster reads from one Secret. */
export interface SecretUse {
  readonly secretName: string;
  readonly keys: readonly string[];
  /** A glob for more keys. */
  readonly pattern?: string;
}

/** The Secrets by which a client trusts a cluster and logs in. Values that the cluster reports as wrong may be among them. */
export function secretsOf({ trust, authentication }: KafkaCluster): SecretUse[] {
  return [...ofTrust(trust), ...ofAuthentication(authentication._details)];
}

function ofTrust(trust: TlsTrust | undefined): SecretUse[] {
  if (trust?.secretName === undefined || trust.certificate === undefined) {
    return [];
  }
  const { secretName, certificate } = trust;
  return [/[*?]/.test(certificate) ? { secretName, keys: [], pattern: certificate } : { secretName, keys: [certificate] }];
}

function ofAuthentication(details: AuthenticationDetails): SecretUse[] {
  switch (details.kind) {
    case 'none': return [];
    case 'plain':
    case 'scram-sha-256':
    case 'scram-sha-512': return ofKeys([details.password]);
    case 'tls': return [{ secretName: details.secretName, keys: [details.certificate, details.key] }];
    case 'custom': return ofKeys(Object.values(details.secrets));
  }
}

function ofKeys(keys: readonly unknown[]): SecretUse[] {
  return keys.filter((key) => key instanceof SecretKey).map(({ secretName, key }) => ({ secretName, keys: [key] }));
}
