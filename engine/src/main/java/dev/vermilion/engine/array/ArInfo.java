package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import java.util.Objects;

/** ARINFO: how an array is kept. What Redis calls slices are pages here. */
final class ArInfo {

    private ArInfo() {}

    static void arinfo(Call call) {
        if (call.count() > 2 && !(call.count() == 3 && call.is(2, "FULL"))) {
            throw Errors.syntax();
        }
        ArrayValue array = ArrayKeys.read(call);
        if (array == null) {
            throw Errors.noSuchKey();
        }
        boolean full = call.count() == 3;
        ReplyWriter reply = call.reply();
        Directory directory = array.directory();
        reply.map(full ? 12 : 7);
        field("count", array.elements(), reply);
        field("len", array.length(), reply);
        field("next-insert-index", array.next() == ArrayKeys.NO_INDEX ? 0 : array.next(), reply);
        field("slices", directory.pages(), reply);
        field("directory-size", directory.capacity(), reply);
        field("super-dir-entries", directory.blocks(), reply);
        field("slice-size", array.pageSize(), reply);
        if (full) {
            pages(directory, reply);
        }
    }

    private static void pages(Directory directory, ReplyWriter reply) {
        long dense = 0;
        long densePlaces = 0;
        long denseElements = 0;
        long sparsePlaces = 0;
        for (long at = directory.atOrAfter(0); at != Directory.NONE; at = directory.atOrAfter(at + 1)) {
            Page page = Objects.requireNonNull(directory.get(at));
            if (page.isDense()) {
                dense++;
                densePlaces += page.capacity();
                denseElements += page.count();
            } else {
                sparsePlaces += page.capacity();
            }
        }
        long sparse = directory.pages() - dense;
        field("dense-slices", dense, reply);
        field("sparse-slices", sparse, reply);
        quotient("avg-dense-size", densePlaces, dense, reply);
        quotient("avg-dense-fill", denseElements, densePlaces, reply);
        quotient("avg-sparse-size", sparsePlaces, sparse, reply);
    }

    private static void field(String name, long value, ReplyWriter reply) {
        reply.bulk(name);
        ArrayKeys.write(value, reply);
    }

    private static void quotient(String name, long sum, long count, ReplyWriter reply) {
        reply.bulk(name);
        reply.real(count == 0 ? 0 : (double) sum / count);
    }
}
