import { ClusterFacts, clusterFactsProblems, plainFacts } from '../core/cluster-facts';
import { EventStreamsPlan } from '../core/event-streams-plan';
import { aliasProblems, bootstrapProblems } from '../core/kafka-names';
import { dnsLabelProblems, dnsNameProblems } from '../core/kubernetes-names';
import { Problem, wholeNumberProblems } from '../core/problem';
import { SecretKey } from '../core/secret-key';
import { KafkaAuthentication } from './authentication';
import { EventStreamsServiceKey } from './service-key';
import { TlsTrust } from './trust';

/**
 * Something that stands for a Kafka cluster: a `KafkaCluster` itself or a construct such as `EventStreamsTarget`.
 */
export interface IKafkaCluster {
  /** The cluster. */
  readonly cluster: KafkaCluster;
}

/** How to reach any Kafka cluster. */
export interface KafkaClusterOptions {
  /** Bootstrap servers, `host:port` each; order kept. Fails: empty, no port. */
  readonly bootstrapServers: string[];
  /**
   * Authorities that sign the brokers' certificates.
   * @default - no TLS: finding `no-tls`
   */
  readonly trust?: TlsTrust;
  /**
   * How MirrorMaker 2 proves who it is.
   * @default KafkaAuthentication.none()
   */
  readonly authentication?: KafkaAuthentication;
}

/** How to reach a cluster that Strimzi runs in Kubernetes. */
export interface StrimziClusterOptions {
  /** Name of the Kafka resource. */
  readonly cluster: string;
  /** Namespace of the Kafka resource. */
  readonly namespace: string;
  /**
   * Port of an internal listener with TLS. Range: 1..65535.
   * @default 9093 - Strimzi's usual `tls` listener
   */
  readonly port?: number;
  /**
   * Authorities that sign the brokers' certificates. The Secret has to be in MirrorMaker 2's namespace: copy it there when Kafka is elsewhere.
   * @default TlsTrust.secret('<cluster>-cluster-ca-cert', 'ca.crt') - the Secret that Strimzi makes
   */
  readonly trust?: TlsTrust;
  /**
   * How MirrorMaker 2 proves who it is.
   * @default KafkaAuthentication.none()
   */
  readonly authentication?: KafkaAuthentication;
}

/** How to reach an instance of Event Streams on IBM Cloud. */
export interface EventStreamsOptions {
  /** The plan of the instance; decides limits and rules. */
  readonly plan: EventStreamsPlan;
  /**
   * Bootstrap servers, `host:port` each.
   * @default - taken from `serviceKey`; one of the two is required
   */
  readonly bootstrapServers?: string[];
  /**
   * A service key to take the endpoints from.
   * @default - `bootstrapServers` are given
   */
  readonly serviceKey?: EventStreamsServiceKey;
  /**
   * Where the API key is (SASL PLAIN, user name `token`).
   * @default - `authentication` is given; one of the two is required
   */
  readonly apiKey?: SecretKey;
  /**
   * Another way to authenticate, such as OAUTHBEARER for instances that accept IAM tokens only.
   * @default - the API key
   */
  readonly authentication?: KafkaAuthentication;
}

/**
 * A Kafka cluster that already exists: its alias, where it is, how to trust it and how to prove who one is.
 *
 * A value, not a construct: nothing is provisioned. The same alias may be used with several credentials, never with two different bootstraps.
 *
 * @example
 * const onPrem = KafkaCluster.strimzi('kp-local', { cluster: 'kp-local', namespace: 'kp-kafka' })
 *   .withAuthentication(KafkaAuthentication.scramSha512('mm2', SecretKey.of('mm2-kp-local-source', 'password')));
 */
export class KafkaCluster implements IKafkaCluster {
  /**
   * Any Kafka cluster.
   * @param alias short name that becomes part of topic names: letters, digits, `.`, `_`, `-`, at most 100
   */
  public static of(alias: string, options: KafkaClusterOptions): KafkaCluster {
    return new KafkaCluster(alias, options.bootstrapServers, options.trust, options.authentication ?? KafkaAuthentication.none());
  }

  /**
   * A cluster that Strimzi runs, reached inside Kubernetes through `<cluster>-kafka-bootstrap.<namespace>.svc`.
   * @param alias short name that becomes part of topic names: letters, digits, `.`, `_`, `-`, at most 100
   */
  public static strimzi(alias: string, options: StrimziClusterOptions): KafkaCluster {
    const port = options.port ?? 9093;
    return new KafkaCluster(
      alias,
      [`${options.cluster}-kafka-bootstrap.${options.namespace}.svc:${port}`],
      options.trust ?? TlsTrust.secret(`${options.cluster}-cluster-ca-cert`),
      options.authentication ?? KafkaAuthentication.none(),
      undefined,
      (prop) => [
        ...dnsNameProblems(`${prop}.cluster`, options.cluster),
        ...dnsLabelProblems(`${prop}.namespace`, options.namespace),
        ...wholeNumberProblems(`${prop}.port`, options.port, 1, 65535),
      ],
    );
  }

