package lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.AppInfoParser;

/** One Kafka cluster seen by its administrator. */
final class Cluster implements AutoCloseable {
    /** Brokers learn of changes one after the other; the administrator only asks one of them. */
    private static final long SETTLING_MS = 2_000;

    final String bootstrap;
    private final Admin admin;

    Cluster(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 45_000));
    }

    int brokers() throws ExecutionException, InterruptedException {
        return admin.describeCluster().nodes().get().size();
    }

    Set<String> topics() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get();
    }

    /** @param replicationFactor -1 = as the cluster does by default */
    void createTopic(String name, int partitions, int replicationFactor, Map<String, String> configs) throws ExecutionException, InterruptedException {
        var created = admin.createTopics(List.of(new NewTopic(name, partitions, (short) replicationFactor).configs(configs)));
        Uuid id = created.topicId(name).get();
        waitUntil("topic " + name + " is known", () -> {
            TopicDescription description = descriptionOf(name);
            return description != null && description.topicId().equals(id)
                && description.partitions().stream().allMatch(partition -> partition.leader() != null);
        });
    }

    /** Returns when the brokers have let go of the topic; why: see {@link #wipe}. Somebody may have made it again by then. */
    void deleteTopic(String name) throws ExecutionException, InterruptedException {
        Uuid id = descriptionOf(name).topicId();
        admin.deleteTopics(List.of(name)).all().get();
        waitUntil("topic " + name + " is gone", () -> {
            TopicDescription description = descriptionOf(name);
            return description == null || !description.topicId().equals(id);
        });
        Thread.sleep(SETTLING_MS);
    }

    void widenTopic(String name, int partitions) throws ExecutionException, InterruptedException {
        admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all().get();
        waitUntil(name + " has " + partitions + " partitions", () -> descriptionOf(name).partitions().size() == partitions);
    }

    /** Sets configurations of a topic; null removes one. */
    void alterTopic(String name, Map<String, String> configs) throws ExecutionException, InterruptedException {
        List<AlterConfigOp> changes = new ArrayList<>();
        configs.forEach((key, value) -> changes.add(new AlterConfigOp(new ConfigEntry(key, value),
            value == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET)));
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), changes)).all().get();
    }

    /** Moves the start of partitions, as retention does; -1 = to the end. */
    void deleteRecords(String topic, Map<Integer, Long> before) throws ExecutionException, InterruptedException {
        Map<TopicPartition, RecordsToDelete> ends = new HashMap<>();
        before.forEach((partition, offset) -> ends.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)));
        admin.deleteRecords(ends).all().get();
    }

    void electLeaders(String topic, boolean unclean) throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = descriptionOf(topic).partitions().stream()
            .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toSet());
        admin.electLeaders(unclean ? ElectionType.UNCLEAN : ElectionType.PREFERRED, partitions).partitions().get();
    }

    /**
     * Removes every topic and group that is not the brokers' own, so that the next scenarios find a fresh cluster.
     * Returns when the brokers have let go of the topics: a producer that writes to a topic made again under its old name
     * can otherwise still reach the old one, and never recovers its sequence numbers.
     */
    void wipe() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics().names().get();
        if (!topics.isEmpty()) {
            admin.deleteTopics(topics).all().get();
            waitUntil("deleted topics are gone", () -> admin.listTopics().names().get().isEmpty());
            Thread.sleep(SETTLING_MS);
        }
        List<String> groups = admin.listGroups().all().get().stream().map(group -> group.groupId()).collect(Collectors.toList());
        admin.deleteConsumerGroups(groups).deletedGroups().values().forEach(deleted -> deleted.whenComplete((done, failed) -> { }));
    }

    void createScramUser(String name, String password) throws ExecutionException, InterruptedException {
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name,
            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password))).all().get();
    }

    void createAcls(JsonNode acls) throws ExecutionException, InterruptedException {
        admin.createAcls(bindings(acls)).all().get();
    }

    void deleteAcls(JsonNode acls) throws ExecutionException, InterruptedException {
        admin.deleteAcls(bindings(acls).stream().map(AclBinding::toFilter).collect(Collectors.toList())).all().get();
    }

    /** Number of ACLs on exactly this topic. */
    int aclsOn(String topic) throws ExecutionException, InterruptedException {
        return admin.describeAcls(new AclBindingFilter(new ResourcePatternFilter(ResourceType.TOPIC, topic, PatternType.LITERAL), AccessControlEntryFilter.ANY)).values().get().size();
    }

    /** Each ACL: {principal, resource, name, pattern, operations, permission}. */
    private static List<AclBinding> bindings(JsonNode acls) {
        List<AclBinding> bindings = new ArrayList<>();
        for (JsonNode acl : acls) {
            ResourcePattern pattern = new ResourcePattern(ResourceType.fromString(acl.get("resource").asText()), acl.get("name").asText(),
                PatternType.fromString(acl.get("pattern").asText()));
            for (JsonNode operation : acl.get("operations")) {
                bindings.add(new AclBinding(pattern, new AccessControlEntry(acl.get("principal").asText(), "*",
                    AclOperation.fromString(operation.asText()), AclPermissionType.fromString(acl.path("permission").asText("ALLOW")))));
            }
        }
        return bindings;
    }

    /** Id, partitions, their leaders and replicas, replication factor and the configurations set on the topic itself; null when there is no such topic. */
    Map<String, Object> describe(String topic) throws ExecutionException, InterruptedException {
        TopicDescription description = descriptionOf(topic);
        if (description == null) {
            return null;
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> configs = new TreeMap<>();
        for (ConfigEntry entry : admin.describeConfigs(List.of(resource)).all().get().get(resource).entries()) {
            if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                configs.put(entry.name(), entry.value());
            }
        }
        return Map.of("id", description.topicId().toString(), "partitions", description.partitions().size(),
            "leaders", description.partitions().stream().map(info -> info.leader() == null ? -1 : info.leader().id()).collect(Collectors.toList()),
            "replicas", description.partitions().stream().map(info -> info.replicas().stream().map(Node::id).collect(Collectors.toList())).collect(Collectors.toList()),
            "replicationFactor", description.partitions().get(0).replicas().size(), "configs", configs);
    }

    /** Size of a topic on disk, all replicas together. */
    long logBytes(String topic) throws ExecutionException, InterruptedException {
        List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).collect(Collectors.toList());
        return admin.describeLogDirs(brokers).allDescriptions().get().values().stream().flatMap(dirs -> dirs.values().stream())
            .flatMap(dir -> dir.replicaInfos().entrySet().stream()).filter(replica -> replica.getKey().topic().equals(topic))
            .mapToLong(replica -> replica.getValue().size()).sum();
    }

    /** The quota of one client id, for each broker; above it the broker delays its answers. */
    void limitProducer(String clientId, double bytesPerSecond) throws ExecutionException, InterruptedException {
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, clientId)),
            List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond))))).all().get();
    }

    /** Quotas of one user, for each broker, by Kafka's names. */
    void limitUser(String user, Map<String, String> quotas) throws ExecutionException, InterruptedException {
        limit(Map.of(ClientQuotaEntity.USER, user), quotas);
    }

    /** Quotas of each client that has none of its own: every client id has as much for itself. */
    void limitEachClient(Map<String, String> quotas) throws ExecutionException, InterruptedException {
        limit(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null), quotas);
    }

    private void limit(Map<String, String> entity, Map<String, String> quotas) throws ExecutionException, InterruptedException {
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(new ClientQuotaEntity(entity),
            quotas.entrySet().stream().map(quota -> new ClientQuotaAlteration.Op(quota.getKey(), Double.valueOf(quota.getValue()))).collect(Collectors.toList())))).all().get();
    }

    /** A share group that reads the topic from its start until it got records, and acknowledges them. */
    void share(String group, String topic) throws ExecutionException, InterruptedException {
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.GROUP, group),
            List.of(new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET)))).all().get();
        try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ConsumerConfig.GROUP_ID_CONFIG, group),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            waitUntil("group " + group + " reads", () -> !consumer.poll(Duration.ofSeconds(1)).isEmpty());
            consumer.commitSync();
        }
    }

    /**
     * What is known of the cluster, as {@code kafka-replication check --facts} reads it.
     *
     * @param part topics and groups whose names contain it are told of, no others
     */
    Map<String, Object> facts(String part) throws ExecutionException, InterruptedException {
        Map<String, Object> topics = new TreeMap<>();
        for (String topic : admin.listTopics().names().get()) {
            Map<String, Object> description = topic.contains(part) ? describe(topic) : null;
            if (description != null) {
                topics.put(topic, Map.of("partitions", description.get("partitions"), "replicationFactor", description.get("replicationFactor"),
                    "config", description.get("configs"), "transactional", isTransactional(topic)));
            }
        }
        Map<String, String> groups = new TreeMap<>();
        for (GroupListing group : admin.listGroups().all().get()) {
            if (group.groupId().contains(part)) {
                group.type().ifPresent(type -> groups.put(group.groupId(), type.toString().toLowerCase(Locale.ROOT)));
            }
        }
        AclBindingFilter alterForbidden = new AclBindingFilter(ResourcePatternFilter.ANY,
            new AccessControlEntryFilter(null, null, AclOperation.ALTER, AclPermissionType.DENY));
        boolean mayAlter = admin.describeAcls(alterForbidden).values().get().stream().noneMatch(acl -> acl.pattern().name().contains(part));
        return Map.of("kafkaVersion", AppInfoParser.getVersion(), "brokerConfig", brokerConfig(), "topics", topics, "groups", groups, "mayAlterTopics", mayAlter);
    }

    /** Whether one of the producers that the brokers remember for the topic has a transaction coordinator. */
    private boolean isTransactional(String topic) throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = descriptionOf(topic).partitions().stream()
            .map(info -> new TopicPartition(topic, info.partition())).collect(Collectors.toSet());
        return admin.describeProducers(partitions).all().get().values().stream()
            .anyMatch(state -> state.activeProducers().stream().anyMatch(producer -> producer.coordinatorEpoch().isPresent()));
    }

    /** What differs from Kafka's defaults, without addresses, paths and secrets. */
    private Map<String, String> brokerConfig() throws ExecutionException, InterruptedException {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, admin.describeCluster().nodes().get().iterator().next().idString());
        Map<String, String> configs = new TreeMap<>();
        for (ConfigEntry entry : admin.describeConfigs(List.of(broker)).all().get().get(broker).entries()) {
            if (!entry.isDefault() && entry.value() != null && !entry.value().matches(".*[/:].*")) {
                configs.put(entry.name(), entry.value());
            }
        }
        return configs;
    }

    /** First offset per partition; null when there is no such topic. */
    Map<Integer, Long> startOffsets(String topic) throws ExecutionException, InterruptedException {
        return offsets(topic, OffsetSpec.earliest());
    }

    /** Offset after the last record per partition; null when there is no such topic. */
    Map<Integer, Long> endOffsets(String topic) throws ExecutionException, InterruptedException {
        return offsets(topic, OffsetSpec.latest());
    }

    private Map<Integer, Long> offsets(String topic, OffsetSpec which) throws ExecutionException, InterruptedException {
        TopicDescription description = descriptionOf(topic);
        if (description == null) {
            return null;
        }
        Map<TopicPartition, OffsetSpec> query = new HashMap<>();
        description.partitions().forEach(info -> query.put(new TopicPartition(topic, info.partition()), which));
        Map<Integer, Long> offsets = new TreeMap<>();
        admin.listOffsets(query).all().get().forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }

    /** Timestamp of the newest record of a topic with one partition, in milliseconds; -1 where it has none. */
    long newestTimestamp(String topic) throws ExecutionException, InterruptedException {
        TopicPartition only = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(only, OffsetSpec.maxTimestamp())).partitionResult(only).get().timestamp();
    }

    void commit(String group, String topic, Map<Integer, Long> offsets) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        offsets.forEach((partition, offset) -> positions.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        admin.alterConsumerGroupOffsets(group, positions, new AlterConsumerGroupOffsetsOptions()).all().get();
    }

    /** Partition to committed offset of a group on one topic. */
    Map<Integer, Long> committed(String group, String topic) throws ExecutionException, InterruptedException {
        Map<Integer, Long> offsets = new TreeMap<>();
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                offsets.put(partition.partition(), offset.offset());
            }
        });
        return offsets;
    }

    /** Members of a Connect worker group; 0 while there is no such group. */
    int workers(String group) throws InterruptedException {
        try {
            return admin.describeClassicGroups(List.of(group)).all().get().get(group).members().size();
        } catch (ExecutionException e) {
            return 0;
        }
    }

    private TopicDescription descriptionOf(String topic) throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw e;
        }
    }

    private interface Condition {
        boolean holds() throws ExecutionException, InterruptedException;
    }

    private static void waitUntil(String what, Condition condition) throws ExecutionException, InterruptedException {
        for (int attempt = 0; !condition.holds(); attempt++) {
            if (attempt == 150) {
                throw new IllegalStateException(what + ": not within 30 s");
            }
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
