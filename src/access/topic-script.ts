import { show } from '../core/problem';
import { comment, kafkaScript, quoted } from './shell-text';
import { ClusterTopics, TopicToCreate } from './topics-to-create';

/** A script for any Kafka: one line for each topic, and above it what it is for. @see org.apache.kafka.tools.TopicCommand (kafka-tools 4.3.1) */
export function topicScript({ bootstrapServers, topics, unknown }: ClusterTopics, about: readonly string[]): string {
  return kafkaScript({ about: [...about, ...unknown.map(missingNote)], bootstrapServers, program: 'kafka-topics.sh' }, topics.flatMap(lines));
}

/** What a list does not hold, since nobody knows the names. */
export function missingNote(element: string): string {
  return `Not in this list: topics that ${show(element)} selects. Name them with --topics NAME:PARTITIONS.`;
}

/** What a topic is for, and which of its settings are a guess. */
export function roleOf({ role, assumed }: TopicToCreate): string {
  return assumed.length === 0 ? role : `${role}; ours, since the source's is not known: ${assumed.join(', ')}`;
}

function lines(topic: TopicToCreate): string[] {
  const { name, partitions, replicationFactor, config } = topic;
  return [comment(roleOf(topic)), [
    'kafka --create --if-not-exists', `--topic=${quoted(name)}`, `--partitions=${partitions}`,
    ...replicationFactor === -1 ? [] : [`--replication-factor=${replicationFactor}`],
    ...Object.entries(config).map(([key, value]) => `--config=${quoted(`${key}=${value}`)}`),
  ].join(' ')];
}
