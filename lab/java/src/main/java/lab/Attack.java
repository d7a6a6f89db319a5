package lab;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Tries every operation of the Kafka clients on given topics, groups, transactional ids and users, with one credential. */
final class Attack {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Attack() { }

    /**
     * One operation on one name.
     *
     * @param right   what the broker asks for, as resource and operation; of the cluster itself where the operation is about all of it
     * @param outcome allowed, denied (the broker refuses for lack of a right), invisible (it answers as if there were nothing), failed (anything else)
     */
    record Attempt(String operation, String kind, String name, String right, String outcome, String detail) { }

    /** Params: those of {@link #settings}, and {objects: [{kind, name}], readable: a topic that the credential may read}. */
    static List<Attempt> run(JsonNode params) throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        try (ClientOperations operations = new ClientOperations(settings(params), params.get("readable").asText())) {
            for (ClientOperations.Operation operation : operations.all()) {
                for (JsonNode object : params.get("objects")) {
                    if (object.get("kind").asText().equals(operation.kind())) {
                        attempts.add(attempt(operation, object.get("name").asText()));
                    }
                }
            }
        }
        return attempts;
    }

    /** Settings of a client: {properties: text of a properties file, config: further settings}. */
    static Map<String, Object> settings(JsonNode params) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(params.path("properties").asText("")));
        Map<String, Object> settings = new HashMap<>();
        properties.forEach((key, value) -> settings.put((String) key, value));
        settings.putAll(JSON.convertValue(params.get("config"), new TypeReference<Map<String, Object>>() { }));
        return settings;
    }

    private static Attempt attempt(ClientOperations.Operation operation, String name) {
        String on = name + operation.suffix();
        try {
            boolean worked = operation.call().on(on);
            return new Attempt(operation.name(), operation.kind(), on, operation.right(), worked ? "allowed" : "invisible", "");
        } catch (Exception e) {
            return new Attempt(operation.name(), operation.kind(), on, operation.right(), outcome(e), String.valueOf(root(e)));
        }
    }

    private static String outcome(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException) {
                return "denied";
            }
            if (cause instanceof UnknownTopicOrPartitionException || cause instanceof GroupIdNotFoundException || cause instanceof TransactionalIdNotFoundException) {
                return "invisible";
            }
        }
        return "failed";
    }

    private static Throwable root(Throwable thrown) {
        return thrown.getCause() == null ? thrown : root(thrown.getCause());
    }
}
