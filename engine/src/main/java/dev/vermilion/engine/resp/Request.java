package dev.vermilion.engine.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The arguments of one request, the command's name first. A request that {@link RequestReader} fills is reused: its
 * slices point into the network buffer and are valid until the command returns.
 */
public final class Request {

    private Slice[] arguments = new Slice[8];
    private int count;

    /** An empty request, to be filled. */
    public Request() {
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = new Slice();
        }
    }

    /** A request with these arguments as UTF-8. */
    public static Request of(String... arguments) {
        Request request = new Request();
        for (String argument : arguments) {
            request.add().set(argument.getBytes(StandardCharsets.UTF_8));
        }
        return request;
    }

    /** Number of arguments, the command's name included. */
    public int count() {
        return count;
    }

    /** The argument at {@code index}; 0 is the command's name. */
    public Slice argument(int index) {
        return arguments[index];
    }

    /** Forgets all arguments. */
    public void clear() {
        count = 0;
    }

    /** One more argument, to be pointed at its bytes. */
    public Slice add() {
        if (count == arguments.length) {
            int old = arguments.length;
            arguments = Arrays.copyOf(arguments, old * 2);
            for (int i = old; i < arguments.length; i++) {
                arguments[i] = new Slice();
            }
        }
        return arguments[count++];
    }

    /** A request of its own with copies of all bytes, for commands that wait or are queued. */
    public Request copy() {
        Request copy = new Request();
        for (int i = 0; i < count; i++) {
            copy.add().set(arguments[i].toBytes());
        }
        return copy;
    }

    /** Sum of the lengths of all arguments, in bytes. */
    public long bytes() {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += arguments[i].length();
        }
        return sum;
    }
}
