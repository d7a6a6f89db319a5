import java.lang.reflect.AccessibleObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.connect.mirror.DefaultGroupFilter;
import org.apache.kafka.connect.mirror.DefaultTopicFilter;
import org.apache.kafka.connect.mirror.MirrorSourceConfig;
import org.apache.kafka.connect.mirror.MirrorSourceConnector;
import org.apache.kafka.connect.mirror.ReplicationPolicy;
import org.apache.kafka.connect.mirror.SourceAndTarget;
import org.apache.kafka.connect.mirror.TopicFilter;

/**
 * Writes test/planning/mirror-decisions.cases.json: what the classes of MirrorMaker 2 decide about topics and groups, one character for each.
 *
 * x stands for yes and a dot for no; of the copied, + are those with the source alias and separator in front, = those that keep their name,
 * ! those whose name Kafka refuses at the target.
 *
 * Run it with org.apache.kafka:connect-mirror and connect-runtime 4.3.1 and their dependencies on the class path:
 * java -cp CLASSPATH test/planning/MirrorDecisions.java > test/planning/mirror-decisions.cases.json
 */
public class MirrorDecisions {
  static final List<String> TOPICS = List.of(
      "orders", "Orders", "orders-eu", "orders-test-1", "products", "o", "1", "_", "-", "x".repeat(239), "x".repeat(240), "x".repeat(249),
      "retail.returns", "retail_returns", "retail-returns", "retail..returns", "retail.returns.eu", "a..b", "a.", "a..", "..a", "...", "a_", "_a", "-a", "a-",
      "kp-local.orders", "kp-remote.orders", "kp-hub.orders", "kp-hub.kp-remote.orders", "kp-remote.kp-hub.orders", "kp-hub.kp-local.orders", "kp-remote.orders.eu",
      "kp-remote", "kp-remote.", "kp-remote..", ".kp-remote.orders", "kp-remote..orders", "kp-hub..kp-remote..orders", "x.kp-remote", "KP-REMOTE.orders",
      "kp-remote_orders", "kp-hub_kp-remote_orders", "kp-local_orders", "kp_remote_orders", "kp_remote.orders", "remote-orders", "kp-remote-orders", "a-remote-x",
      "eu.west.orders", "us.east.orders", "eu.west.us.east.orders", "west.orders", "east.orders", "us_east_orders", "eu_west_orders", "us.orders", "a.us.east.b",
      "heartbeats", "kp-remote.heartbeats", "kp-hub.heartbeats", "kp-hub.kp-remote.heartbeats", "kp-hub.kp-x.heartbeats", "device-heartbeats", "kp-remote-heartbeats",
      "kp-hub_heartbeats", "kp-hub..heartbeats", "xheartbeats", "heartbeats.eu", "heartbeats-2", ".heartbeats", "kp-hub.device-heartbeats", "us.east.heartbeats",
      "__consumer_offsets", "__transaction_state", "__amazon_msk_canary", ".hidden", "_schemas", "connect-configs", "connect-offsets",
      "mm2-configs.kp-local-to-kp-remote.internal", "mm2-offset-syncs.kp-remote.internal", "mm2-offset-syncs_kp-remote_internal", "mm2-a-internal", "mm2.internal", "mm2internal",
      "mm2-x..internal", "kp-local.checkpoints.internal", "kp-local_checkpoints_internal", "a-checkpoints-internal", "a..checkpoints..internal", "checkpoints.internal",
      "orders.internal", "orders_internal", "orders.replica", "x.mm2.internal");

  static final List<String> GROUPS = List.of("fresh-food-app", "kp-users", "kp-users-1", "console-consumer-31337", "connect-sink", "connect", "__internal", "a.b", "a b", "ä");

  static final String IDENTITY = "org.apache.kafka.connect.mirror.IdentityReplicationPolicy";

