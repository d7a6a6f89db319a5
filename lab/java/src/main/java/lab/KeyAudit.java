package lab;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Compares what lives in a compacted topic, keys whose last record has a value, with what lives in its copy. */
final class KeyAudit {
    private final Set<String> source;
    private final Set<String> target;
    private final long tombstones;

    KeyAudit(List<ConsumerRecord<byte[], byte[]>> source, List<ConsumerRecord<byte[], byte[]>> target) {
        this.source = living(source);
        this.target = living(target);
        tombstones = source.stream().filter(record -> record.value() == null).count();
    }

    /** As other audits say it; tombstones are those that the source still holds. */
    Map<String, Object> summary() {
        Map<String, Long> differences = new TreeMap<>();
        count(differences, "lost", source, target);
        count(differences, "foreign", target, source);
        return new TreeMap<>(Map.of("records", source.size(), "copies", target.size(), "differences", differences, "examples", List.of(),
            "partitions", Map.of(), "tombstones", tombstones));
    }

    private static void count(Map<String, Long> differences, String kind, Set<String> these, Set<String> others) {
        long only = these.stream().filter(key -> !others.contains(key)).count();
        if (only > 0) {
            differences.put(kind, only);
        }
    }

    private static Set<String> living(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<String> keys = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                keys.remove(key);
            } else {
                keys.add(key);
            }
        }
        return keys;
    }
}
