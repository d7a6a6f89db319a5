package lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares all partitions of a topic with those of its copy. */
final class TopicAudit {
    private final Map<Integer, List<PartitionAudit.Entry>> originals;
    private final Map<Integer, List<PartitionAudit.Entry>> copies;
    private final TreeMap<Integer, PartitionAudit> partitions = new TreeMap<>();

    TopicAudit(Map<Integer, List<PartitionAudit.Entry>> originals, Map<Integer, List<PartitionAudit.Entry>> copies) {
        this.originals = originals;
        this.copies = copies;
        TreeMap<Integer, List<PartitionAudit.Entry>> all = new TreeMap<>(originals);
        copies.forEach(all::putIfAbsent);
        for (int partition : all.keySet()) {
            partitions.put(partition, new PartitionAudit(originals.getOrDefault(partition, List.of()), copies.getOrDefault(partition, List.of())));
        }
    }

    PartitionAudit partition(int number) {
        return partitions.get(number);
    }

    Map<String, Object> summary() {
        Map<String, Integer> differences = new TreeMap<>();
        Map<Integer, Object> ofPartition = new TreeMap<>();
        List<String> examples = new ArrayList<>();
        partitions.forEach((number, audit) -> {
            audit.differences().forEach((kind, count) -> differences.merge(kind, count, Integer::sum));
            audit.examples().forEach(example -> examples.add("partition " + number + ": " + example));
            ofPartition.put(number, Map.of("records", originals.getOrDefault(number, List.of()).size(),
                "copies", copies.getOrDefault(number, List.of()).size(), "differences", audit.differences()));
        });
        return new TreeMap<>(Map.of("records", count(originals), "copies", count(copies), "differences", differences,
            "examples", examples, "partitions", ofPartition));
    }

    private static int count(Map<Integer, List<PartitionAudit.Entry>> topic) {
        return topic.values().stream().mapToInt(List::size).sum();
    }
}
