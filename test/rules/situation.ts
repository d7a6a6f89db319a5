import { ClusterFacts, Finding, Severity } from '../../src/core';
import { EffectiveConfig } from '../../src/effective';
import { checkManifests, checkReplications } from '../../src/rules/check';

/** A resource that no rule has more to say of than that it copies at-least-once. */
export function goodResource(name = 'orders', source = 'plant', target = 'cloud'): any {
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaMirrorMaker2',
    metadata: { name, namespace: 'replication' },
    spec: {
      replicas: 2,
      target: {
        alias: target,
        bootstrapServers: `${target}-kafka:9093`,
        groupId: `${name}-mm2`,
        configStorageTopic: `mm2-configs.${name}.internal`,
        offsetStorageTopic: `mm2-offsets.${name}.internal`,
        statusStorageTopic: `mm2-status.${name}.internal`,
        tls: {},
        authentication: { type: 'plain', username: 'token', passwordSecret: { secretName: 'cloud-key', password: 'password' } },
        config: {
          'config.storage.replication.factor': -1,
          'offset.storage.replication.factor': -1,
          'status.storage.replication.factor': -1,
          'offset.storage.partitions': 5,
          'status.storage.partitions': 1,
          'offset.flush.interval.ms': 10000,
          'scheduled.rebalance.max.delay.ms': 30000,
        },
      },
      mirrors: [{
        source: {
          alias: source,
          bootstrapServers: `${source}-kafka:9093`,
          tls: { trustedCertificates: [{ secretName: `${source}-ca`, certificate: 'ca.crt' }] },
          authentication: { type: 'scram-sha-512', username: 'mm2', passwordSecret: { secretName: `mm2-${source}`, password: 'password' } },
        },
        sourceConnector: {
          tasksMax: 2,
          config: {
            'replication.factor': -1,
            'offset-syncs.topic.replication.factor': -1,
            'offset-syncs.topic.location': 'target',
            'refresh.topics.interval.seconds': 60,
            'sync.topic.acls.enabled': false,
            'consumer.allow.auto.create.topics': false,
            'producer.override.enable.idempotence': true,
            'producer.override.max.in.flight.requests.per.connection': 5,
            'producer.override.batch.size': 524288,
          },
        },
        checkpointConnector: {
          tasksMax: 1,
          config: {
            'checkpoints.topic.replication.factor': -1,
            'offset-syncs.topic.location': 'target',
            'refresh.groups.interval.seconds': 60,
            'sync.group.offsets.enabled': true,
          },
        },
        topicsPattern: 'orders-.*',
        groupsPattern: 'orders-app',
      }],
    },
  };
}

/** What the rules are put to, with short names for the places that tests change. */
export class Situation {
  public readonly resources: any[] = [goodResource()];
  public readonly manifests: any[] = [];
  public plan?: string;
  /** What is known of the clusters, by alias. */
  public facts: { [alias: string]: ClusterFacts } = {};
  public longestOutageSeconds?: number;
  /** Series that Prometheus gets of each replication. */
  public series?: number;
  public readonly acknowledged: { [code: string]: string } = {};
  /** For what no Strimzi resource can become, but other runtimes can. */
  public rewrite: (config: EffectiveConfig) => EffectiveConfig = (config) => config;

  public get spec(): any {
    return this.resources[0].spec;
  }

  public get worker(): any {
    return this.spec.target.config;
  }

  public get mirror(): any {
    return this.spec.mirrors[0];
  }

  public get source(): any {
    return this.mirror.sourceConnector.config;
  }

  public get checkpoint(): any {
    return this.mirror.checkpointConnector.config;
  }

  /** One more replication, changed as wanted. */
  public add(resource: any, change: (spec: any) => void = () => {}): void {
    change(resource.spec);
    this.resources.push(resource);
  }

  public findings(): Finding[] {
    return [
      ...checkReplications(this.resources.map((resource) => ({
        config: this.rewrite(EffectiveConfig.fromKafkaMirrorMaker2(resource)), acknowledged: this.acknowledged, eventStreamsPlan: this.plan,
        facts: this.facts, longestOutageSeconds: this.longestOutageSeconds, series: this.series,
      }))),
      ...checkManifests([...this.resources, ...this.manifests].map((manifest) => ({ manifest, acknowledged: this.acknowledged }))),
    ];
  }
}

export type Change = (situation: Situation) => void;

/** The findings of the good resource after a change. */
export function findingsAfter(change: Change): Finding[] {
  const situation = new Situation();
  change(situation);
  return situation.findings();
}

/** The same without the information that every resource gets that copies at-least-once. */
export function otherFindingsAfter(change: Change): Finding[] {
  return findingsAfter(change).filter(({ code }) => code !== 'duplicates-after-crash');
}

/** A condition and its nearest neighbour that is all right. */
export interface Case {
  readonly code: string;
  readonly when: string;
  readonly fires: Change;
  readonly silent: Change;
  /** Severity of the finding, where it is not the rule's. */
  readonly severity?: Severity;
  /** Place the finding must name, where it is worth pinning. */
  readonly path?: string;
  /** Part of a message, where it is worth pinning. */
  readonly says?: string;
}
