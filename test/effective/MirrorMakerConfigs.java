import java.io.ByteArrayInputStream;
import java.lang.reflect.AccessibleObject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.mirror.MirrorClientConfig;
import org.apache.kafka.connect.mirror.MirrorMaker;
import org.apache.kafka.connect.mirror.MirrorMakerConfig;
import org.apache.kafka.connect.mirror.SourceAndTarget;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;

/**
 * Writes test/effective/mirror-maker.cases.json: what a dedicated MirrorMaker makes of properties files, for each pair of clusters that it runs.
 *
 * Run it with org.apache.kafka:connect-mirror and connect-runtime 4.3.1 and their dependencies on the class path:
 * java -cp CLASSPATH test/effective/MirrorMakerConfigs.java > test/effective/mirror-maker.cases.json
 */
public class MirrorMakerConfigs {
  static final Map<String, String> CASES = new LinkedHashMap<>();

  static {
    CASES.put("one way, and nothing else", """
        clusters = plant, cloud
        plant.bootstrap.servers = plant-kafka:9092
        cloud.bootstrap.servers = cloud-kafka:9092
        plant->cloud.enabled = true
        """);
    CASES.put("both ways, each cluster with its own access and tuning", """
        clusters=plant,cloud
        plant.bootstrap.servers=plant-kafka:9093
        plant.security.protocol=SASL_SSL
        plant.sasl.mechanism=SCRAM-SHA-512
        plant.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="mm2" password="${dir:/opt/secrets/plant:password}";
        plant.ssl.truststore.type=PEM
        plant.ssl.truststore.location=/opt/secrets/plant/ca.crt
        plant.consumer.fetch.min.bytes=1048576
        plant.consumer.sasl.mechanism=PLAIN
        cloud.bootstrap.servers=cloud-0:9093,cloud-1:9093
        cloud.security.protocol=SASL_SSL
        cloud.sasl.mechanism=PLAIN
        cloud.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="token" password="${dir:/opt/secrets/cloud:password}";
        cloud.producer.batch.size=524288
        cloud.offset.flush.interval.ms=10000
        plant->cloud.enabled=true
        plant->cloud.topics=orders-.*
        plant->cloud.groups=orders-app
        plant->cloud.producer.override.linger.ms=20
        cloud->plant.enabled=true
        cloud->plant.topics=answers
        """);
    CASES.put("keys for all clusters and flows", """
        clusters = plant, cloud
        bootstrap.servers = shared-kafka:9092
        security.protocol = SSL
        ssl.keystore.password = ${dir:/opt/secrets:keystore}
        plant.bootstrap.servers = plant-kafka:9092
        plant.security.protocol = PLAINTEXT
        plant->cloud.enabled = true
        tasks.max = 4
        task.shutdown.graceful.timeout.ms = 30000
        worker.sync.timeout.ms = 4000
        topics = orders
        groups = app
        replication.factor = 3
        replication.policy.class = org.apache.kafka.connect.mirror.IdentityReplicationPolicy
        replication.policy.own = x
        offset.storage.replication.factor = 3
        offset.storage.partitions = 5
        config.storage.topic = configs
        status.storage.topic = status
        key.converter = org.apache.kafka.connect.storage.StringConverter
        key.converter.schemas.enable = false
        refresh.topics.interval.seconds = 60
        emit.heartbeats.interval.seconds = 5
        metric.reporters = org.apache.kafka.common.metrics.JmxReporter
        offset.flush.interval.ms = 10000
        consumer.max.poll.records = 5000
        producer.linger.ms = 20
        group.id = mm2
        use.defaults.from = source
        """);
    CASES.put("the narrower key wins in a connector, the wider one in a worker", """
        clusters = plant, cloud
        plant.bootstrap.servers = plant-kafka:9092
        cloud.bootstrap.servers = cloud-kafka:9092
        plant->cloud.enabled = true
        tasks.max = 2
        plant->cloud.tasks.max = 8
        cloud.offset.storage.topic = of-the-cluster
        offset.storage.topic = of-all
        cloud.group.id = of-the-cluster
        cloud.client.id = of-the-cluster
        cloud.value.converter = of.the.Cluster
        plant->cloud.target.cluster.bootstrap.servers = other-kafka:9092
        plant->cloud.source.consumer.fetch.max.bytes = 1
        plant.consumer.fetch.max.bytes = 2
        cloud.replication.policy.separator = -
        replication.policy.separator = _
        """);
    CASES.put("no heartbeats", """
        clusters = plant, cloud
        plant.bootstrap.servers = plant-kafka:9092
        cloud.bootstrap.servers = cloud-kafka:9092
        plant->cloud.enabled = true
        emit.heartbeats.enabled = false
        """);
    CASES.put("heartbeats of one pair only, and a flow that is switched off", """
        clusters = a, b, c
        a.bootstrap.servers = a:9092
        b.bootstrap.servers = b:9092
        c.bootstrap.servers = c:9092
        a->c.enabled = TRUE
        b->c.enabled = false
        b->c.topics = orders
        emit.heartbeats.enabled = no
        c->a.emit.heartbeats.enabled = true
        """);
    CASES.put("three clusters into one, with one memory each", """
        clusters = a, b, hub
        a.bootstrap.servers = a:9092
        b.bootstrap.servers = b:9092
        hub.bootstrap.servers = hub:9092
        a->hub.enabled = true
        b->hub.enabled = true
        emit.heartbeats.enabled = false
        hub.offset.storage.replication.factor = -1
        """);
    CASES.put("exactly-once, and nodes that reach each other", """
        clusters = plant, cloud
        plant.bootstrap.servers = plant-kafka:9092
        cloud.bootstrap.servers = cloud-kafka:9092
        plant->cloud.enabled = true
        dedicated.mode.enable.internal.rest = true
        listeners = http://0.0.0.0:8083
        rest.advertised.host.name = mm2-1.example.com
        cloud.exactly.once.source.support = enabled
        plant->cloud.exactly.once.support = required
        plant.consumer.isolation.level = read_committed
        """);
    CASES.put("providers are named, and not asked for what they do not have", """
        clusters = plant, cloud
        config.providers = env
        config.providers.env.class = org.apache.kafka.common.config.provider.EnvVarConfigProvider
        config.providers.env.param.allowlist.pattern = MM2_NOT_SET_.*
        plant.bootstrap.servers = ${env:MM2_NOT_SET_PLANT}
        cloud.bootstrap.servers = cloud-kafka:9092
        cloud.sasl.jaas.config = x.Y required password="${file:/opt/secrets/cloud:password}";
        plant->cloud.enabled = true
        plant->cloud.topics = ${env:MM2_NOT_SET_TOPICS}
        """);
    CASES.put("aliases with dots, one the beginning of the other", """
        clusters = a, a.b
        a.bootstrap.servers = a:9092
        a.b.bootstrap.servers = ab:9092
        a.b.consumer.max.poll.records = 1
        a->a.b.enabled = true
        a->a.b.topics = x
        """);
    CASES.put("aliases like beginnings of Kafka's own keys", """
        clusters = source, task
        source.bootstrap.servers = s:9092
        source.cluster.alias = other
        task.bootstrap.servers = t:9092
        source->task.enabled = true
        """);
    CASES.put("names of connectors that somebody chose", """
        clusters = plant, cloud
        plant.bootstrap.servers = plant-kafka:9092
        cloud.bootstrap.servers = cloud-kafka:9092
        plant->cloud.enabled = true
        name = mine
        connector.class = org.apache.kafka.connect.mirror.MirrorSourceConnector
        transforms = x
        transforms.x.type = y
        """);
    CASES.put("blanks, escapes, lines that go on, keys twice, letters beyond ASCII", """
        # a comment
        clusters : plant ,\\
            cloud,plant
        plant.bootstrap.servers plant-kafka:9092
        cloud.bootstrap.servers=first:9092
        cloud.bootstrap.servers=second:9092
        plant->cloud.enabled = true\s
        plant->cloud.topics = \\u0062estellungen-ä, a\\\\.b
        plant->cloud.groups =
        cloud->plant.enabled = yes
        """);
    CASES.put("a flow without its clusters", """
        clusters = plant, cloud
        plant.bootstrap.servers = plant-kafka:9092
        cloud.bootstrap.servers = cloud-kafka:9092
        plant->hub.enabled = true
        hub.bootstrap.servers = hub:9092
        """);
    CASES.put("fails: no clusters", "plant->cloud.enabled = true\n");
    CASES.put("fails: an alias that is empty", "clusters = plant,,cloud\n");
    CASES.put("fails: one cluster", "clusters = plant\nplant.bootstrap.servers = plant-kafka:9092\n");
    CASES.put("fails: nothing enabled, and no heartbeats", "clusters = plant, cloud\nemit.heartbeats.enabled = false\nplant->cloud.enabled = false\n");
    CASES.put("fails: a switch that is neither on nor off", "clusters = plant, cloud\ndedicated.mode.enable.internal.rest = perhaps\n");
    CASES.put("fails: no servers of a target", "clusters = plant, cloud\nplant.bootstrap.servers = plant-kafka:9092\nplant->cloud.enabled = true\n");
  }

