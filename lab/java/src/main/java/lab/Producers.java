package lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;

/** The numbered producers of a run by name, and the audits that compare a topic with what they wrote. */
final class Producers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, NumberedProducer> byName = new ConcurrentHashMap<>();

    void start(Cluster cluster, JsonNode plan) throws Exception {
        NumberedProducer producer = new NumberedProducer(cluster.bootstrap, JSON.treeToValue(plan, NumberedProducer.Plan.class));
        if (byName.put(producer.name(), producer) != null) {
            throw new IllegalArgumentException("there is a producer " + producer.name() + " already");
        }
    }

    /** Waits until a producer has written all its records; then what it wrote. */
    Map<String, Object> finish(String name) throws Exception {
        find(name).finish();
        return written(name);
    }

    Map<String, Object> stop(String name) throws Exception {
        find(name).stop();
        return written(name);
    }

    Map<String, Object> written(String name) {
        NumberedProducer producer = find(name);
        Map<Integer, Integer> perPartition = new TreeMap<>();
        producer.acknowledged().forEach((partition, entries) -> perPartition.put(partition, entries.size()));
        return Map.of("acknowledged", perPartition.values().stream().mapToInt(Integer::intValue).sum(),
            "refused", producer.refused(), "partitions", perPartition);
    }

    /** Compares a topic with what these producers wrote, one after the other; a topic that is not there has no records. */
    Map<String, Object> audit(JsonNode names, Cluster target, String topic, String isolation) throws Exception {
        Map<Integer, List<PartitionAudit.Entry>> expected = new TreeMap<>();
        for (JsonNode name : names) {
            find(name.asText()).acknowledged().forEach((partition, entries) ->
                expected.computeIfAbsent(partition, ignored -> new ArrayList<>()).addAll(entries));
        }
        boolean exists = target.describe(topic) != null;
        return new TopicAudit(expected, exists ? TopicReader.fingerprints(target.bootstrap, topic, isolation) : Map.of()).summary();
    }

    /** Keys whose records stand in more than one partition: their order is lost. */
    static Map<String, Object> keys(Cluster cluster, String topic) throws TimeoutException {
        Map<String, Set<Integer>> partitionsOf = new HashMap<>();
        TopicReader.each(cluster.bootstrap, topic, TopicReader.READ_COMMITTED, record -> {
            if (record.key() != null) {
                partitionsOf.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), ignored -> new HashSet<>()).add(record.partition());
            }
        });
        return Map.of("keys", partitionsOf.size(),
            "scattered", partitionsOf.values().stream().filter(partitions -> partitions.size() > 1).count());
    }

    private NumberedProducer find(String name) {
        NumberedProducer producer = byName.get(name);
        if (producer == null) {
            throw new IllegalArgumentException("there is no producer " + name);
        }
        return producer;
    }
}
