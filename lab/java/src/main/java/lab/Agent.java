package lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The lab's hands inside Kafka: one JVM for the whole run that takes a JSON request per line on standard input
 * ({id, method, params}) and answers with a JSON line ({id, result} or {id, error}). Ends when its input ends, so it
 * cannot outlive the lab.
 */
public final class Agent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();

    private Agent() { }

    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // nothing but answers may reach the lab
        Agent agent = new Agent();
        ExecutorService threads = Executors.newCachedThreadPool();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            JsonNode request = JSON.readTree(line);
            threads.execute(() -> {
                ObjectNode answer = JSON.createObjectNode().put("id", request.get("id").asInt());
                try {
                    answer.set("result", JSON.valueToTree(agent.handle(request.get("method").asText(), request.get("params"))));
                } catch (Exception e) {
                    e.printStackTrace();
                    answer.put("error", String.valueOf(e.getCause() == null ? e : e.getCause()));
                }
                synchronized (answers) {
                    answers.println(answer);
                    answers.flush();
                }
            });
        }
        System.exit(0);
    }

    private Object handle(String method, JsonNode params) throws Exception {
        if (method.equals("connect")) {
            Cluster connected = new Cluster(params.get("bootstrap").asText());
            clusters.put(params.get("cluster").asText(), connected);
            return connected.brokers();
        }
        if (method.equals("audit")) {
            return audit(params);
        }
        Cluster cluster = clusters.get(params.get("cluster").asText());
        String topic = params.path("topic").asText();
        switch (method) {
            case "brokers":
                return cluster.brokers();
            case "wipe":
                cluster.wipe();
                return null;
            case "createTopic":
                Map<String, String> configs = new HashMap<>();
                params.path("configs").fields().forEachRemaining(config -> configs.put(config.getKey(), config.getValue().asText()));
                cluster.createTopic(topic, params.get("partitions").asInt(), configs);
                return null;
            case "createScramUser":
                cluster.createScramUser(params.get("name").asText(), params.get("password").asText());
                return null;
            case "createAcls":
                cluster.createAcls(params.get("acls"));
                return null;
            case "describe":
                return cluster.describe(topic);
            case "endOffsets":
                return cluster.endOffsets(topic);
            case "commit":
                Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
                params.get("offsets").fields().forEachRemaining(offset -> offsets.put(
                    new TopicPartition(topic, Integer.parseInt(offset.getKey())), new OffsetAndMetadata(offset.getValue().asLong())));
                cluster.commit(params.get("group").asText(), offsets);
                return null;
            case "committed":
                return cluster.committed(params.get("group").asText(), topic);
            case "workers":
                return cluster.workers(params.get("group").asText());
            case "generate":
                try (Seeder seeder = new Seeder(cluster.bootstrap)) {
                    seeder.generate(new Records(topic, params.get("seed").asLong(), params.get("baseTime").asLong()),
                        params.get("partitions").asInt(), params.get("from").asInt(), params.get("to").asInt(),
                        params.path("perSecond").asInt(0));
                }
                return null;
            case "given":
                try (Seeder seeder = new Seeder(cluster.bootstrap)) {
                    seeder.given(topic, params.get("records"), params.get("baseTime").asLong());
                }
                return null;
            case "copy":
                try (Seeder seeder = new Seeder(cluster.bootstrap)) {
                    seeder.copy(TopicReader.records(cluster.bootstrap, topic), params.get("to").asText(), params.get("damage").asText());
                }
                return null;
            default:
                throw new IllegalArgumentException("unknown method " + method);
        }
    }

    /** Compares a topic with its copy, and, for each group asked for, what the group meets when it moves to the copy. */
    private Object audit(JsonNode params) throws Exception {
        Cluster source = clusters.get(params.get("source").get("cluster").asText());
        Cluster target = clusters.get(params.get("target").get("cluster").asText());
        String sourceTopic = params.get("source").get("topic").asText();
        String targetTopic = params.get("target").get("topic").asText();
        Map<Integer, List<PartitionAudit.Entry>> originals = TopicReader.fingerprints(source.bootstrap, sourceTopic);
        Map<Integer, List<PartitionAudit.Entry>> copies = TopicReader.fingerprints(target.bootstrap, targetTopic);

        Map<Integer, PartitionAudit> partitions = new TreeMap<>();
        Map<String, Integer> differences = new TreeMap<>();
        List<String> examples = new ArrayList<>();
        TreeMap<Integer, List<PartitionAudit.Entry>> all = new TreeMap<>(originals);
        copies.forEach(all::putIfAbsent);
        for (int partition : all.keySet()) {
            PartitionAudit audit = new PartitionAudit(originals.getOrDefault(partition, List.of()), copies.getOrDefault(partition, List.of()));
            partitions.put(partition, audit);
            audit.differences().forEach((kind, count) -> differences.merge(kind, count, Integer::sum));
            audit.examples().forEach(example -> examples.add("partition " + partition + ": " + example));
        }
        Map<String, Object> groups = new TreeMap<>();
        for (JsonNode group : params.path("groups")) {
            Map<Integer, Long> committed = source.committed(group.asText(), sourceTopic);
            Map<Integer, Long> translated = target.committed(group.asText(), targetTopic);
            Map<Integer, Object> moves = new TreeMap<>();
            committed.forEach((partition, offset) -> moves.put(partition,
                translated.containsKey(partition) ? partitions.get(partition).move(offset, translated.get(partition)) : "no offset at the target"));
            groups.put(group.asText(), moves);
        }
        return Map.of("records", originals.values().stream().mapToInt(List::size).sum(),
            "copies", copies.values().stream().mapToInt(List::size).sum(),
            "differences", differences, "examples", examples, "groups", groups);
    }
}
