package lab.bench;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * How long a record takes from a producer at the source to a consumer at the target. Both are in this JVM, so one clock
 * measures; both are next to their cluster. The record's number is the first thing in its value.
 */
final class LatencyProbe {
    private static final long NANOS = 1_000_000_000L;
    /** Copies that are not there this long after the last record was sent are not waited for. */
    private static final int PATIENCE_SECONDS = 3;

    private final long[] sent;
    private final long[] received;
    private final int settling;
    private final int rate;

    /** @param settleSeconds first seconds of the stream, which do not count */
    LatencyProbe(int rate, int settleSeconds, int seconds) {
        this.rate = rate;
        settling = rate * settleSeconds;
        sent = new long[settling + rate * seconds];
        received = new long[sent.length];
    }

    /** {p50, p99, max} in milliseconds, and how many records were still missing a second after the last was sent. */
    Map<String, Object> run(String source, String topic, String target, String copy, int partitions, int size) throws InterruptedException {
        Thread producer = new Thread(() -> produce(source, topic, partitions, size), "latency producer");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, target,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> assigned = IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(copy, p)).collect(Collectors.toList());
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            producer.start();
            int missing = sent.length;
            int late = -1;
            long end = System.nanoTime() + (long) sent.length / rate * NANOS;
            while (missing > 0 && System.nanoTime() < end + PATIENCE_SECONDS * NANOS) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    int index = ByteBuffer.wrap(record.value()).getInt();
                    if (received[index] == 0) {
                        received[index] = System.nanoTime();
                        missing--;
                    }
                }
                if (late < 0 && System.nanoTime() > end + NANOS) {
                    late = missing;
                }
            }
            producer.join(10_000);
            return result(Math.max(late, 0), missing);
        }
    }

    private void produce(String bootstrap, String topic, int partitions, int size) {
        Random random = new Random();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ProducerConfig.ACKS_CONFIG, "1",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false,
            ProducerConfig.LINGER_MS_CONFIG, 0), new ByteArraySerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            for (int index = 0; index < sent.length; index++) {
                byte[] value = new byte[size];
                random.nextBytes(value);
                ByteBuffer.wrap(value).putInt(index);
                long due = start + index * NANOS / rate;
                for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                sent[index] = System.nanoTime();
                producer.send(new ProducerRecord<>(topic, index % partitions, null, value));
            }
        }
    }

    private Map<String, Object> result(int late, int missing) {
        long now = System.nanoTime();
        // A record that has not come has taken at least until now.
        double[] millis = IntStream.range(settling, sent.length).mapToDouble(i -> ((received[i] == 0 ? now : received[i]) - sent[i]) / 1e6).sorted().toArray();
        return Map.of("p50", quantile(millis, 0.50), "p99", quantile(millis, 0.99), "max", millis[millis.length - 1], "late", late, "missing", missing,
            "samples", millis.length);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
