package lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The lab's hands inside Kafka: one JVM for the whole run that administers, seeds and compares. */
public final class Agent {
    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();
    private final Producers producers = new Producers();
    private final Map<String, Method> methods = new HashMap<>();

    private interface Method {
        Object call(JsonNode params) throws Exception;
    }

    private interface ClusterMethod {
        Object call(Cluster cluster, JsonNode params) throws Exception;
    }

    private interface TopicMethod {
        Object call(Cluster cluster, String topic, JsonNode params) throws Exception;
    }

    private Agent() {
        methods.put("connect", this::connect);
        methods.put("audit", this::audit);
        clusterMethods();
        topicMethods();
        recordMethods();
    }

    private void clusterMethods() {
        onCluster("brokers", (cluster, params) -> cluster.brokers());
        onCluster("topics", (cluster, params) -> cluster.topics());
        onCluster("readByPattern", (cluster, params) -> PatternReader.read(cluster.bootstrap, text(params, "pattern")));
        methods.put("readAs", params -> PatternReader.read(Attack.settings(params), text(params, "pattern")));
        methods.put("attack", Attack::run);
        onCluster("wipe", (cluster, params) -> {
            cluster.wipe();
            return null;
        });
        onCluster("createScramUser", (cluster, params) -> {
            cluster.createScramUser(text(params, "name"), text(params, "password"));
            return null;
        });
        onCluster("createAcls", (cluster, params) -> {
            cluster.createAcls(params.get("acls"));
            return null;
        });
        onCluster("deleteAcls", (cluster, params) -> {
            cluster.deleteAcls(params.get("acls"));
            return null;
        });
        onCluster("limitProducer", (cluster, params) -> {
            cluster.limitProducer(text(params, "clientId"), params.get("bytesPerSecond").asDouble());
            return null;
        });
        onCluster("limitEachClient", (cluster, params) -> {
            cluster.limitEachClient(texts(params.get("quotas")));
            return null;
        });
        onCluster("limitUser", (cluster, params) -> {
            cluster.limitUser(text(params, "name"), texts(params.get("quotas")));
            return null;
        });
        onCluster("facts", (cluster, params) -> cluster.facts(text(params, "part")));
        onCluster("workers", (cluster, params) -> cluster.workers(text(params, "group")));
    }

    private void topicMethods() {
        onTopic("createTopic", (cluster, topic, params) -> {
            cluster.createTopic(topic, params.get("partitions").asInt(), params.path("replicationFactor").asInt(-1), texts(params.path("configs")));
            return null;
        });
        onTopic("deleteTopic", (cluster, topic, params) -> {
            cluster.deleteTopic(topic);
            return null;
        });
        onTopic("widenTopic", (cluster, topic, params) -> {
            cluster.widenTopic(topic, params.get("partitions").asInt());
            return null;
        });
        onTopic("alterTopic", (cluster, topic, params) -> {
            cluster.alterTopic(topic, texts(params.get("configs")));
            return null;
        });
        onTopic("deleteRecords", (cluster, topic, params) -> {
            cluster.deleteRecords(topic, numbers(params.get("before")));
            return null;
        });
        onTopic("electLeaders", (cluster, topic, params) -> {
            cluster.electLeaders(topic, params.get("unclean").asBoolean());
            return null;
        });
        onTopic("ask", (cluster, topic, params) -> {
            TopicReader.ask(cluster.bootstrap, topic);
            return null;
        });
        onTopic("logBytes", (cluster, topic, params) -> cluster.logBytes(topic));
        onTopic("describe", (cluster, topic, params) -> cluster.describe(topic));
        onTopic("aclsOn", (cluster, topic, params) -> cluster.aclsOn(topic));
        onTopic("startOffsets", (cluster, topic, params) -> cluster.startOffsets(topic));
        onTopic("endOffsets", (cluster, topic, params) -> cluster.endOffsets(topic));
        onTopic("newestTimestamp", (cluster, topic, params) -> cluster.newestTimestamp(topic));
        onTopic("commit", (cluster, topic, params) -> {
            cluster.commit(text(params, "group"), topic, numbers(params.get("offsets")));
            return null;
        });
        onTopic("share", (cluster, topic, params) -> {
            cluster.share(text(params, "group"), topic);
            return null;
        });
        onTopic("committed", (cluster, topic, params) -> cluster.committed(text(params, "group"), topic));
    }

