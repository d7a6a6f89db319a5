import java.lang.reflect.AccessibleObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.mirror.MirrorCheckpointConnector;
import org.apache.kafka.connect.mirror.MirrorSourceConnector;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;

/**
 * Writes the tables of src/rules/value-types.ts from Kafka's own classes.
 *
 * Run it with org.apache.kafka:connect-mirror and connect-runtime 4.3.1 and their dependencies on the class path:
 * java -cp CLASSPATH test/rules/ValueTypes.java > src/rules/value-types.ts
 */
public class ValueTypes {
  /** Details of logging in and of metrics, which nobody sets by hand, and which are the same for every client. */
  static final String LEFT_OUT = "(sasl|metrics|internal)\\..*";

  public static void main(String[] args) throws Exception {
    System.out.println("/* Written by test/rules/ValueTypes.java from the classes of Kafka 4.3.1 (connect-mirror, connect-runtime, kafka-clients). */\n\n"
        + "/** Keys whose values Kafka reads as numbers or as true and false. */\n"
        + "export interface ValueTypes {\n  readonly boolean: string;\n  readonly short: string;\n  readonly int: string;\n  readonly long: string;\n}\n");
    var crypto = Class.forName("org.apache.kafka.connect.runtime.distributed.Crypto");
    var system = open(crypto.getDeclaredField("SYSTEM")).get(null);
    print("SOURCE_CONNECTOR_TYPES", new MirrorSourceConnector().config(), SourceConnectorConfig.configDef());
    print("CHECKPOINT_CONNECTOR_TYPES", new MirrorCheckpointConnector().config(), SourceConnectorConfig.configDef());
    print("WORKER_TYPES", (ConfigDef) open(DistributedConfig.class.getDeclaredMethod("config", crypto)).invoke(null, system));
    print("PRODUCER_TYPES", ProducerConfig.configDef());
    print("CONSUMER_TYPES", ConsumerConfig.configDef());
    print("ADMIN_TYPES", AdminClientConfig.configDef());
  }

  static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }

  static void print(String name, ConfigDef... definitions) {
    Map<String, TreeSet<String>> byType = new TreeMap<>();
    for (ConfigDef definition : definitions) {
      for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
        if (!key.name.matches(LEFT_OUT)) byType.computeIfAbsent(key.type.name().toLowerCase(), type -> new TreeSet<>()).add(key.name);
      }
    }
    List<String> lines = new ArrayList<>();
    for (String type : List.of("boolean", "short", "int", "long")) {
      lines.add("  " + type + ": '" + String.join(" ", byType.getOrDefault(type, new TreeSet<>())) + "',");
    }
    System.out.println("export const " + name + ": ValueTypes = {\n" + String.join("\n", lines) + "\n};" + (name.startsWith("ADMIN") ? "" : "\n"));
  }
}
