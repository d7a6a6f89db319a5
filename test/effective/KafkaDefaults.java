import java.lang.reflect.AccessibleObject;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.mirror.MirrorCheckpointConnector;
import org.apache.kafka.connect.mirror.MirrorHeartbeatConnector;
import org.apache.kafka.connect.mirror.MirrorSourceConnector;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;

/**
 * Writes the tables of src/effective/private/kafka-defaults.ts from Kafka's own classes.
 *
 * Run it with org.apache.kafka:connect-mirror and connect-runtime 4.3.1 and their dependencies on the class path:
 * java -cp CLASSPATH test/effective/KafkaDefaults.java > src/effective/private/kafka-defaults.ts
 */
public class KafkaDefaults {
  /** How a connector reaches its clusters is always written out, and a metrics or test detail decides nothing. */
  static final String LEFT_OUT = "((ssl|sasl|security|metrics?|internal|share|telemetry)\\..*|enable\\.metrics\\.push|name|connector\\.class"
      + "|(source|target)\\.cluster\\.alias|.*client\\.id|bootstrap\\.servers|enabled)";
  /** MM2 assigns partitions itself, so what concerns consumer groups is never read. */
  static final String GROUPS = "(group\\..*|heartbeat\\..*|session\\..*|partition\\.assignment\\..*|auto\\.commit\\..*|max\\.poll\\.interval\\.ms)";

  public static void main(String[] args) throws Exception {
    System.out.println("/* Written by test/effective/KafkaDefaults.java from the classes of Kafka 4.3.1 (connect-mirror, connect-runtime,\n"
        + " * kafka-clients): what a key is when nobody sets it. Keys without a default, and those that always are set, are left out. */\n");
    Map<String, String> source = table(new MirrorSourceConnector().config());
    source.putAll(table(SourceConnectorConfig.configDef()));
    source.putAll(table(filter("DefaultConfigPropertyFilter$ConfigPropertyFilterConfig")));
    print("MIRROR_SOURCE_CONNECTOR", "MirrorSourceConnector, SourceConnectorConfig and the default filters.", source);

    Map<String, String> checkpoint = table(new MirrorCheckpointConnector().config());
    checkpoint.putAll(table(SourceConnectorConfig.configDef()));
    checkpoint.putAll(table(filter("DefaultTopicFilter$TopicFilterConfig")));
    print("MIRROR_CHECKPOINT_CONNECTOR", "MirrorCheckpointConnector, SourceConnectorConfig and the default filters.", checkpoint);

    Map<String, String> heartbeat = table(new MirrorHeartbeatConnector().config());
    heartbeat.putAll(table(SourceConnectorConfig.configDef()));
    print("MIRROR_HEARTBEAT_CONNECTOR", "MirrorHeartbeatConnector and SourceConnectorConfig.", heartbeat);

    var crypto = Class.forName("org.apache.kafka.connect.runtime.distributed.Crypto");
    var system = open(crypto.getDeclaredField("SYSTEM")).get(null);
    print("DISTRIBUTED_WORKER", "DistributedConfig.",
        table((ConfigDef) open(DistributedConfig.class.getDeclaredMethod("config", crypto)).invoke(null, system)));

    Map<String, String> producer = table(ProducerConfig.configDef());
    producer.putAll(Map.of(
        "max.block.ms", String.valueOf(Long.MAX_VALUE), "enable.idempotence", "false", "acks", "all",
        "max.in.flight.requests.per.connection", "1", "delivery.timeout.ms", String.valueOf(Integer.MAX_VALUE)));
    print("CONNECT_PRODUCER", "ProducerConfig with what Worker.baseProducerConfigs changes: the producer of a source connector's records.", producer);

    Map<String, String> consumer = table(ConsumerConfig.configDef());
    consumer.keySet().removeIf(key -> key.matches(GROUPS));
    consumer.putAll(Map.of("enable.auto.commit", "false", "auto.offset.reset", "earliest"));
    print("MIRROR_CONSUMER", "ConsumerConfig with what MirrorConnectorConfig.sourceConsumerConfig changes: the consumer that reads the source.", consumer);
  }

  static ConfigDef filter(String name) throws Exception {
    return (ConfigDef) open(Class.forName("org.apache.kafka.connect.mirror." + name).getDeclaredField("DEF")).get(null);
  }

  static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }

  static Map<String, String> table(ConfigDef definition) {
    Map<String, String> table = new TreeMap<>();
    definition.configKeys().values().stream()
        .filter(key -> key.hasDefault() && key.defaultValue != null && !key.name.matches(LEFT_OUT))
        .forEach(key -> table.put(key.name, ConfigDef.convertToString(key.defaultValue, key.type)));
    return table;
  }

  static void print(String name, String about, Map<String, String> table) {
    System.out.println("/** " + about + " */\nexport const " + name + ": Readonly<Record<string, string>> = {");
    table.forEach((key, value) -> System.out.println(
        "  '" + key + "': '" + value.replace("\\", "\\\\").replace("'", "\\'") + "',"));
    System.out.println("};\n");
  }
}
