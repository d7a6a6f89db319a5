package lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Watches a copy grow, and what the process that writes it spends on that. */
final class CatchUp implements AutoCloseable {
    private static final long SAMPLE_MS = 50;
    private static final long NANOS = 1_000_000_000L;
    /** Kernel ticks of /proc/PID/stat per second (USER_HZ, the same on every Linux). */
    private static final double TICKS = 100;

    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    private final Path process;

    CatchUp(String bootstrap, String topic, int partitions, long pid) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
        for (int partition = 0; partition < partitions; partition++) {
            ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        process = Path.of("/proc", String.valueOf(pid), "stat");
    }

    /**
     * From some time after the first record, when all tasks are at work, to the last record, or to the limit:
     * {records, seconds, cpuSeconds, finished}.
     */
    Map<String, Object> measure(long records, int startLimitSeconds, double settleSeconds, double limitSeconds) throws ExecutionException, InterruptedException, IOException {
        long giveUp = System.nanoTime() + startLimitSeconds * NANOS;
        while (copied() == 0) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("no record was copied within " + startLimitSeconds + " s");
            }
            Thread.sleep(SAMPLE_MS);
        }
        Thread.sleep((long) (settleSeconds * 1000));
        long before = copied();
        long start = System.nanoTime();
        double cpuBefore = cpuSeconds();
        long after = before;
        double seconds = 0;
        while (after < records && seconds < limitSeconds) {
            Thread.sleep(SAMPLE_MS);
            after = copied();
            seconds = (System.nanoTime() - start) / (double) NANOS;
        }
        return Map.of("records", after - before, "seconds", seconds, "cpuSeconds", cpuSeconds() - cpuBefore, "finished", after >= records);
    }

    private long copied() throws ExecutionException, InterruptedException {
        try {
            return admin.listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all().get().values().stream().mapToLong(end -> end.offset()).sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0; // MM2 has not made it yet
            }
            throw e;
        }
    }

    /** User and system time of all threads: fields 14 and 15, counted after the name, which may hold spaces. */
    private double cpuSeconds() throws IOException {
        String stat = Files.readString(process);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    @Override
    public void close() {
        admin.close();
    }
}
