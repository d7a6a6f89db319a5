import { Severity } from '../core';
import { DEFAULT_EXCLUSIONS } from '../core/default-exclusions';
import { JavaPattern } from '../core/java-pattern';
import { show } from '../core/problem';
import { knownCluster } from './known';
import { eachCheckpoint, eachConnector, eachSource, Replication, when } from './replication';
import { Rule, Violation } from './rule';
import { hasOwnFilter } from './selected';

/** What both connectors of a flow must agree on; a filter class may differ on purpose. */
const EQUAL: readonly { key: string; kafkas: string; severity?: Severity }[] = [
  { key: 'replication.policy.class', kafkas: 'org.apache.kafka.connect.mirror.DefaultReplicationPolicy' },
  { key: 'replication.policy.separator', kafkas: '.' },
  { key: 'replication.policy.internal.topic.separator.enabled', kafkas: 'true' },
  { key: 'offset-syncs.topic.location', kafkas: 'source' },
  { key: 'topic.filter.class', kafkas: 'org.apache.kafka.connect.mirror.DefaultTopicFilter', severity: Severity.WARNING },
];

/** Whether consumers can move to the target. */
export const CHECKPOINTS: readonly Rule[] = [
  {
    code: 'connectors-disagree',
    severity: Severity.ERROR,
    title: 'Source and checkpoint connector differ in a setting that names or places their common topics: no offset is ever translated.',
    remedy: 'set it to the same value in both connectors',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConfig.offsetSyncsTopic, MirrorCheckpointConfig.offsetSyncsTopic (connect-mirror 4.3.1)',
    check: eachCheckpoint((checkpoint, replication) => {
      const source = replication.sourceOf(checkpoint);
      return EQUAL.flatMap(({ key, kafkas, severity }): Violation[] => {
        const [a, b] = [source, checkpoint].map((connector) => connector?.settings.get(key) ?? kafkas);
        const scope = checkpoint.settings.isSet(key) || !source ? checkpoint : source;
        return when(source && a !== b, scope.settings.at(key), () => `${key} is ${show(a)} in the source connector and ${show(b)} in the checkpoint connector`,
          { severity });
      });
    }),
  },
  {
    code: 'checkpoints-impossible',
    severity: Severity.ERROR,
    title: 'A checkpoint connector without checkpoints or without offset syncs: MM2 refuses it, or it never finds anything to translate.',
    remedy: 'remove emit.checkpoints.enabled and emit.offset-syncs.enabled, or the checkpoint connector',
    source: 'org.apache.kafka.connect.mirror.MirrorCheckpointConfig.validate (connect-mirror 4.3.1)',
    check: eachCheckpoint((checkpoint, replication) => [
      ...['emit.checkpoints.enabled', 'emit.offset-syncs.enabled'].flatMap((key) => when(checkpoint.settings.isOff(key), checkpoint.settings.at(key),
        () => `${key}=false: the checkpoint connector is refused`)),
      ...[replication.sourceOf(checkpoint)].flatMap((source) => when(source?.settings.isOff('emit.offset-syncs.enabled'),
        source?.settings.at('emit.offset-syncs.enabled') ?? '', () => 'the source connector writes no offset syncs, so nothing can be translated')),
    ]),
  },
  {
    code: 'offset-syncs-contradiction',
    severity: Severity.ERROR,
    title: 'Offset syncs are switched off and configured at once: MM2 refuses the source connector.',
    remedy: 'remove the offset-syncs… keys, or switch emit.offset-syncs.enabled on',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.validateEmitOffsetSyncConfigs (connect-mirror 4.3.1)',
    check: eachSource(({ settings }) => when(
      settings.isOff('emit.offset-syncs.enabled') && [...settings.keys('offset-syncs-'), ...settings.keys('offset-syncs.topic.')].length > 0,
      settings.at('emit.offset-syncs.enabled'), () => 'emit.offset-syncs.enabled=false, but offset-syncs keys are set')),
  },
  {
    code: 'no-checkpoints',
    severity: Severity.INFO,
    title: 'A flow has no checkpoint connector: group offsets do not follow, consumers that move must find their place themselves.',
    remedy: 'select consumer groups, or add checkpointConnector',
    source: 'org.apache.kafka.connect.mirror.MirrorCheckpointConnector (connect-mirror 4.3.1)',
    check: ({ config }) => {
      const { sources, checkpoints } = Replication.of(config);
      return sources.flatMap((source) => when(!checkpoints.some((other) => other.mirror === source.mirror || other.isBetween(source)), source.settings.home,
        () => `offsets of consumer groups do not follow from ${show(source.sourceAlias)} to ${show(source.targetAlias)}`));
    },
  },
  {
    code: 'groups-not-followed',
    severity: Severity.WARNING,
    title: 'Share groups or streams groups are selected, but MM2 follows classic and consumer groups only: these find no offsets at the target.',
    remedy: 'leave the groups out of the selection, and plan how their readers find their place at the target',
    source: 'org.apache.kafka.connect.mirror.MirrorCheckpointConnector.listConsumerGroups (connect-mirror 4.3.1): ListGroupsOptions.forConsumerGroups (kafka-clients 4.3.1)',
    check: eachConnector(({ isCheckpoint, settings, sourceAlias }, subject) => {
      if (!isCheckpoint || hasOwnFilter(settings, 'group.filter.class', 'DefaultGroupFilter')) return [];
      const [include, exclude] = [settings.get('groups') ?? '.*', settings.get('groups.exclude') ?? DEFAULT_EXCLUSIONS.groups.join(',')].map((list) => JavaPattern.list(list));
      const left = knownCluster(sourceAlias, subject).groups.filter(([id, type]) => ['share', 'streams'].includes(type) && include.matches(id) && exclude.matches(id) === false);
      return when(left.length > 0, settings.at('groups'), () => left.map(([id, type]) => `${show(id)} is a ${type} group`).join(', '));
    }),
  },
  {
    code: 'group-offsets-not-synced',
    severity: Severity.INFO,
    title: 'Checkpoints are written, but group offsets are not set at the target (`sync.group.offsets.enabled` is off by default).',
    remedy: 'set sync.group.offsets.enabled: true in checkpointConnector.config',
    source: 'org.apache.kafka.connect.mirror.MirrorCheckpointConfig (connect-mirror 4.3.1)',
    check: eachCheckpoint(({ settings }) => when(settings.isOff('sync.group.offsets.enabled'), settings.at('sync.group.offsets.enabled'),
      () => 'groups do not find their offsets at the target unless somebody translates them')),
  },
];
