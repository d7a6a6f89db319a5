package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their first to their last record, outside any consumer group. */
final class TopicReader {
    static final String READ_COMMITTED = "read_committed";

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private TopicReader() { }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, String isolation) {
        return new KafkaConsumer<>(Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Asks for a topic as a consumer does by default: brokers that create topics by themselves create it then. */
    static void ask(String bootstrap, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.partitionsFor(topic, LIMIT);
        }
    }

    /** All records of a topic that were there when the call began. */
    static List<ConsumerRecord<byte[], byte[]>> records(String bootstrap, String topic) throws TimeoutException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        each(bootstrap, topic, READ_COMMITTED, records::add);
        return records;
    }

    /** Partition to its records, as fingerprints: a whole topic then fits into little memory. */
    static Map<Integer, List<PartitionAudit.Entry>> fingerprints(String bootstrap, String topic, String isolation) throws TimeoutException {
        Map<Integer, List<PartitionAudit.Entry>> partitions = new TreeMap<>();
        each(bootstrap, topic, isolation, record -> partitions.computeIfAbsent(record.partition(), ignored -> new ArrayList<>())
            .add(new PartitionAudit.Entry(record.offset(), Fingerprint.of(record))));
        return partitions;
    }

    /** Every record of a topic that was there when the call began. */
    static void each(String bootstrap, String topic, String isolation, Consumer<ConsumerRecord<byte[], byte[]>> action)
            throws TimeoutException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap, isolation)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, LIMIT).stream()
                .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toList());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("reading " + topic + " took longer than " + LIMIT.toSeconds() + " s");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                        action.accept(record);
                    }
                }
            }
        }
    }
}
