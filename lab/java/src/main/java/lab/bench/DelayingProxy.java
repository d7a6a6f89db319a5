package lab.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * A long line to one broker: what goes in comes out unchanged, half a round trip later, in both directions. It limits the
 * time a byte takes, not how many are on their way, as long as they fit into {@link #LINE_BYTES} per connection and direction.
 */
final class DelayingProxy {
    /** More than any run can have on the line: 100 ms at 640 MB/s. */
    private static final int LINE_BYTES = 64 * 1024 * 1024;
    private static final int CHUNK_BYTES = 128 * 1024;

    private final InetSocketAddress broker;
    private volatile long oneWayNanos;

    DelayingProxy(InetSocketAddress listen, InetSocketAddress broker) throws IOException {
        this.broker = broker;
        ServerSocketChannel server = ServerSocketChannel.open().bind(listen);
        start("accept " + listen, () -> {
            for (;;) {
                connect(server.accept());
            }
        });
    }

    void setRoundTrip(long millis) {
        oneWayNanos = millis * 1_000_000 / 2;
    }

    /** The connection itself costs a round trip too. */
    private void connect(SocketChannel client) throws IOException {
        SocketChannel server = SocketChannel.open(broker);
        for (SocketChannel channel : new SocketChannel[] {client, server}) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        new Line(client, server);
        new Line(server, client);
    }

    /** One direction of one connection: a thread that takes bytes off the sender, and one that hands them over when they are due. */
    private final class Line {
        private final ArrayDeque<Chunk> travelling = new ArrayDeque<>();
        private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
        private long bytes;
        private boolean ended;

        Line(SocketChannel from, SocketChannel to) {
            start("read", () -> {
                try (from) {
                    for (ByteBuffer buffer = take(); from.read(buffer) >= 0; buffer = take()) {
                        put(new Chunk(buffer.flip(), System.nanoTime() + oneWayNanos));
                    }
                } finally {
                    put(null);
                }
            });
            start("write", () -> {
                try (to) {
                    for (Chunk chunk = next(); chunk != null; chunk = next()) {
                        for (long wait = chunk.due - System.nanoTime(); wait > 0; wait = chunk.due - System.nanoTime()) {
                            LockSupport.parkNanos(wait);
                        }
                        int length = chunk.buffer.remaining();
                        while (chunk.buffer.hasRemaining()) {
                            to.write(chunk.buffer);
                        }
                        release(chunk.buffer, length);
                    }
                } finally {
                    from.close();
                }
            });
        }

        private synchronized ByteBuffer take() throws InterruptedException {
            while (bytes >= LINE_BYTES) {
                wait();
            }
            ByteBuffer buffer = free.poll();
            return buffer == null ? ByteBuffer.allocateDirect(CHUNK_BYTES) : buffer.clear();
        }

        /** Null ends the line. */
        private synchronized void put(Chunk chunk) {
            if (chunk == null) {
                ended = true;
            } else {
                travelling.add(chunk);
                bytes += chunk.buffer.remaining();
            }
            notifyAll();
        }

        private synchronized Chunk next() throws InterruptedException {
            while (travelling.isEmpty() && !ended) {
                wait();
            }
            return travelling.poll();
        }

        private synchronized void release(ByteBuffer buffer, int length) {
            free.add(buffer);
            bytes -= length;
            notifyAll();
        }
    }

    private record Chunk(ByteBuffer buffer, long due) { }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                // One of the two ends has closed: the other one is closed by the line.
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }
}
