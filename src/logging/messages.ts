/** A message of MM2's log that somebody has to know. The table makes the saved searches, the dashboard and docs/troubleshooting.md. */
export interface LogMessage {
  /** Heading of its section. */
  readonly title: string;
  /** What it says each time: Splunk searches for it, and so does the dashboard. */
  readonly phrase: string;
  readonly level: 'ERROR' | 'WARN' | 'INFO';
  /** Whether Splunk tells it by an alert; the others are counted only. */
  readonly isAlert: boolean;
  readonly meaning: string;
  /** What to type first; `$NS` is the namespace, `$MM2` the resource (`mm2-<name>`). */
  readonly command: string;
  readonly fix: string;
  /** Class that logs it, and its file's version. */
  readonly source: string;
}

const CONNECTORS = 'kubectl -n $NS get kafkamirrormaker2 $MM2 -o jsonpath=\'{.status.connectors}\'';
const ACLS = 'npx kafka-replication acls $MM2.yaml --side target --format script';

/** Every message, worst first. */
export const MESSAGES: readonly LogMessage[] = [
  {
    title: 'A task has failed',
    phrase: 'Task is being killed and will not recover until manually restarted',
    level: 'ERROR',
    isAlert: true,
    meaning: 'The partitions of this task are not copied any more. The trace in the same line says why; the resource may be Ready all the same.',
    command: CONNECTORS,
    fix: 'Mend what the trace names. autoRestart then starts the task again; in dedicated mode the worker has to be restarted.',
    source: 'org.apache.kafka.connect.runtime.WorkerTask (connect-runtime 4.3.1)',
  },
  {
    title: 'Failure during poll',
    phrase: 'Failure during poll.',
    level: 'WARN',
    isAlert: true,
    meaning: 'Reading from the source failed. MM2 tries again and the task goes on RUNNING, so nothing but the log and the lag shows it.',
    command: 'kubectl -n $NS logs $MM2-mirrormaker2-0 --since=10m | grep -A3 \'Failure during poll\'',
    fix: 'The exception says which: credentials, READ on a topic, the network to the source. ERROR instead of WARN: the task fails with it.',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceTask.poll (connect-mirror 4.3.1)',
  },
  {
    title: 'A record could not be sent',
    phrase: 'failed to send record to',
    level: 'ERROR',
    isAlert: true,
    meaning: 'The target did not take a record, and retries are used up or make no sense. The task fails with it; nothing is skipped.',
    command: CONNECTORS,
    fix: 'See the exception: a record too large, WRITE missing, a topic with too few partitions, a time-out.',
    source: 'org.apache.kafka.connect.runtime.AbstractWorkerSourceTask (connect-runtime 4.3.1)',
  },
  {
    title: 'A record is larger than the broker takes',
    phrase: 'larger than the max message size the server will accept',
    level: 'ERROR',
    isAlert: true,
    meaning: 'The target\'s topic has a lower max.message.bytes than the source\'s. The task fails at this record, again after each restart.',
    command: 'kafka-configs.sh --bootstrap-server $TARGET --command-config client.properties --describe --topic $TOPIC --all | grep max.message.bytes',
    fix: 'Raise max.message.bytes of the target\'s topic. Where a plan forbids that, the record cannot be copied: exclude the topic or make the records smaller.',
    source: 'org.apache.kafka.common.protocol.Errors.MESSAGE_TOO_LARGE (kafka-clients 4.3.1)',
  },
  {
    title: 'A record is larger than the producer sends',
    phrase: 'when serialized which is larger than',
    level: 'ERROR',
    isAlert: true,
    meaning: 'The record exceeds max.request.size of MM2\'s own producer, before anything is sent.',
    command: 'npx kafka-replication effective $MM2.yaml | grep max.request.size',
    fix: 'Raise producer.max.request.size by tuning, up to what the target takes.',
    source: 'org.apache.kafka.clients.producer.KafkaProducer.ensureValidRecordSize (kafka-clients 4.3.1)',
  },
  {
    title: 'Not authorized to access topics',
    phrase: 'Not authorized to access topics',
    level: 'ERROR',
    isAlert: true,
    meaning: 'MM2\'s user lacks a right on the topics that the message names, at the source (READ, DESCRIBE) or at the target (WRITE, CREATE).',
    command: ACLS,
    fix: 'Grant what the list has and the cluster has not (docs/security.md). MM2 goes on by itself, but for failed tasks.',
    source: 'org.apache.kafka.common.errors.TopicAuthorizationException (kafka-clients 4.3.1)',
  },
  {
    title: 'Not authorized to access a group',
    phrase: 'Not authorized to access group',
    level: 'ERROR',
    isAlert: true,
    meaning: 'The user lacks READ on a consumer group: that of the workers, or one whose offsets follow.',
    command: ACLS,
    fix: 'Grant READ on the group that the message names.',
    source: 'org.apache.kafka.common.errors.GroupAuthorizationException (kafka-clients 4.3.1)',
  },
  {
    title: 'Authentication failed',
    phrase: 'failed authentication due to',
    level: 'ERROR',
    isAlert: true,
    meaning: 'A broker refused the credentials, or TLS could not be agreed on. Kafka does not say whether user or password was wrong.',
    command: 'kubectl -n $NS get events --sort-by=.lastTimestamp | grep $MM2',
    fix: 'Compare the Secret with what the cluster knows; an API key may have been deleted, a certificate may have ended.',
    source: 'org.apache.kafka.clients.NetworkClient (kafka-clients 4.3.1)',
  },
  {
    title: 'Source positions could not be stored',
    phrase: 'Failed to flush offsets to storage',
    level: 'ERROR',
    isAlert: true,
    meaning: 'Kafka Connect could not write how far it has read. Records are copied; after a restart those since the last stored position are copied again.',
    command: 'kafka-topics.sh --bootstrap-server $TARGET --command-config client.properties --describe --topic mm2-offsets.$NAME.internal',
    fix: 'The storage topic must have enough replicas in sync, and MM2\'s user WRITE on it.',
    source: 'org.apache.kafka.connect.runtime.WorkerSourceTask.commitOffsets (connect-runtime 4.3.1)',
  },
  {
    title: 'Storing source positions took too long',
    phrase: 'Timed out waiting to flush offsets to storage',
    level: 'ERROR',
    isAlert: false,
    meaning: 'The target answered too slowly for offset.flush.timeout.ms; the next attempt has newer positions. Now and then it is harmless.',
    command: 'kubectl -n $NS exec $MM2-mirrormaker2-0 -- curl -s localhost:9404/metrics | grep offset_commit',
    fix: 'Often: the target is overloaded or throttles by quota. Raise offset.flush.timeout.ms only when the round trip explains it.',
    source: 'org.apache.kafka.connect.runtime.WorkerSourceTask.commitOffsets (connect-runtime 4.3.1)',
  },
  {
    title: 'A producer was fenced',
    phrase: 'There is a newer producer with the same transactionalId',
    level: 'ERROR',
    isAlert: true,
    meaning: 'Exactly-once: another instance of this task writes with the same transactional id, so this one may not. After a rebalance that is as it should be.',
    command: CONNECTORS,
    fix: 'Again and again: two replications have one group id, or a worker that was thought dead is alive. Stop one of them.',
    source: 'org.apache.kafka.common.protocol.Errors.PRODUCER_FENCED (kafka-clients 4.3.1)',
  },
  {
    title: 'Zombie tasks could not be fenced',
    phrase: 'Failed to perform round of zombie fencing',
    level: 'ERROR',
    isAlert: true,
    meaning: 'Exactly-once: before tasks start, the producers of the last generation are shut out; that failed, so no task of the connector starts.',
    command: ACLS,
    fix: 'The worker\'s user needs DESCRIBE and WRITE on the transactional ids of the group (docs/security.md).',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedHerder (connect-runtime 4.3.1)',
  },
  {
    title: 'A connector class was not found',
    phrase: 'Failed to find any class that implements Connector and which name matches',
    level: 'ERROR',
    isAlert: true,
    meaning: 'The image or Kafka folder has no connect-mirror, or plugin.discovery does not find it.',
    command: 'kubectl -n $NS exec $MM2-mirrormaker2-0 -- ls /opt/kafka/libs | grep connect-mirror',
    fix: 'Use an image with Kafka\'s own libraries. Do not set plugin.path to a folder of copies.',
    source: 'org.apache.kafka.connect.runtime.isolation.Plugins (connect-runtime 4.3.1)',
  },
  {
    title: 'A topic could not be created at the target',
    phrase: 'Could not create topic',
    level: 'WARN',
    isAlert: true,
    meaning: 'A topic of the source has no counterpart, so it is not copied. MM2 tries again at each refresh.',
    command: 'npx kafka-replication topics $MM2.yaml',
    fix: 'Grant CREATE, or make the topic beforehand. A policy of the target may refuse replication factor, partitions or configuration: the exception says which.',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.createNewTopics (connect-mirror 4.3.1)',
  },
  {
    title: 'A topic configuration could not be copied',
    phrase: 'Could not alter configuration of topic',
    level: 'WARN',
    isAlert: false,
    meaning: 'The target does not take a setting of the source\'s topic. Records are copied; the topic keeps its settings.',
    command: ACLS,
    fix: 'Grant ALTER_CONFIGS on the topic, or exclude the setting (config.properties.exclude): Event Streams takes six only.',
    source: 'org.apache.kafka.connect.mirror.MirrorSourceConnector.incrementalAlterConfigs (connect-mirror 4.3.1)',
  },
  {
    title: 'Group offsets could not be written',
    phrase: 'Unable to sync offsets for consumer group',
    level: 'WARN',
    isAlert: false,
    meaning: 'Consumers of the group run at the target, so its offsets there are theirs. ERROR instead of WARN: another reason, in the exception.',
    command: 'kafka-consumer-groups.sh --bootstrap-server $TARGET --command-config client.properties --describe --group $GROUP --state',
    fix: 'After a failover it is as it should be. Before one: stop the consumer at the target.',
    source: 'org.apache.kafka.connect.mirror.MirrorCheckpointTask.syncGroupOffset (connect-mirror 4.3.1)',
  },
  {
    title: 'A topic or partition is unknown',
    phrase: 'The metadata response from the cluster reported a recoverable issue',
    level: 'WARN',
    isAlert: false,
    meaning: 'A client asked for a topic that does not exist (yet), such as kp-local.heartbeats where nothing makes heartbeats, or one just deleted.',
    command: 'kafka-topics.sh --bootstrap-server $TARGET --command-config client.properties --list',
    fix: 'For a moment after a start: nothing. For ever: the topic has to be made beforehand, or the selection names one that is gone.',
    source: 'org.apache.kafka.clients.NetworkClient (kafka-clients 4.3.1)',
  },
  {
    title: 'A bootstrap server has no address',
    phrase: 'as DNS resolution failed for',
    level: 'WARN',
    isAlert: true,
    meaning: 'A name in bootstrapServers cannot be resolved from the worker. If it is the last one, the client does not start.',
    command: 'kubectl -n $NS exec $MM2-mirrormaker2-0 -- getent hosts $HOST',
    fix: 'Correct the name; a private endpoint has names of its own, and a NetworkPolicy may block DNS.',
    source: 'org.apache.kafka.clients.ClientUtils (kafka-clients 4.3.1)',
  },
  {
    title: 'A broker cannot be reached',
    phrase: 'could not be established. Node may not be available',
    level: 'WARN',
    isAlert: true,
    meaning: 'No connection to the address that the message names. Clients try again for ever; nothing is lost while the source keeps its records.',
    command: 'kubectl -n $NS exec $MM2-mirrormaker2-0 -- bash -c \'exec 3<>/dev/tcp/$HOST/$PORT\'',
    fix: 'A firewall, a NetworkPolicy, a broker that is down, or advertised addresses that only its own network knows.',
    source: 'org.apache.kafka.clients.NetworkClient (kafka-clients 4.3.1)',
  },
  {
    title: 'A worker was away for too long',
    phrase: 'worker poll timeout has expired',
    level: 'WARN',
    isAlert: true,
    meaning: 'A worker did not come back to its group within rebalance.timeout.ms and leaves it; its tasks move. The message names what it was doing.',
    command: 'kubectl -n $NS top pods -l strimzi.io/cluster=$MM2',
    fix: 'Look at garbage collection and processor time, then at the call that it names: often the target that does not answer.',
    source: 'org.apache.kafka.connect.runtime.distributed.DistributedHerder (connect-runtime 4.3.1)',
  },
  {
    title: 'Tasks are dealt out anew',
    phrase: 'Rebalance started',
    level: 'INFO',
    isAlert: false,
    meaning: 'A worker came or went, or connectors changed. Each time tasks pause for a moment.',
    command: 'kubectl -n $NS get pods -l strimzi.io/cluster=$MM2 -o wide',
    fix: 'A few at a rollout are normal. Every minute: find the worker that leaves.',
    source: 'org.apache.kafka.connect.runtime.distributed.WorkerCoordinator (connect-runtime 4.3.1)',
  },
];

/** Anchor of a message's section. */
export function anchorOf({ title }: LogMessage): string {
  return title.toLowerCase().replace(/[^\w\- ]/g, '').replace(/ /g, '-');
}