  public static void main(String[] args) throws Exception {
    List<Map<String, String>> configs = new ArrayList<>();
    String[] pair = {"kp-local", "kp-remote"};
    for (String separator : new String[] {null, "_", "-", "..", ".-", "__", "x", "", " .", "kp-"}) {
      configs.add(flow(pair, "replication.policy.separator", separator));
      configs.add(flow(pair, "replication.policy.separator", separator, "replication.policy.class", IDENTITY));
      configs.add(flow(pair, "replication.policy.separator", separator, "replication.policy.internal.topic.separator.enabled", "false"));
    }
    for (String[] aliases : new String[][] {
        {"eu.west", "us.east"}, {"us.east", "eu.west"}, {"kp-local", "us.east"}, {"kp-local", "us"}, {"a.", "kp-remote"}, {".a", "kp-remote"}, {"kp-local", "kp-local"},
        {"kp-remote", "kp-local"}, {"kp-hub", "kp-remote"}, {"kp_remote", "kp-remote"}, {"retail", "returns"}, {"kp-local", "retail"}, {"kp-local", "heartbeats"}, {"a".repeat(100), "kp-remote"}}) {
      configs.add(flow(aliases));
      configs.add(flow(aliases, "replication.policy.class", IDENTITY));
      configs.add(flow(aliases, "replication.policy.separator", "_"));
      configs.add(flow(aliases, "replication.policy.separator", "-"));
    }
    for (String heartbeats : new String[] {"true", "false", "FALSE", "no"}) {
      configs.add(flow(pair, "topics", "orders-.*", "heartbeats.replication.enabled", heartbeats));
      configs.add(flow(pair, "topics", "orders-.*", "heartbeats.replication.enabled", heartbeats, "replication.policy.class", IDENTITY));
      configs.add(flow(pair, "topics.exclude", ".*heartbeats", "heartbeats.replication.enabled", heartbeats));
    }
    for (String topics : new String[] {"orders", "orders,retail\\.returns", "retail.returns", " orders , products ", "orders-.*", "orders-*", "(?i)ORDERS,products", "(?i)orders-.*",
        "kp-remote\\..*", "[a-z]+", ".*(?<!eu)", "^orders$", "", " ", "orders,,products", "*", "orders(", "orders,orders", "a{1,3}", "[[a-c]&&[b-z]].*", "\\Qretail.returns\\E", "(?:kp-hub\\.)?orders"}) {
      configs.add(flow(pair, "topics", topics));
    }
    for (String exclude : new String[] {"orders-test-.*", "orders-test-.*,mm2.*\\.internal,.*\\.replica,__.*", "", ".*", "(?i)orders,.*\\.internal", "retail.*", "["}) {
      configs.add(flow(pair, "topics.exclude", exclude));
      configs.add(flow(pair, "topics.exclude", exclude, "topics", "orders.*,retail.*"));
    }
    for (String groups : new String[] {null, "kp-users.*", "fresh-food-app,a b", "(?i)KP-.*", ""}) {
      for (String exclude : new String[] {null, "kp-users-1", "", "connect.*,__.*"}) {
        configs.add(flow(pair, "topics", "orders", "groups", groups, "groups.exclude", exclude));
      }
    }
    System.out.println("{\n  \"kafka\": \"classes of connect-mirror, connect-mirror-client and kafka-clients 4.3.1\",");
    System.out.println("  \"topics\": " + list(TOPICS) + ",\n  \"groups\": " + list(GROUPS) + ",\n  \"cases\": [");
    System.out.println(configs.stream().distinct().map(MirrorDecisions::decide).collect(Collectors.joining(",\n")));
    System.out.println("  ]\n}");
  }

