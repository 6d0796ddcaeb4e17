package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import java.nio.charset.StandardCharsets;

/** DEBUG PROTOCOL: a reply of each type, for tests of clients. */
final class DebugProtocol {

    private static final String BIG_NUMBER = "1234567999999999999999999999999999999";

    private DebugProtocol() {}

    static void reply(Call call) {
        ReplyWriter reply = call.reply();
        boolean resp2 = reply.protocol() == 2;
        switch (call.arg(2).toLowerCase()) {
            case "string" -> reply.bulk("Hello World");
            case "integer" -> reply.integer(12345);
            case "double" -> reply.real(3.141);
            case "null" -> reply.nullBulk();
            case "true" -> reply.bool(true);
            case "false" -> reply.bool(false);
            case "array" -> {
                reply.array(3);
                numbers(reply);
            }
            case "set" -> {
                reply.set(3);
                numbers(reply);
            }
            case "map" -> map(reply);
            case "bignum" -> bigNumber(reply, resp2);
            case "verbatim" -> reply.verbatim("txt", "This is a verbatim\nstring");
            case "attrib" -> attribute(reply, resp2);
            case "push" -> push(reply, resp2);
            default ->
                throw Errors.of("ERR Wrong protocol type name. Please use one of the following:"
                        + " string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false");
        }
    }

    private static void numbers(ReplyWriter reply) {
        for (int i = 0; i < 3; i++) {
            reply.integer(i);
        }
    }

    private static void map(ReplyWriter reply) {
        reply.map(3);
        for (int i = 0; i < 3; i++) {
            reply.integer(i);
            reply.bool(i == 1);
        }
    }

    private static void bigNumber(ReplyWriter reply, boolean resp2) {
        if (resp2) {
            reply.bulk(BIG_NUMBER);
        } else {
            raw("(" + BIG_NUMBER + "\r\n", reply);
        }
    }

    private static void attribute(ReplyWriter reply, boolean resp2) {
        if (!resp2) {
            raw("|1\r\n", reply);
            reply.bulk("key-popularity");
            reply.array(2);
            reply.bulk("key:123");
            reply.integer(90);
        }
        reply.bulk("Some real reply following the attribute");
    }

    private static void push(ReplyWriter reply, boolean resp2) {
        if (resp2) {
            throw Errors.of("ERR RESP2 is not supported by this command");
        }
        reply.push(2);
        reply.bulk("server-cpu-usage");
        reply.integer(42);
    }

    private static void raw(String text, ReplyWriter reply) {
        reply.raw(text.getBytes(StandardCharsets.US_ASCII));
    }
}
