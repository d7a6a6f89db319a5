import { dnsNameProblems, secretDataKeyProblems } from '../core/kubernetes-names';
import { entryOf, Problem, show } from '../core/problem';
import { SecretKey } from '../core/secret-key';
import { literalSecrets, looksLikeSecret } from '../core/secret-text';

/** What a runtime needs to know to render an authentication; a `switch` over `kind` covers all. */
export type AuthenticationDetails =
  | { readonly kind: 'none' }
  | { readonly kind: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: SecretKey }
  | { readonly kind: 'tls'; readonly secretName: string; readonly certificate: string; readonly key: string }
  | { readonly kind: 'custom' } & CustomDetails;

interface CustomDetails {
  readonly sasl: boolean;
  readonly config: Settings;
  readonly secrets: Secrets;
  /** Addresses that the client may fetch tokens from. */
  readonly allowedUrls: readonly string[];
  /** The address that the user gave as token endpoint, to be checked. */
  readonly tokenEndpoint?: string;
}

type Settings = { readonly [key: string]: string };
type Secrets = { readonly [name: string]: SecretKey };

/** A client certificate and its key in a Secret. */
export interface MutualTlsOptions {
  /** Name of the Secret in MirrorMaker 2's namespace; a KafkaUser's Secret has the user's name. */
  readonly secretName: string;
  /**
   * Key of the certificate inside the Secret.
   * @default 'user.crt' - as Strimzi's User Operator writes it
   */
  readonly certificate?: string;
  /**
   * Key of the private key inside the Secret.
   * @default 'user.key' - as Strimzi's User Operator writes it
   */
  readonly key?: string;
}

/** OAuth 2 client credentials. */
export interface OAuthBearerOptions {
  /** Address of the token endpoint (`sasl.oauthbearer.token.endpoint.url`), https. */
  readonly tokenEndpoint: string;
  /** Client id as the authorization server knows it. */
  readonly clientId: string;
  /** Where the client secret is. */
  readonly clientSecret: SecretKey;
  /**
   * Scope to ask for.
   * @default - none is asked for
   */
  readonly scope?: string;
}

/** Any other SASL mechanism or key store. */
export interface CustomAuthenticationOptions {
  /**
   * Whether it is SASL (`security.protocol` SASL_SSL or SASL_PLAINTEXT).
   * @default true
   */
  readonly sasl?: boolean;
  /**
   * Kafka client settings. Only keys that begin with `sasl.` or `ssl.keystore.` reach the client; a secret inside a value is written
   * as `${secret:name}`, with the name a key of `secrets`. Fails: a literal credential, another key, a name without a secret.
   */
  readonly config: { [key: string]: string };
  /**
   * The secrets that `config` refers to, by name: letters, digits and `_`.
   * @default - none
   */
  readonly secrets?: { [name: string]: SecretKey };
}

/** Settings by which Kafka's own OAUTHBEARER handlers fetch something. */
const TOKEN_ADDRESSES = ['sasl.oauthbearer.token.endpoint.url', 'sasl.oauthbearer.jwks.endpoint.url'];

/** `${secret:name}` inside a custom setting. */
export const SECRET_REFERENCE = /\$\{secret:([^}]*)\}/g;

/**
 * How MirrorMaker 2 proves who it is to a cluster. Becomes `authentication` of the cluster; never holds a secret value.
 *
 * @see kafka.strimzi.io/v1 schema of KafkaMirrorMaker2 (Strimzi 1.2.0): tls, scram-sha-256, scram-sha-512, plain, custom
 * @example
 * const authentication = KafkaAuthentication.scramSha512('mm2', SecretKey.of('mm2-kp-local-source', 'password'));
 */
export class KafkaAuthentication {
  /** No authentication. With no TLS either this is finding `no-tls`, for development only. */
  public static none(): KafkaAuthentication {
    return new KafkaAuthentication({ kind: 'none' });
  }

  /**
   * SASL PLAIN (user name and password).
   * @param username user name; not a secret
   * @param password where the password is
   */
  public static plain(username: string, password: SecretKey): KafkaAuthentication {
    return new KafkaAuthentication({ kind: 'plain', username, password });
  }

  /**
   * SASL SCRAM-SHA-256.
   * @param username user name; not a secret
   * @param password where the password is
   */
  public static scramSha256(username: string, password: SecretKey): KafkaAuthentication {
    return new KafkaAuthentication({ kind: 'scram-sha-256', username, password });
  }

  /**
   * SASL SCRAM-SHA-512: what Strimzi's User Operator provisions.
   * @param username user name; not a secret
   * @param password where the password is
   */
  public static scramSha512(username: string, password: SecretKey): KafkaAuthentication {
    return new KafkaAuthentication({ kind: 'scram-sha-512', username, password });
  }

  /** Mutual TLS: a client certificate. Needs trust on the cluster too, or it is finding `no-tls`. */
  public static mutualTls(options: MutualTlsOptions): KafkaAuthentication {
    return new KafkaAuthentication({ kind: 'tls', secretName: options.secretName, certificate: options.certificate ?? 'user.crt', key: options.key ?? 'user.key' });
  }

  /**
   * An API key of Event Streams on IBM Cloud: SASL PLAIN with the user name `token`.
   * @param apiKey where the API key is
   */
  public static apiKey(apiKey: SecretKey): KafkaAuthentication {
    return KafkaAuthentication.plain('token', apiKey);
  }

