package lab;

import java.util.Map;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.server.policy.AlterConfigPolicy;

/** The same six topic configurations when a topic is altered; brokers cannot be configured from outside anyway. */
public final class EventStreamsAlterPolicy implements AlterConfigPolicy {
    @Override
    public void validate(RequestMetadata request) {
        if (request.resource().type() == ConfigResource.Type.TOPIC) {
            EventStreamsCreatePolicy.refuseUnsettable(request.resource().name(), request.configs());
        }
    }

    @Override
    public void configure(Map<String, ?> configs) { }

    @Override
    public void close() { }
}
