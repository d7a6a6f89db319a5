package lab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Records in all the shapes that a copy can damage: binary, repeated and null keys; null and empty values; from a few
 * bytes to hundreds of kilobytes; headers that are text, bytes, empty, null or repeated; own timestamps, not in order.
 * The same seed, topic, partition and index always give the same record.
 */
final class Records {
    private static final int DISTINCT_KEYS = 1_000;

    private final String topic;
    private final long seed;
    private final long baseTime;

    Records(String topic, long seed, long baseTime) {
        this.topic = topic;
        this.seed = seed;
        this.baseTime = baseTime;
    }

    ProducerRecord<byte[], byte[]> at(int partition, int index) {
        // Two rounds of a multiplicative hash: neighbouring indexes must not give neighbouring random sequences.
        long mixed = (seed * 31 + topic.hashCode()) * 0x9E3779B97F4A7C15L + partition * 0xC2B2AE3D27D4EB4FL + index;
        Random random = new Random(mixed * 0xD6E8FEB86659FD93L);
        long timestamp = baseTime + index * 3L + random.nextInt(50);
        return new ProducerRecord<>(topic, partition, timestamp, key(random), value(random, index), headers(random, index));
    }

    private static byte[] key(Random random) {
        if (random.nextInt(10) == 0) {
            return null;
        }
        Random ofKey = new Random(random.nextInt(DISTINCT_KEYS));
        return bytes(ofKey, 1 + ofKey.nextInt(24));
    }

    private static byte[] value(Random random, int index) {
        if (index % 5_000 == 77) {
            return bytes(random, 300_000);
        }
        int kind = random.nextInt(100);
        if (kind < 3) {
            return null;
        }
        if (kind < 6) {
            return new byte[0];
        }
        return bytes(random, kind == 99 ? 4_000 + random.nextInt(16_000) : 40 + random.nextInt(400));
    }

    private static List<Header> headers(Random random, int index) {
        List<Header> headers = new ArrayList<>();
        if (random.nextInt(10) != 0) {
            headers.add(new RecordHeader("trace-id", ("trace-" + index + "-é").getBytes(StandardCharsets.UTF_8)));
        }
        if (random.nextBoolean()) {
            headers.add(new RecordHeader("schema", bytes(random, 8)));
        }
        if (random.nextInt(3) == 0) {
            headers.add(new RecordHeader("empty", new byte[0]));
        }
        if (random.nextInt(5) == 0) {
            headers.add(new RecordHeader("nothing", (byte[]) null));
        }
        if (random.nextInt(5) == 0) {
            headers.add(new RecordHeader("hop", bytes(random, 2)));
            headers.add(new RecordHeader("hop", bytes(random, 2)));
        }
        return headers;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