  static Map<String, String> flow(String[] aliases, String... settings) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("source.cluster.alias", aliases[0]);
    config.put("target.cluster.alias", aliases[1]);
    for (int i = 0; i < settings.length; i += 2) {
      if (settings[i + 1] != null) {
        config.put(settings[i], settings[i + 1]);
      }
    }
    return config;
  }

  /** What the connector says of each topic, with all that goes into it; or that it does not start. */
  static String decide(Map<String, String> config) {
    Map<String, Object> decision = new LinkedHashMap<>();
    decision.put("config", config);
    try {
      Map<String, String> props = new LinkedHashMap<>(config);
      props.put("name", "connector");
      props.put("connector.class", MirrorSourceConnector.class.getName());
      props.put("source.cluster.bootstrap.servers", "a:1");
      props.put("target.cluster.bootstrap.servers", "b:1");
      MirrorSourceConfig connectorConfig = (MirrorSourceConfig) open(MirrorSourceConfig.class.getConstructor(java.util.Map.class)).newInstance(props);
      TopicFilter filter = (TopicFilter) call(connectorConfig, "topicFilter");
      ReplicationPolicy policy = (ReplicationPolicy) call(connectorConfig, "replicationPolicy");
      String source = config.get("source.cluster.alias");
      MirrorSourceConnector connector = (MirrorSourceConnector) open(Arrays.stream(MirrorSourceConnector.class.getDeclaredConstructors())
          .filter(constructor -> constructor.getParameterCount() == 5).findFirst().orElseThrow())
          .newInstance(new SourceAndTarget(source, config.get("target.cluster.alias")), policy, filter, null, call(connectorConfig, "heartbeatsReplicationEnabled"));
      decision.put("included", those(TOPICS, topic -> (boolean) call(filter, "included", topic)));
      decision.put("excluded", those(TOPICS, topic -> (boolean) call(filter, "excluded", topic)));
      decision.put("heartbeats", those(TOPICS, policy::isHeartbeatsTopic));
      decision.put("internal", those(TOPICS, policy::isInternalTopic));
      decision.put("cycles", those(TOPICS, topic -> (boolean) call(connector, "isCycle", topic)));
      decision.put("copied", marks(TOPICS, topic -> {
        String remote = policy.formatRemoteTopic(source, topic);
        String prefixed = source + config.getOrDefault("replication.policy.separator", ".") + topic;
        if (!remote.equals(topic) && !remote.equals(prefixed)) {
          throw new IllegalStateException("no mark for the name " + remote);
        }
        return !(boolean) call(connector, "shouldReplicateTopic", topic) ? '.' : !Topic.isValid(remote) ? '!' : remote.equals(topic) ? '=' : '+';
      }));
      if (config.containsKey("groups") || config.containsKey("groups.exclude")) {
        DefaultGroupFilter groups = new DefaultGroupFilter();
        groups.configure(props);
        decision.put("followed", those(GROUPS, groups::shouldReplicateGroup));
      }
    } catch (Exception e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      decision.put("fails", String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
    }
    return "    {" + decision.entrySet().stream().map(entry -> text(entry.getKey()) + ": " + json(entry.getValue())).collect(Collectors.joining(", ")) + "}";
  }

  static String those(List<String> names, Predicate<String> predicate) {
    return marks(names, name -> predicate.test(name) ? 'x' : '.');
  }

  /** One character for each name. */
  static String marks(List<String> names, Function<String, Character> mark) {
    return names.stream().map(mark).map(String::valueOf).collect(Collectors.joining());
  }

  static Object call(Object object, String method, Object... args) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (var candidate : type.getDeclaredMethods()) {
        if (candidate.getName().equals(method) && candidate.getParameterCount() == args.length) {
          try {
            return open(candidate).invoke(object, args);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
    throw new IllegalStateException("no method " + method);
  }

  static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }

  static String json(Object value) {
    return value instanceof Map<?, ?> map
        ? "{" + map.entrySet().stream().map(entry -> text(String.valueOf(entry.getKey())) + ": " + json(entry.getValue())).collect(Collectors.joining(", ")) + "}"
        : text(String.valueOf(value));
  }

  static String list(List<String> texts) {
    return texts.stream().map(MirrorDecisions::text).collect(Collectors.joining(", ", "[", "]"));
  }

  static String text(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
