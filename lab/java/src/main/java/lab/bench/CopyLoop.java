package lab.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The limit that MirrorMaker 2 is compared with: nothing but poll and send, one consumer and one producer per thread,
 * partitions dealt out as MirrorSourceConnector does it. It keeps no positions and survives nothing.
 */
final class CopyLoop {
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;

    CopyLoop(String topic, String copy, int partitions, int tasks, Map<String, Object> consumer, Map<String, Object> producer) {
        for (int task = 0; task < tasks; task++) {
            List<TopicPartition> mine = new ArrayList<>();
            for (int partition = task; partition < partitions; partition += tasks) {
                mine.add(new TopicPartition(topic, partition));
            }
            threads.add(new Thread(() -> {
                try {
                    run(mine, copy, consumer, producer);
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                }
            }, "copy " + task));
        }
        threads.forEach(Thread::start);
    }

    private void run(List<TopicPartition> partitions, String copy, Map<String, Object> consumerConfig, Map<String, Object> producerConfig) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(producerConfig, new ByteArraySerializer(), new ByteArraySerializer());
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    producer.send(new ProducerRecord<>(copy, record.partition(), record.timestamp(), record.key(), record.value(), record.headers()),
                        (metadata, exception) -> {
                            if (exception != null && !stopped) {
                                failure.compareAndSet(null, exception);
                            }
                        });
                    if (stopped) {
                        return;
                    }
                }
            }
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /** Whatever is under way is dropped. */
    void stop() throws Exception {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(15_000);
            if (thread.isAlive()) {
                throw new IllegalStateException(thread.getName() + " does not end");
            }
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }
}
