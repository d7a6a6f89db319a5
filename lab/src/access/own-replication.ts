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

/** The example under names of its own, with one small worker and short intervals, which decide when MM2 does something and not what. */
export function ownReplication({ example, name, topics, changes = {} }: OwnReplication): Example {
  return {
    example,
    change: (spec, metadata) => {
      const mirror = spec.mirrors[0];
      metadata.name = `mm2-${name}`;
      spec.replicas = 1;
      spec.jvmOptions = { '-Xmx': '384m' };
      Object.assign(spec.target, {
        alias: `${spec.target.alias}-${name}`, groupId: `${name}-mm2`,
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
      for (const each of [TIMING, changes]) {
        apply(spec.target.config, each.worker);
        apply(mirror.sourceConnector.config, each.source);
        apply(mirror.checkpointConnector.config, each.checkpoint);
      }
    },
  };
}
