package lab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes numbered records, at a rate or as fast as it goes, until it has written its number or is stopped, and remembers
 * what the brokers acknowledged (of transactions: what was committed). That memory is what an audit compares a copy with:
 * the source itself may have lost, deleted or replaced its records since.
 */
final class NumberedProducer {
    private static final int LARGEST_RECORD = 32 * 1024 * 1024;

    /**
     * @param name             goes into every record, so that records of two producers are never equal
     * @param count            number of records; 0 = until it is stopped
     * @param perSecond        0 = as fast as it goes
     * @param partitions       records are dealt out to the partitions 0 to partitions-1 in turn, unless they have keys
     * @param keys             number of distinct keys, which then decide the partition as the producer's partitioner does; 0 = no keys
     * @param size             bytes of the value, at least as many as name and number need
     * @param compressible     whether the value is one letter repeated; else it is random
     * @param tombstones       whether the values are null: such records delete their keys where the topic is compacted
     * @param timestampShiftMs added to the present time
     * @param recordsPerTransaction 0 = no transactions
     * @param abortEvery       every how many-th transaction is aborted; 0 = none
     * @param configs          of the producer, beyond the common ones
     */
    record Plan(String name, String topic, int count, int perSecond, int partitions, int keys, int size, boolean compressible, boolean tombstones,
                long timestampShiftMs, int recordsPerTransaction, int abortEvery, Map<String, String> configs) { }

    private final Plan plan;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private final Map<Integer, List<PartitionAudit.Entry>> acknowledged = new TreeMap<>();
    private final List<Runnable> uncommitted = new ArrayList<>();
    private volatile boolean stopped;
    private volatile Exception failure;
    private int refused;
    private int transactions;

    NumberedProducer(String bootstrap, Plan plan) {
        this.plan = plan;
        Map<String, Object> configs = new HashMap<>(Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1, // why: see Seeder
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD,
            ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * LARGEST_RECORD,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 40_000,
            ProducerConfig.LINGER_MS_CONFIG, 5));
        if (plan.recordsPerTransaction() > 0) {
            configs.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, plan.name());
        }
        if (plan.configs() != null) {
            configs.putAll(plan.configs());
        }
        producer = new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer());
        thread = new Thread(this::run, "producer " + plan.name());
        thread.start();
    }

    String name() {
        return plan.name();
    }

    /** Partition to what has been acknowledged, in the order of the log. */
    synchronized Map<Integer, List<PartitionAudit.Entry>> acknowledged() {
        Map<Integer, List<PartitionAudit.Entry>> copy = new TreeMap<>();
        acknowledged.forEach((partition, entries) -> copy.put(partition, new ArrayList<>(entries)));
        return copy;
    }

    synchronized int refused() {
        return refused;
    }

    /** Waits until all is written. */
    void finish() throws Exception {
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }

    void stop() throws Exception {
        stopped = true;
        finish();
    }

    private void run() {
        try (producer) {
            if (plan.recordsPerTransaction() > 0) {
                producer.initTransactions();
            }
            long start = System.nanoTime();
            for (int number = 0; !stopped && (plan.count() == 0 || number < plan.count()); number++) {
                if (plan.perSecond() > 0) {
                    long due = start + number * 1_000_000_000L / plan.perSecond();
                    Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                }
                write(number);
            }
            endTransaction();
            producer.flush();
        } catch (Exception e) {
            failure = e;
        }
    }

    private void write(int number) {
        if (plan.recordsPerTransaction() > 0 && number % plan.recordsPerTransaction() == 0) {
            endTransaction();
            producer.beginTransaction();
            transactions++;
        }
        ProducerRecord<byte[], byte[]> record = record(number);
        producer.send(record, (metadata, exception) -> {
            synchronized (this) {
                if (exception != null) {
                    refused++;
                    return;
                }
                PartitionAudit.Entry entry = new PartitionAudit.Entry(metadata.offset(), Fingerprint.of(record));
                Runnable remember = () -> acknowledged.computeIfAbsent(metadata.partition(), ignored -> new ArrayList<>()).add(entry);
                if (plan.recordsPerTransaction() > 0) {
                    uncommitted.add(remember);
                } else {
                    remember.run();
                }
            }
        });
    }

    private void endTransaction() {
        if (transactions == 0) {
            return;
        }
        boolean abort = plan.abortEvery() > 0 && transactions % plan.abortEvery() == 0;
        producer.flush();
        if (abort) {
            producer.abortTransaction();
        } else {
            producer.commitTransaction();
        }
        synchronized (this) {
            if (!abort) {
                uncommitted.forEach(Runnable::run);
            }
            uncommitted.clear();
        }
    }

    private ProducerRecord<byte[], byte[]> record(int number) {
        byte[] id = (plan.name() + "/" + number).getBytes(StandardCharsets.UTF_8);
        byte[] value = Arrays.copyOf(id, Math.max(id.length, plan.size()));
        if (plan.compressible()) {
            Arrays.fill(value, id.length, value.length, (byte) 'x');
        } else {
            byte[] filler = new byte[value.length - id.length];
            new Random(number).nextBytes(filler);
            System.arraycopy(filler, 0, value, id.length, filler.length);
        }
        byte[] key = plan.keys() == 0 ? null : ("key-" + number % plan.keys()).getBytes(StandardCharsets.UTF_8);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(plan.topic(), key == null ? number % plan.partitions() : null,
            System.currentTimeMillis() + plan.timestampShiftMs(), key, plan.tombstones() ? null : value);
        // Two records never agree in all fields but one, so the audit takes none for a changed copy of another.
        record.headers().add("number", id);
        return record;
    }
}
