package lab;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Checksums of a record, field by field, so that a difference can be named. Null and empty are different. */
record Fingerprint(String key, String value, String headers, long timestamp) {
    enum Field { KEY, VALUE, HEADERS, TIMESTAMP }

    static Fingerprint of(ConsumerRecord<byte[], byte[]> record) {
        return of(record.key(), record.value(), record.headers(), record.timestamp());
    }

    static Fingerprint of(ProducerRecord<byte[], byte[]> record) {
        return of(record.key(), record.value(), record.headers(), record.timestamp());
    }

    private static Fingerprint of(byte[] key, byte[] value, Headers recordHeaders, long timestamp) {
        MessageDigest headers = sha256();
        for (Header header : recordHeaders) {
            update(headers, header.key().getBytes(StandardCharsets.UTF_8));
            update(headers, header.value());
        }
        return new Fingerprint(checksum(key), checksum(value), shorten(headers), timestamp);
    }

    /** The same fingerprint with one field blanked: two records that differ in that field alone become equal. */
    Fingerprint without(Field field) {
        return switch (field) {
            case KEY -> new Fingerprint("*", value, headers, timestamp);
            case VALUE -> new Fingerprint(key, "*", headers, timestamp);
            case HEADERS -> new Fingerprint(key, value, "*", timestamp);
            case TIMESTAMP -> new Fingerprint(key, value, headers, Long.MIN_VALUE);
        };
    }

    private static String checksum(byte[] bytes) {
        if (bytes == null) {
            return "null";
        }
        MessageDigest digest = sha256();
        digest.update(bytes);
        return shorten(digest);
    }

    /** Length first, so that moving a byte from one header to the next shows. */
    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(4).putInt(bytes == null ? -1 : bytes.length).array());
        if (bytes != null) {
            digest.update(bytes);
        }
    }

    private static String shorten(MessageDigest digest) {
        byte[] start = new byte[15];
        System.arraycopy(digest.digest(), 0, start, 0, start.length);
        return Base64.getEncoder().encodeToString(start);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
