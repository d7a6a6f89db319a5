package lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A JVM as a hand of the lab: takes a JSON request per line on standard input ({id, method, params}) and answers with a
 * JSON line ({id, result} or {id, error}). Ends when its input ends, so it cannot outlive the lab.
 */
public final class JsonLines {
    /** What the JVM can do; requests come from several threads at once. */
    public interface Handler {
        Object handle(String method, JsonNode params) throws Exception;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLines() { }

    public static void serve(Handler handler) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // nothing but answers may reach the lab
        ExecutorService threads = Executors.newCachedThreadPool();
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            JsonNode request = JSON.readTree(line);
            threads.execute(() -> {
                ObjectNode answer = JSON.createObjectNode().put("id", request.get("id").asInt());
                try {
                    answer.set("result", JSON.valueToTree(handler.handle(request.get("method").asText(), request.get("params"))));
                } catch (Exception e) {
                    e.printStackTrace();
                    answer.put("error", String.valueOf(e.getCause() == null ? e : e.getCause()));
                }
                synchronized (answers) {
                    answers.println(answer);
                    answers.flush();
                }
            });
        }
        System.exit(0);
    }
}