  /**
   * SASL OAUTHBEARER with client credentials, through Kafka's own login handler. Strimzi 1.x has no type for it, so it becomes `custom`.
   *
   * @see org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler (kafka-clients 4.3.1)
   */
  public static oauthBearer(options: OAuthBearerOptions): KafkaAuthentication {
    const scope = options.scope === undefined ? '' : ` scope=${jaasQuote(options.scope)}`;
    return new KafkaAuthentication({
      kind: 'custom',
      sasl: true,
      config: {
        'sasl.mechanism': 'OAUTHBEARER',
        'sasl.login.callback.handler.class': 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler',
        'sasl.oauthbearer.token.endpoint.url': options.tokenEndpoint,
        'sasl.jaas.config': 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required'
          + ` clientId=${jaasQuote(options.clientId)} clientSecret="\${secret:clientSecret}"${scope};`,
      },
      secrets: { clientSecret: options.clientSecret },
      // Kafka 4 contacts no address that is not on this list. @see BrokerSecurityConfigs/ConfigurationUtils (kafka-clients 4.3.1)
      allowedUrls: [options.tokenEndpoint],
      tokenEndpoint: options.tokenEndpoint,
    });
  }

  /** Any other SASL mechanism or key store, as Kafka client settings. */
  public static custom(options: CustomAuthenticationOptions): KafkaAuthentication {
    const config = { ...options.config };
    const allowedUrls = TOKEN_ADDRESSES.flatMap((key) => config[key] ?? []);
    return new KafkaAuthentication({ kind: 'custom', sasl: options.sasl ?? true, config, secrets: { ...options.secrets }, allowedUrls });
  }

  private constructor(
    /** @internal */
    public readonly _details: AuthenticationDetails,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    const details = this._details;
    switch (details.kind) {
      case 'none': return [];
      case 'plain':
      case 'scram-sha-256':
      case 'scram-sha-512':
        return [...usernameProblems(`${prop}.username`, details.username), ...secretKeyProblems(`${prop}.password`, details.password)];
      case 'tls': return [
        ...dnsNameProblems(`${prop}.secretName`, details.secretName),
        ...secretDataKeyProblems(`${prop}.certificate`, details.certificate),
        ...secretDataKeyProblems(`${prop}.key`, details.key),
      ];
      case 'custom': return [...('tokenEndpoint' in details ? urlProblems(`${prop}.tokenEndpoint`, details.tokenEndpoint) : []), ...customProblems(prop, details.config, details.secrets)];
    }
  }
}

/** Who passes the password itself must not see it again in a log. */
function secretKeyProblems(prop: string, secret: SecretKey): Problem[] {
  return secret instanceof SecretKey ? secret._problems(prop) : [{ prop, problem: 'is not a SecretKey', remedy: 'name the Secret and its key: SecretKey.of(…)' }];
}

function usernameProblems(prop: string, username: string): Problem[] {
  return typeof username !== 'string' || username.trim() === '' || looksLikeSecret(username) || /["\\\n\r]/.test(username) ? [{
    prop, problem: 'is not a user name', value: username, allowed: 'text without quotes, backslashes and line breaks', remedy: 'give the name; the password goes into a Secret',
  }] : [];
}

/** Kafka splits the list of allowed addresses at commas. */
function urlProblems(prop: string, url: string | undefined): Problem[] {
  return typeof url === 'string' && /^https:\/\/[^\s,"'\\]+$/.test(url) ? [] : [{ prop, problem: 'is not an address', value: url, allowed: 'https://host/path' }];
}

function customProblems(prop: string, config: Settings, secrets: Secrets): Problem[] {
  return [
    ...Object.entries(config).flatMap(([key, value]) => settingProblems(entryOf(`${prop}.config`, key), key, value, secrets)),
    ...Object.entries(secrets).flatMap(([name, secret]) => /^\w+$/.test(name)
      ? secretKeyProblems(`${prop}.secrets.${name}`, secret)
      : [{ prop: `${prop}.secrets`, problem: 'has a name that cannot become an environment variable', value: name, allowed: 'letters, digits and "_"' }]),
  ];
}

function settingProblems(prop: string, key: string, value: string, secrets: Secrets): Problem[] {
  if (!/^(sasl\.|ssl\.keystore\.)/.test(key)) {
    return [{ prop, problem: 'would be dropped by the operator', allowed: 'keys that begin with "sasl." or "ssl.keystore."' }];
  }
  const literal = literalSecrets(key, value);
  const unknown = [...value.matchAll(SECRET_REFERENCE)].map(([, name]) => name).filter((name) => !(name in secrets));
  return [
    ...(literal.length > 0 || looksLikeSecret(value) ? [{
      prop, problem: `holds a literal secret${literal.length > 0 ? ` (${literal.join(', ')})` : ''}`, remedy: 'write ${secret:name} and put the SecretKey under that name into secrets',
    }] : []),
    ...unknown.map((name) => ({ prop, problem: 'refers to an unknown secret', value: name, allowed: Object.keys(secrets).map(show).join(', ') || 'none is declared in secrets' })),
  ];
}

function jaasQuote(value: string): string {
  return `"${value.replace(/(["\\])/g, '\\$1')}"`;
}
