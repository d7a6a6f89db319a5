package lab.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lab.JsonLines;

/** What a benchmark needs beside MirrorMaker 2 itself: load, lines, the bare loop, and the meters. Every part gets a JVM of its own. */
public final class BenchAgent {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, DelayingProxy> proxies = new ConcurrentHashMap<>();
    private CopyLoop loop;

    private BenchAgent() { }

    public static void main(String[] args) throws IOException {
        JsonLines.serve(new BenchAgent()::handle);
    }

    private Object handle(String method, JsonNode params) throws Exception {
        switch (method) {
            case "proxy":
                proxies.put(params.get("name").asText(), new DelayingProxy(address(params.get("listen")), address(params.get("broker"))));
                return null;
            case "roundTrip":
                proxies.get(params.get("name").asText()).setRoundTrip(params.get("millis").asLong());
                return null;
            case "backlog":
                Backlog.write(params.get("bootstrap").asText(), params.get("topic").asText(), params.get("partitions").asInt(),
                    params.get("records").asInt(), params.get("size").asInt());
                return null;
            case "startLoop":
                loop = new CopyLoop(params.get("topic").asText(), params.get("copy").asText(), params.get("partitions").asInt(), params.get("tasks").asInt(),
                    settings(params.get("consumer")), settings(params.get("producer")));
                return null;
            case "stopLoop":
                loop.stop();
                return null;
            case "catchUp":
                try (CatchUp catchUp = new CatchUp(params.get("bootstrap").asText(), params.get("copy").asText(), params.get("partitions").asInt(),
                        params.get("pid").asLong())) {
                    return catchUp.measure(params.get("records").asLong(), params.get("startLimitSeconds").asInt(),
                        params.get("settleSeconds").asDouble(), params.get("limitSeconds").asDouble());
                }
            case "latency":
                return new LatencyProbe(params.get("rate").asInt(), params.get("settleSeconds").asInt(), params.get("seconds").asInt())
                    .run(params.get("source").asText(), params.get("topic").asText(), params.get("target").asText(), params.get("copy").asText(),
                        params.get("partitions").asInt(), params.get("size").asInt());
            default:
                throw new IllegalArgumentException("unknown method " + method);
        }
    }

    private static InetSocketAddress address(JsonNode endpoint) {
        return new InetSocketAddress(endpoint.get("host").asText(), endpoint.get("port").asInt());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> settings(JsonNode object) {
        return JSON.convertValue(object, Map.class);
    }
}
