import { EventStreamsPlan, Severity } from '../core';
import { EVENT_STREAMS_TOPIC_CONFIGS } from '../core/event-streams-plan';
import { JavaPattern } from '../core/java-pattern';
import { show } from '../core/problem';
import { OTHER_TOPIC_CONFIGS } from './client-keys';
import { clustersByServer } from './clusters';
import { internalTopicsByCluster } from './internal-topics';
import { Connector, eachSource, Replication, when } from './replication';
import { Rule, RuleSubject } from './rule';
import { hasOwnFilter } from './selected';

/** Limits of Event Streams on IBM Cloud; the rules speak where the plan of the target is known. */
export const EVENT_STREAMS: readonly Rule[] = [
  {
    code: 'event-streams-lite',
    severity: Severity.ERROR,
    title: 'The Lite plan has one partition and no Kafka Connect: MirrorMaker 2 cannot keep its own topics there.',
    remedy: 'use the Standard plan or a larger one',
    source: 'ibm-cloud-docs/EventStreams, plan and quota pages (April 2026)',
    check: (subject) => when(planOf(subject)?.supportsConnect === false, 'spec.target', () => `plan ${show(subject.eventStreamsPlan)} does not support Kafka Connect`),
  },
  {
    code: 'event-streams-unknown-plan',
    severity: Severity.ERROR,
    title: 'The name of the Event Streams plan is unknown, so its limits cannot be checked.',
    remedy: 'use lite, standard, enterprise or enterprise-gen2',
    source: 'ibm-cloud-docs/EventStreams, plan pages (April 2026)',
    check: (subject) => when(subject.eventStreamsPlan !== undefined && planOf(subject) === undefined, 'spec.target',
      () => `${show(subject.eventStreamsPlan)} is not a plan of Event Streams`),
  },
  {
    code: 'event-streams-no-credentials',
    severity: Severity.ERROR,
    title: 'Nobody logs in to Event Streams: it knows clients by SASL only and refuses the connection.',
    remedy: 'give the target the API key: authentication type plain, user token, password from a Secret (or OAUTHBEARER)',
    source: 'ibm-cloud-docs/EventStreams, security.md (April 2026): SASL PLAIN and OAUTHBEARER',
    check: (subject) => {
      const { worker } = Replication.of(subject.config);
      const protocol = worker.get('security.protocol') ?? 'PLAINTEXT';
      return when(isLimited(subject) && /^(PLAINTEXT|SSL)$/i.test(protocol), worker.at('bootstrap.servers'),
        () => `security.protocol is ${show(protocol)}: the target has no SASL credentials`);
    },
  },
  {
    code: 'event-streams-topic-configs',
    severity: Severity.ERROR,
    title: 'MM2 would set topic configurations that Event Streams refuses: topics are not created, and their configuration never follows.',
    remedy: `exclude everything but the six: config.properties.exclude: '(?!(${EVENT_STREAMS_TOPIC_CONFIGS.join('|').replace(/\./g, '\\.')})$).*'`,
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.createNewTopics, syncTopicConfigs, targetConfig (connect-mirror 4.3.1); EventStreams faq.md',
    check: eachSource(({ settings }, subject) => {
      const exclude = JavaPattern.list(settings.get('config.properties.exclude') ?? '');
      const sent = OTHER_TOPIC_CONFIGS.filter((config) => exclude.matches(config) !== true);
      const isOff = settings.isOff('sync.topic.configs.enabled');
      const concerned = isLimited(subject) && sent.length > 0 && !hasOwnFilter(settings, 'config.property.filter.class', 'DefaultConfigPropertyFilter');
      return when(concerned, settings.at(settings.isSet('config.properties.exclude') ? 'config.properties.exclude' : 'sync.topic.configs.enabled'), () => isOff
        ? `a topic whose source has ${sent[0]} or one of ${sent.length - 1} others set cannot be created: creation sends them although the sync is off`
        : `${sent[0]} and ${sent.length - 1} others are sent to Event Streams, which refuses them`, isOff ? { severity: Severity.WARNING } : {});
    }),
  },
  {
    code: 'event-streams-acl-sync',
    severity: Severity.ERROR,
    title: 'ACL sync is on, but Event Streams has no ACL interface: rights are given in IBM Cloud IAM.',
    remedy: 'set sync.topic.acls.enabled: false in sourceConnector.config',
    source: 'ibm-cloud-docs/EventStreams, security.md (April 2026)',
    check: eachSource(({ settings }, subject) => when(isLimited(subject) && settings.isOn('sync.topic.acls.enabled'),
      settings.at('sync.topic.acls.enabled'), () => 'sync.topic.acls.enabled is on: every attempt fails')),
  },
  {
    code: 'event-streams-batch-size',
    severity: Severity.WARNING,
    title: 'Batches may exceed the 1 MB that Event Streams accepts: it refuses them, and the producer splits and sends everything again.',
    remedy: 'set producer.override.batch.size to at most 1000000',
    source: 'org.apache.kafka.clients.producer.internals.Sender.completeBatch (kafka-clients 4.3.1): a batch of several records is split and retried',
    check: eachSource(({ producer }: Connector, subject) => {
      const limit = (planOf(subject)?.maxMessageSize.toKibibytes() ?? Infinity) * 1024;
      const size = producer.find('batch.size');
      return when(Number(size?.value) > limit, size?.path ?? '', () => `${size!.key} is ${show(size!.value)}, a batch may have ${limit} bytes`);
    }),
  },
  {
    code: 'event-streams-partitions',
    severity: Severity.ERROR,
    title: 'Internal topics of Connect and MM2 take more partitions than the plan has (warning: more than half of them).',
    remedy: 'set offset.storage.partitions: 5 and status.storage.partitions: 1 before the topics are created, or use a larger plan',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedConfig (connect-runtime 4.3.1); EventStreams plan pages (April 2026)',
    check: (subject, all) => {
      const plan = planOf(subject);
      const needed = internalTopicsByCluster(all).partitionsAt(clustersByServer(all).targetOf(Replication.of(subject.config)));
      return when(plan?.supportsConnect && needed > plan.partitions / 2, 'spec.target',
        () => `internal topics need ${needed} of the ${plan!.partitions} partitions of plan ${show(plan!.name)}`,
        needed <= (plan?.partitions ?? 0) ? { severity: Severity.WARNING } : {});
    },
  },
];

function planOf({ eventStreamsPlan }: RuleSubject): EventStreamsPlan | undefined {
  return eventStreamsPlan === undefined ? undefined : EventStreamsPlan._byName(eventStreamsPlan);
}

/** Whether the target is Event Streams, whatever the plan. */
function isLimited({ eventStreamsPlan }: RuleSubject): boolean {
  return eventStreamsPlan !== undefined;
}
