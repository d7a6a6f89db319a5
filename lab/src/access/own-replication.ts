import { apply, TIMING, type Changes } from '../experiment/manifest.js';
import type { Example } from '../stage/site.js';

/** A small replication that shares nothing with others of the same example but the clusters. */
export interface OwnReplication {
  readonly example: string;
  /** Unique on the site: it is in the names of everything. Lower-case letters, digits, hyphens. */
  readonly name: string;
  readonly topics: string;
  readonly changes?: Changes;
}

/** One small worker, and short intervals: they decide when MM2 does something, not what. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export function quick(spec: any, changes: Changes = {}): void {
  const [mirror] = spec.mirrors;
  spec.replicas = 1;
  spec.jvmOptions = { '-Xmx': '384m' };
  for (const each of [TIMING, changes]) {
    apply(spec.target.config, each.worker);
    apply(mirror.sourceConnector.config, each.source);
    apply(mirror.checkpointConnector.config, each.checkpoint);
  }
}

/** The example under names of its own, and quick. */
export function ownReplication({ example, name, topics, changes }: OwnReplication): Example {
  return {
    example,
    change: (spec, metadata) => {
      const mirror = spec.mirrors[0];
      metadata.name = `mm2-${name}`;
      quick(spec, changes);
      Object.assign(spec.target, {
        alias: `${spec.target.alias}-${name}`, groupId: `mm2-${name}`,
        configStorageTopic: `mm2-configs.${name}.internal`, offsetStorageTopic: `mm2-offsets.${name}.internal`, statusStorageTopic: `mm2-status.${name}.internal`,
      });
      mirror.source.alias = `${mirror.source.alias}-${name}`;
      mirror.topicsPattern = topics;
      mirror.groupsPattern = `${name}-.+`;
      for (const { authentication } of [spec.target, mirror.source]) {
        if (authentication.username !== 'token') {
          authentication.username += `-${name}`;
          authentication.passwordSecret.secretName += `-${name}`;
        }
      }
    },
  };
}
