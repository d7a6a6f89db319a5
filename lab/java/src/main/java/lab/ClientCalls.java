package lab;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What consumers and producers do, one call each, with a client of its own; see {@link ClientOperations} for the rest. */
final class ClientCalls {
    static final int LIMIT_MS = 15_000;
    private static final Duration LIMIT = Duration.ofMillis(LIMIT_MS);

    private final Map<String, Object> config;
    private final String readable;

    /** @param readable a topic that the credential may read: what a group is joined for */
    ClientCalls(Map<String, Object> config, String readable) {
        this.config = config;
        this.readable = readable;
    }

    boolean read(String name) throws TimeoutException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
            List<TopicPartition> first = List.of(new TopicPartition(name, 0));
            consumer.assign(first);
            consumer.seekToBeginning(first);
            return until("a record of " + name, () -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
        }
    }

    boolean join(String group, String protocol) throws TimeoutException {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of("group.id", group, "group.protocol", protocol))) {
            consumer.subscribe(List.of(readable));
            return until("a place in " + group, () -> {
                consumer.poll(Duration.ofMillis(200));
                return !consumer.assignment().isEmpty();
            });
        }
    }

    boolean share(String group) {
        try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(with(Map.of("group.id", group)), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(readable));
            consumer.poll(Duration.ofSeconds(3));
            return true;
        }
    }

    boolean write(String name) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("enable.idempotence", false))) {
            producer.send(new ProducerRecord<>(name, 0, "attack".getBytes(), "attack".getBytes())).get(LIMIT_MS, TimeUnit.MILLISECONDS);
            return true;
        }
    }

    boolean initialise(String transactionalId) {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", transactionalId))) {
            producer.initTransactions();
            return true;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> all = with(more);
        all.putAll(Map.of("auto.offset.reset", "earliest", "allow.auto.create.topics", false, "enable.auto.commit", false, "default.api.timeout.ms", LIMIT_MS));
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> all = with(more);
        all.putAll(Map.of("max.block.ms", LIMIT_MS, "delivery.timeout.ms", LIMIT_MS, "request.timeout.ms", 10_000));
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(config);
        all.putAll(more);
        return all;
    }

    private interface Condition {
        boolean holds();
    }

    private static boolean until(String what, Condition condition) throws TimeoutException {
        for (long deadline = System.nanoTime() + LIMIT.toNanos(); !condition.holds();) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(what + ": not within " + LIMIT.toSeconds() + " s");
            }
        }
        return true;
    }
}
