package lab;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer group that subscribes to a pattern, as the clients of an active/active pair do. */
final class PatternReader {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Nothing more comes: longer than any fetch waits. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private PatternReader() { }

    /** As a group of its own. */
    static Map<String, Integer> read(String bootstrap, String pattern) {
        return read(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ConsumerConfig.GROUP_ID_CONFIG, "pattern-" + System.nanoTime()), pattern);
    }

    /** Topic to the number of records read; returns when nothing has come for a while. */
    static Map<String, Integer> read(Map<String, Object> settings, String pattern) {
        Map<String, Integer> read = new TreeMap<>();
        Map<String, Object> configs = new HashMap<>(settings);
        configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, TopicReader.READ_COMMITTED);
        configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(Pattern.compile(pattern));
            long start = System.nanoTime();
            long last = start;
            while (System.nanoTime() - start < LIMIT.toNanos() && (read.isEmpty() || System.nanoTime() - last < QUIET.toNanos())) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    read.merge(record.topic(), 1, Integer::sum);
                    last = System.nanoTime();
                }
            }
        }
        return read;
    }
}
