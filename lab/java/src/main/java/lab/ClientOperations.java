package lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.quota.ClientQuotaFilterComponent;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What the Kafka clients can do, one entry for each operation, and the right that the broker asks for (KafkaApis, ControllerApis, 4.3.1). */
final class ClientOperations implements AutoCloseable {
    /** Returns whether there was anything to be seen. */
    interface Call {
        boolean on(String name) throws Exception;
    }

    /** @param suffix of names that the operation makes, so that it does not meet what is there */
    record Operation(String name, String kind, String right, String suffix, Call call) { }

    private final List<Operation> operations = new ArrayList<>();
    private final TopicPartition readable;
    private final ClientCalls clients;
    private final Admin admin;

    /** @param readable a topic that the credential may read: what a group is joined for */
    ClientOperations(Map<String, Object> config, String readable) {
        this.readable = new TopicPartition(readable, 0);
        this.clients = new ClientCalls(config, readable);
        this.admin = Admin.create(clients.with(Map.of("default.api.timeout.ms", ClientCalls.LIMIT_MS, "request.timeout.ms", 10_000)));
        look();
        write();
        groups();
        transactions();
        users();
        destroy();
    }

    /** What destroys comes last. */
    List<Operation> all() {
        return operations;
    }

    private void look() {
        topic("list topics", "TOPIC DESCRIBE", name -> get(admin.listTopics().names()).contains(name));
        topic("describe topic", "TOPIC DESCRIBE", name -> done(admin.describeTopics(List.of(name)).allTopicNames()));
        topic("describe configuration", "TOPIC DESCRIBE_CONFIGS", name -> done(admin.describeConfigs(List.of(config(ConfigResource.Type.TOPIC, name))).all()));
        topic("list offsets", "TOPIC DESCRIBE", name -> done(admin.listOffsets(Map.of(first(name), OffsetSpec.latest())).all()));
        topic("describe producers", "TOPIC READ", name -> done(admin.describeProducers(List.of(first(name))).all()));
        topic("read", "TOPIC READ", clients::read);
        topic("describe log directories", "CLUSTER DESCRIBE", name -> get(admin.describeLogDirs(brokers()).allDescriptions()).values().stream()
            .flatMap(dirs -> dirs.values().stream()).anyMatch(dir -> dir.replicaInfos().containsKey(first(name))));
        topic("list reassignments", "CLUSTER DESCRIBE", name -> done(admin.listPartitionReassignments(Set.of(first(name))).reassignments()));
        topic("describe ACLs", "CLUSTER DESCRIBE", name -> done(admin.describeAcls(aclOn(name).toFilter()).values()));
    }

