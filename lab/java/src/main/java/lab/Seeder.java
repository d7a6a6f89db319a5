package lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records: generated ones, given ones, or a copy of a topic with exactly one thing wrong. */
final class Seeder implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Seeder(String bootstrap) {
        producer = new KafkaProducer<>(Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
            // More in flight can hang for ever on a topic just made: when the first batch fails with a passing error and the
            // second succeeds, the broker takes the second as the start and refuses the first at every retry (seen on 4.3.1).
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1,
            ProducerConfig.LINGER_MS_CONFIG, 20,
            ProducerConfig.BATCH_SIZE_CONFIG, 131_072), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Indexes from (inclusive) to to (exclusive) of every partition; perSecond 0 = as fast as it goes. */
    void generate(Records records, int partitions, int from, int to, int perSecond) throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        for (int index = from; index < to; index++) {
            if (perSecond > 0) {
                long due = start + (index - from) * 1_000_000_000L / perSecond;
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
            }
            for (int partition = 0; partition < partitions; partition++) {
                send(records.at(partition, index));
            }
        }
        finish();
    }

    /** Each record: {key, value}, both text. */
    void given(String topic, JsonNode records, long baseTime) throws ExecutionException, InterruptedException {
        for (int i = 0; i < records.size(); i++) {
            send(new ProducerRecord<>(topic, 0, baseTime + i, records.get(i).get("key").asText().getBytes(StandardCharsets.UTF_8),
                records.get(i).get("value").asText().getBytes(StandardCharsets.UTF_8)));
        }
        finish();
    }

    /** Copies a topic and damages one record of its first partition as {@code damage} says; "none" copies faithfully. */
    void copy(Iterable<ConsumerRecord<byte[], byte[]>> source, String topic, String damage) throws ExecutionException, InterruptedException {
        int victim = 100;
        ProducerRecord<byte[], byte[]> held = null;
        for (ConsumerRecord<byte[], byte[]> record : source) {
            ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(topic, record.partition(), record.timestamp(), record.key(),
                record.value(), record.headers());
            boolean hit = record.partition() == 0 && record.offset() == victim;
            if (hit && damage.equals("swapped")) {
                held = copy;
            } else if (!hit) {
                send(copy);
            } else if (!damage.equals("lost")) {
                send(damaged(copy, damage));
                if (damage.equals("doubled")) {
                    send(copy);
                }
            }
            if (held != null && record.partition() == 0 && record.offset() == victim + 1) {
                send(held);
                held = null;
            }
        }
        finish();
    }

    private static ProducerRecord<byte[], byte[]> damaged(ProducerRecord<byte[], byte[]> r, String damage) {
        byte[] other = "other".getBytes(StandardCharsets.UTF_8);
        return switch (damage) {
            case "key" -> new ProducerRecord<>(r.topic(), r.partition(), r.timestamp(), other, r.value(), r.headers());
            case "value" -> new ProducerRecord<>(r.topic(), r.partition(), r.timestamp(), r.key(), other, r.headers());
            case "header" -> new ProducerRecord<>(r.topic(), r.partition(), r.timestamp(), r.key(), r.value(),
                new RecordHeaders(r.headers()).add("extra", new byte[0]));
            case "timestamp" -> new ProducerRecord<>(r.topic(), r.partition(), r.timestamp() + 1, r.key(), r.value(), r.headers());
            default -> r;
        };
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    private void finish() throws ExecutionException {
        producer.flush();
        if (failure.get() != null) {
            throw new ExecutionException("seeding failed", failure.get());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
