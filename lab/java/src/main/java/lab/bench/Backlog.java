package lab.bench;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records of random bytes, which no codec makes smaller, dealt out evenly over the partitions. */
final class Backlog {
    private static final int NOISE_BYTES = 8 * 1024 * 1024;

    private Backlog() { }

    static void write(String bootstrap, String topic, int partitions, int records, int size) throws ExecutionException {
        byte[] noise = new byte[NOISE_BYTES];
        Random random = new Random();
        random.nextBytes(noise);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
            ProducerConfig.BATCH_SIZE_CONFIG, 131_072,
            ProducerConfig.LINGER_MS_CONFIG, 20), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int index = 0; index < records; index++) {
                byte[] value = new byte[size];
                System.arraycopy(noise, random.nextInt(NOISE_BYTES - size), value, 0, size);
                producer.send(new ProducerRecord<>(topic, index % partitions, null, value), (metadata, exception) -> {
                    if (exception != null) {
                        failure.compareAndSet(null, exception);
                    }
                });
            }
        }
        if (failure.get() != null) {
            throw new ExecutionException("the backlog could not be written", failure.get());
        }
    }
}