  public static void main(String[] args) throws Exception {
    System.out.println("{\n  \"kafka\": \"classes of connect-mirror, connect-mirror-client and connect-runtime 4.3.1\",");
    System.out.println("  \"clusterKeys\": " + list(((ConfigDef) open(MirrorClientConfig.class.getDeclaredField("CLIENT_CONFIG_DEF")).get(null)).names()) + ",");
    System.out.println("  \"connectorKeys\": " + list(allConfigNames()) + ",\n  \"cases\": [");
    System.out.println(CASES.entrySet().stream().map(one -> "    {\"title\": " + text(one.getKey()) + ", \"file\": " + text(one.getValue()) + ", " + result(one.getValue()) + "}")
        .collect(Collectors.joining(",\n")));
    System.out.println("  ]\n}");
  }

  @SuppressWarnings("unchecked")
  static Collection<String> allConfigNames() throws Exception {
    MirrorMakerConfig config = new MirrorMakerConfig(Map.of("clusters", "a, b"));
    return (Collection<String>) open(MirrorMakerConfig.class.getDeclaredMethod("allConfigNames")).invoke(config);
  }

  /** Worker and connectors of each pair; the configurations of the three connectors differ in name and class only, or this fails. */
  static String result(String file) {
    try {
      Properties properties = new Properties();
      properties.load(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
      Map<String, String> props = Utils.propsToStringMap(properties);
      MirrorMakerConfig config = new MirrorMakerConfig(props);
      if (config.clusterPairs().isEmpty()) {
        new MirrorMaker(props);
      }
      Map<String, String> pairs = new TreeMap<>();
      for (SourceAndTarget pair : config.clusterPairs()) {
        Map<String, String> worker = config.workerConfig(pair);
        if (!worker.containsKey("bootstrap.servers")) {
          new DistributedConfig(worker);
        }
        Map<String, Map<String, String>> connectors = new LinkedHashMap<>();
        for (Class<?> type : MirrorMaker.CONNECTOR_CLASSES) {
          connectors.put(type.getSimpleName(), config.connectorBaseConfig(pair, type));
        }
        Map<String, String> source = connectors.get("MirrorSourceConnector");
        connectors.forEach((name, connector) -> {
          Map<String, String> alike = new TreeMap<>(connector);
          alike.put("name", source.get("name"));
          alike.put("connector.class", source.get("connector.class"));
          if (!alike.equals(source)) {
            throw new IllegalStateException(name + " is not like the source connector");
          }
        });
        pairs.put(pair.toString(), "{\"worker\": " + map(worker) + ",\n        \"source\": " + map(source) + "}");
      }
      return "\"internalRest\": " + config.enableInternalRest() + ", \"pairs\": {\n      "
          + pairs.entrySet().stream().map(pair -> text(pair.getKey()) + ": " + pair.getValue()).collect(Collectors.joining(",\n      ")) + "}";
    } catch (Exception e) {
      return "\"fails\": " + text(String.valueOf(e.getMessage()));
    }
  }

  static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }

  static String map(Map<String, String> map) {
    return new TreeMap<>(map).entrySet().stream().map(entry -> text(entry.getKey()) + ": " + text(entry.getValue())).collect(Collectors.joining(", ", "{", "}"));
  }

  static String list(Collection<String> texts) {
    return new TreeSet<>(texts).stream().map(MirrorMakerConfigs::text).collect(Collectors.joining(", ", "[", "]"));
  }

  static String text(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    return '"' + escaped.chars().mapToObj(c -> c < 128 ? String.valueOf((char) c) : String.format("\\u%04x", c)).collect(Collectors.joining()) + '"';
  }
}
