package lab;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.CreateTopicPolicy;

/** What the managed service accepts when a topic is made: three replicas, and only six topic configurations. */
public final class EventStreamsCreatePolicy implements CreateTopicPolicy {
    static final Set<String> SETTABLE = Set.of("cleanup.policy", "retention.ms", "retention.bytes", "segment.bytes",
        "segment.index.bytes", "segment.ms");
    private static final Set<String> BROKERS_OWN = Set.of("__consumer_offsets", "__transaction_state");

    @Override
    public void validate(RequestMetadata request) {
        // The controller has already replaced -1 by default.replication.factor (ReplicationControlManager, 4.3.1).
        if (request.replicationFactor() != null && request.replicationFactor() != 3) {
            throw new PolicyViolationException("Event Streams: replication factor must be 3, not "
                + request.replicationFactor() + " (topic " + request.topic() + ")");
        }
        refuseUnsettable(request.topic(), request.configs());
    }

    /** The controller asks the alter policy on creation, too, so both have to leave the brokers' own topics alone. */
    static void refuseUnsettable(String topic, Map<String, String> configs) {
        if (BROKERS_OWN.contains(topic)) {
            return;
        }
        configs.keySet().stream().filter(name -> !SETTABLE.contains(name)).sorted().findFirst().ifPresent(name -> {
            throw new PolicyViolationException("Event Streams: topic configuration " + name + " cannot be set (topic " + topic + ")");
        });
    }

    @Override
    public void configure(Map<String, ?> configs) { }

    @Override
    public void close() { }
}