    private void write() {
        topic("write", "TOPIC WRITE", clients::write);
        operations.add(new Operation("create topic", "topic", "TOPIC CREATE", "-attack", name -> done(admin.createTopics(List.of(new NewTopic(name, 1, (short) -1))).all())));
        topic("add partitions", "TOPIC ALTER", name -> done(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(20))).all()));
        topic("alter configuration", "TOPIC ALTER_CONFIGS", name -> alter(ConfigResource.Type.TOPIC, name, "retention.ms", "604800000"));
        topic("elect leader", "CLUSTER ALTER", name -> {
            for (Optional<Throwable> error : get(admin.electLeaders(ElectionType.PREFERRED, Set.of(first(name))).partitions()).values()) {
                if (error.orElse(null) instanceof AuthorizationException denied) {
                    throw denied;
                }
            }
            return true;
        });
        topic("abort transaction", "CLUSTER ALTER", name -> done(admin.abortTransaction(new AbortTransactionSpec(first(name), 4_711, (short) 0, 0)).all()));
        topic("reassign replicas", "CLUSTER ALTER", name -> done(admin.alterPartitionReassignments(
            Map.of(first(name), Optional.of(new NewPartitionReassignment(List.of(brokers().iterator().next()))))).all()));
        topic("create ACL", "CLUSTER ALTER", name -> done(admin.createAcls(List.of(aclOn(name))).all()));
        topic("delete ACL", "CLUSTER ALTER", name -> done(admin.deleteAcls(List.of(aclOn(name).toFilter())).all()));
    }

    private void groups() {
        group("commit offsets", "GROUP READ", name -> done(admin.alterConsumerGroupOffsets(name, Map.of(readable, new OffsetAndMetadata(1))).all()));
        group("list groups", "GROUP DESCRIBE", name -> get(admin.listGroups().all()).stream().anyMatch(group -> group.groupId().equals(name)));
        group("describe group", "GROUP DESCRIBE", name -> done(admin.describeConsumerGroups(List.of(name)).all()));
        group("list offsets of group", "GROUP DESCRIBE", name -> !get(admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata()).isEmpty());
        group("describe configuration of group", "GROUP DESCRIBE_CONFIGS", name -> done(admin.describeConfigs(List.of(config(ConfigResource.Type.GROUP, name))).all()));
        group("alter configuration of group", "GROUP ALTER_CONFIGS", name -> alter(ConfigResource.Type.GROUP, name, "consumer.session.timeout.ms", "45000"));
        group("join group", "GROUP READ", name -> clients.join(name, "classic"));
        group("join group by the new protocol", "GROUP READ", name -> clients.join(name, "consumer"));
        operations.add(new Operation("join share group", "group", "GROUP READ", "-share", clients::share));
        group("remove members", "GROUP READ", name -> {
            try {
                return done(admin.removeMembersFromConsumerGroup(name, new RemoveMembersFromConsumerGroupOptions(List.of(new MemberToRemove("nobody")))).all());
            } catch (ExecutionException e) {
                return worked(e, UnknownMemberIdException.class);
            }
        });
    }

    private void transactions() {
        add("begin transactions", "transactionalId", "TRANSACTIONAL_ID WRITE", clients::initialise);
        add("list transactions", "transactionalId", "TRANSACTIONAL_ID DESCRIBE", name -> get(admin.listTransactions().all()).stream().anyMatch(each -> each.transactionalId().equals(name)));
        add("describe transaction", "transactionalId", "TRANSACTIONAL_ID DESCRIBE", name -> done(admin.describeTransactions(List.of(name)).all()));
        add("fence producers", "transactionalId", "TRANSACTIONAL_ID WRITE", name -> done(admin.fenceProducers(List.of(name)).all()));
    }

    private void users() {
        ClientQuotaAlteration.Op rate = new ClientQuotaAlteration.Op("consumer_byte_rate", 1e9);
        add("describe quota of user", "user", "CLUSTER DESCRIBE_CONFIGS", name -> done(admin.describeClientQuotas(
            ClientQuotaFilter.contains(List.of(ClientQuotaFilterComponent.ofEntity(ClientQuotaEntity.USER, name)))).entities()));
        add("alter quota of user", "user", "CLUSTER ALTER_CONFIGS", name -> done(admin.alterClientQuotas(
            List.of(new ClientQuotaAlteration(new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, name)), List.of(rate)))).all()));
        add("alter credentials of user", "user", "CLUSTER ALTER", name -> done(admin.alterUserScramCredentials(
            List.of(new UserScramCredentialUpsertion(name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), "of-the-attacker"))).all()));
        add("describe credentials of user", "user", "CLUSTER DESCRIBE", this::hasCredentials);
        add("describe configuration of broker", "broker", "CLUSTER DESCRIBE_CONFIGS", name -> done(admin.describeConfigs(List.of(config(ConfigResource.Type.BROKER, name))).all()));
        add("alter configuration of broker", "broker", "CLUSTER ALTER_CONFIGS", name -> alter(ConfigResource.Type.BROKER, name, "background.threads", "10"));
        add("describe quorum", "broker", "CLUSTER DESCRIBE", name -> done(admin.describeMetadataQuorum().quorumInfo()));
    }

    /** Brokers learn of a new user one after the other. */
    private boolean hasCredentials(String user) throws Exception {
        for (int attempt = 1; attempt < 10; attempt++) {
            if (get(admin.describeUserScramCredentials(List.of(user)).users()).contains(user)) {
                return true;
            }
            Thread.sleep(300);
        }
        return false;
    }

    private void destroy() {
        topic("delete records", "TOPIC DELETE", name -> done(admin.deleteRecords(Map.of(first(name), RecordsToDelete.beforeOffset(1))).all()));
        group("delete offsets", "GROUP DELETE", name -> done(admin.deleteConsumerGroupOffsets(name, Set.of(readable)).all()));
        group("delete group", "GROUP DELETE", name -> done(admin.deleteConsumerGroups(List.of(name)).all()));
        topic("delete topic", "TOPIC DELETE", name -> done(admin.deleteTopics(List.of(name)).all()));
    }

    private boolean alter(ConfigResource.Type type, String name, String key, String value) throws Exception {
        Collection<AlterConfigOp> change = List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET));
        return done(admin.incrementalAlterConfigs(Map.of(config(type, name), change)).all());
    }

    private Collection<Integer> brokers() throws Exception {
        return get(admin.describeCluster().nodes()).stream().map(Node::id).collect(Collectors.toList());
    }

    private void topic(String name, String right, Call call) {
        add(name, "topic", right, call);
    }

    private void group(String name, String right, Call call) {
        add(name, "group", right, call);
    }

    private void add(String name, String kind, String right, Call call) {
        operations.add(new Operation(name, kind, right, "", call));
    }

    private static TopicPartition first(String topic) {
        return new TopicPartition(topic, 0);
    }

    private static ConfigResource config(ConfigResource.Type type, String name) {
        return new ConfigResource(type, name);
    }

    private static AclBinding aclOn(String topic) {
        return new AclBinding(new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry("User:attacker", "*", AclOperation.READ, AclPermissionType.ALLOW));
    }

    private static boolean worked(Exception thrown, Class<? extends Exception> expected) throws Exception {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (expected.isInstance(cause)) {
                return true;
            }
        }
        throw thrown;
    }

    private static boolean done(KafkaFuture<?> future) throws Exception {
        get(future);
        return true;
    }

    private static <T> T get(KafkaFuture<T> future) throws Exception {
        return future.get(2L * ClientCalls.LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
