import { KafkaAuthentication } from '../../clusters';

/** A client as a cluster knows it. */
export interface Principal {
  /** Name of the user; of the Secret where a user name says nothing, as with the API keys of Event Streams. */
  readonly name: string;
  /** `User:…` as ACLs have it. */
  readonly principal: string;
  /** Type of KafkaUser that it is, where the User Operator can make it. @see kafkauser v1 schema, Strimzi 1.2.0 */
  readonly kafkaUserType?: 'scram-sha-512' | 'tls';
}

/** Who logs in so; nobody where the authentication does not tell. */
export function principalOf({ _details }: KafkaAuthentication): Principal | undefined {
  switch (_details.kind) {
    case 'none':
    case 'custom': return undefined;
    // The User Operator writes the certificate of a user into a Secret of its name, with that name as the subject.
    case 'tls': return { name: _details.secretName, principal: `User:CN=${_details.secretName}`, kafkaUserType: 'tls' };
    case 'plain':
    case 'scram-sha-256':
    case 'scram-sha-512': return {
      name: isApiKey(_details.username) ? _details.password.secretName : _details.username,
      principal: `User:${_details.username}`,
      kafkaUserType: _details.kind === 'scram-sha-512' ? 'scram-sha-512' : undefined,
    };
  }
}

/**
 * By what two clients are the same one: the user, or the Secrets where there is no telling user name.
 *
 * @param principal the user as ACLs name it, where somebody says it
 */
export function identityOf(authentication: KafkaAuthentication, principal?: string): string[] {
  return [...loginOf(authentication), ...principal === undefined ? [] : [principal.replace(/^User:(CN=)?/, '')]];
}

function loginOf(authentication: KafkaAuthentication): string[] {
  const { _details } = authentication;
  switch (_details.kind) {
    case 'custom': return Object.values(_details.secrets).map(({ secretName, key }) => secretText(secretName, key));
    case 'plain': return [isApiKey(_details.username) ? secretText(_details.password.secretName, _details.password.key) : _details.username];
    default: {
      const known = principalOf(authentication);
      return known ? [known.name] : [];
    }
  }
}

/** Every API key of Event Streams logs in as `token`. @see ibm-cloud-docs/EventStreams, security.md (April 2026) */
function isApiKey(username: string): boolean {
  return username === 'token';
}

function secretText(secretName: string, key: string): string {
  return `Secret ${secretName}, key ${key}`;
}