  /**
   * An instance of Event Streams on IBM Cloud: TLS with public authorities, API key.
   * @param alias short name that becomes part of topic names: letters, digits, `.`, `_`, `-`, at most 100
   */
  public static eventStreams(alias: string, options: EventStreamsOptions): KafkaCluster {
    return new KafkaCluster(
      alias,
      options.bootstrapServers ?? options.serviceKey?.bootstrapServers ?? [],
      TlsTrust.publicAuthorities(),
      options.authentication ?? (options.apiKey ? KafkaAuthentication.apiKey(options.apiKey) : KafkaAuthentication.none()),
      options.plan,
      (prop) => [
        ...(options.plan instanceof EventStreamsPlan ? options.plan._problems(`${prop}.plan`)
          : [{ prop: `${prop}.plan`, problem: 'is not an EventStreamsPlan', remedy: 'use EventStreamsPlan.STANDARD or another of its constants' }]),
        ...options.serviceKey?._problems(`${prop}.serviceKey`) ?? [],
      ],
    );
  }

  /** Bootstrap servers, `host:port` each. */
  public readonly bootstrapServers: string[];
  /** What is known of the cluster, for rules that depend on it. */
  public readonly facts?: ClusterFacts;

  private constructor(
    /** Short name of the cluster; part of topic names, offsets and metric labels. Changing it means mirroring everything anew. */
    public readonly alias: string,
    private readonly givenServers: string[],
    /** Trusted authorities; none means no TLS. */
    public readonly trust: TlsTrust | undefined,
    /** How MirrorMaker 2 proves who it is. */
    public readonly authentication: KafkaAuthentication,
    /** Plan, when the cluster is an instance of Event Streams on IBM Cloud. */
    public readonly eventStreamsPlan?: EventStreamsPlan,
    private readonly ownProblems: (prop: string) => Problem[] = () => [],
    private readonly givenFacts?: ClusterFacts,
  ) {
    this.facts = givenFacts === undefined || this.factsProblems('').length > 0 ? undefined : plainFacts(givenFacts);
    this.bootstrapServers = Array.isArray(givenServers) ? [...givenServers] : [];
  }

  /** Itself: a cluster stands for itself wherever an `IKafkaCluster` is asked for. */
  public get cluster(): KafkaCluster {
    return this;
  }

  /**
   * The same cluster with other credentials, such as those of a line of business.
   * @param authentication the credentials
   */
  public withAuthentication(authentication: KafkaAuthentication): KafkaCluster {
    return new KafkaCluster(this.alias, this.givenServers, this.trust, authentication, this.eventStreamsPlan, this.ownProblems, this.givenFacts);
  }

  /**
   * The same cluster with what is known of it: more rules can then say what will happen. Replaces facts that were given before.
   *
   * They travel with the manifest, in annotation `cdk8s-kafka-replication/facts`.
   * @param facts version, broker settings, topics, groups, rights
   */
  public withFacts(facts: ClusterFacts): KafkaCluster {
    return new KafkaCluster(this.alias, this.givenServers, this.trust, this.authentication, this.eventStreamsPlan, this.ownProblems, facts);
  }

  /**
   * The same cluster under another alias, so that what MM2 names by alias is not shared.
   * @internal
   */
  public _withAlias(alias: string): KafkaCluster {
    return new KafkaCluster(alias, this.givenServers, this.trust, this.authentication, this.eventStreamsPlan, this.ownProblems, this.givenFacts);
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    const own = this.ownProblems(prop);
    return [
      ...aliasProblems(`${prop}.alias`, this.alias),
      // A bad service key explains the missing endpoints better than an empty list does.
      ...(own.some((problem) => /\.(serviceKey|cluster|namespace|port)$/.test(problem.prop)) ? [] : bootstrapProblems(`${prop}.bootstrapServers`, this.givenServers)),
      ...own,
      ...this.factsProblems(`${prop}.facts`),
      ...this.trust?._problems(`${prop}.trust`) ?? [],
      ...this.authentication._problems(`${prop}.authentication`),
      ...(this.eventStreamsPlan && this.authentication._details.kind === 'none' ? [{
        prop: `${prop}.apiKey`, problem: 'is missing', allowed: 'apiKey or authentication', remedy: 'name the Secret that holds the API key',
      }] : []),
    ];
  }

  private factsProblems(prop: string): Problem[] {
    return this.givenFacts === undefined ? [] : clusterFactsProblems(prop, this.givenFacts);
  }
}