    private void recordMethods() {
        onTopic("generate", (cluster, topic, params) -> {
            try (Seeder seeder = new Seeder(cluster.bootstrap)) {
                seeder.generate(new Records(topic, params.get("seed").asLong(), params.get("baseTime").asLong()),
                    params.get("partitions").asInt(), params.get("from").asInt(), params.get("to").asInt(), params.path("perSecond").asInt(0));
            }
            return null;
        });
        onTopic("given", (cluster, topic, params) -> {
            try (Seeder seeder = new Seeder(cluster.bootstrap)) {
                seeder.given(topic, params.get("records"), params.get("baseTime").asLong());
            }
            return null;
        });
        onTopic("copy", (cluster, topic, params) -> {
            try (Seeder seeder = new Seeder(cluster.bootstrap)) {
                seeder.copy(TopicReader.records(cluster.bootstrap, topic), text(params, "to"), text(params, "damage"));
            }
            return null;
        });
        onCluster("startProducer", (cluster, params) -> {
            producers.start(cluster, params.get("plan"));
            return null;
        });
        methods.put("finishProducer", params -> producers.finish(text(params, "name")));
        methods.put("stopProducer", params -> producers.stop(text(params, "name")));
        methods.put("written", params -> producers.written(text(params, "name")));
        onTopic("auditProduced", (cluster, topic, params) -> producers.audit(params.get("producers"), cluster, topic, text(params, "isolation")));
        methods.put("auditLiveKeys", this::auditLiveKeys);
        onTopic("auditKeys", (cluster, topic, params) -> Producers.keys(cluster, topic));
    }

    public static void main(String[] args) throws IOException {
        JsonLines.serve(new Agent()::handle);
    }

    private Object handle(String name, JsonNode params) throws Exception {
        Method method = methods.get(name);
        if (method == null) {
            throw new IllegalArgumentException("unknown method " + name);
        }
        return method.call(params);
    }

    private void onCluster(String name, ClusterMethod method) {
        methods.put(name, params -> method.call(clusters.get(text(params, "cluster")), params));
    }

    private void onTopic(String name, TopicMethod method) {
        onCluster(name, (cluster, params) -> method.call(cluster, text(params, "topic"), params));
    }

    private Object connect(JsonNode params) throws Exception {
        Cluster connected = new Cluster(text(params, "bootstrap"));
        clusters.put(text(params, "cluster"), connected);
        return connected.brokers();
    }

    /** Compares a topic with its copy, and, for each group asked for, what the group meets when it moves to the copy. */
    private Object audit(JsonNode params) throws Exception {
        Cluster source = clusters.get(text(params.get("source"), "cluster"));
        Cluster target = clusters.get(text(params.get("target"), "cluster"));
        String sourceTopic = text(params.get("source"), "topic");
        String targetTopic = text(params.get("target"), "topic");
        TopicAudit audit = new TopicAudit(TopicReader.fingerprints(source.bootstrap, sourceTopic, TopicReader.READ_COMMITTED),
            TopicReader.fingerprints(target.bootstrap, targetTopic, TopicReader.READ_COMMITTED));
        Map<String, Object> groups = new TreeMap<>();
        for (JsonNode group : params.path("groups")) {
            Map<Integer, Long> committed = source.committed(group.asText(), sourceTopic);
            Map<Integer, Long> translated = target.committed(group.asText(), targetTopic);
            Map<Integer, Object> moves = new TreeMap<>();
            committed.forEach((partition, offset) -> moves.put(partition,
                translated.containsKey(partition) ? audit.partition(partition).move(offset, translated.get(partition)) : "no offset at the target"));
            groups.put(group.asText(), moves);
        }
        Map<String, Object> answer = audit.summary();
        answer.put("groups", groups);
        return answer;
    }

    /** Compares the keys that live in a compacted topic with those of its copy. */
    private Object auditLiveKeys(JsonNode params) throws Exception {
        Cluster source = clusters.get(text(params.get("source"), "cluster"));
        Cluster target = clusters.get(text(params.get("target"), "cluster"));
        return new KeyAudit(TopicReader.records(source.bootstrap, text(params.get("source"), "topic")),
            TopicReader.records(target.bootstrap, text(params.get("target"), "topic"))).summary();
    }

    private static String text(JsonNode params, String name) {
        return params.get(name).asText();
    }

    /** A JSON null is a null here: it removes a setting. */
    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().isNull() ? null : field.getValue().asText()));
        return texts;
    }

    private static Map<Integer, Long> numbers(JsonNode object) {
        Map<Integer, Long> numbers = new HashMap<>();
        object.fields().forEachRemaining(field -> numbers.put(Integer.valueOf(field.getKey()), field.getValue().asLong()));
        return numbers;
    }
}
