package dev.vermilion.bench;

import dev.vermilion.engine.resp.BufferPool;
import dev.vermilion.engine.resp.ProtocolException;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.RequestReader;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to find one request among a hundred that arrived together. */
@State(Scope.Thread)
public class ReadRequestsBenchmark {

    private static final int REQUESTS = 100;

    private final RequestReader reader = new RequestReader(new BufferPool(1));
    private final byte[] packet = "*3\r\n$3\r\nSET\r\n$16\r\nkey:000000123456\r\n$16\r\n0123456789abcdef\r\n"
            .repeat(REQUESTS)
            .getBytes(StandardCharsets.US_ASCII);

    /** Reads all requests of a packet. */
    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public void pipelinedSets(Blackhole blackhole) throws ProtocolException {
        reader.ensureWritable(packet.length);
        System.arraycopy(packet, 0, reader.array(), reader.writeIndex(), packet.length);
        reader.written(packet.length);
        for (Request request = reader.next(); request != null; request = reader.next()) {
            blackhole.consume(request.count());
        }
        reader.releaseIfEmpty();
    }
}
