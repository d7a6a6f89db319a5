package lab;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** Formats the storage of one KRaft node and runs it, in one JVM: half the start-up cost of two command lines. */
public final class Broker {
    private Broker() { }

    public static void main(String[] args) {
        String properties = args[0];
        String clusterId = args[1];
        int formatted = StorageTool.execute(
            new String[] {"format", "--config", properties, "--cluster-id", clusterId, "--ignore-formatted"}, System.out);
        if (formatted != 0) {
            System.exit(formatted);
        }
        Kafka.main(new String[] {properties});
    }
}
