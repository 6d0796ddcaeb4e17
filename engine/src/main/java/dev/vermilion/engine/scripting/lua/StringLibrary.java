package dev.vermilion.engine.scripting.lua;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The library {@code string}, whose functions are methods of strings too. */
final class StringLibrary {

    private static final String SPECIALS = "^$*+?.([%-";
    private static final LuaString DUMPED = LuaString.of(new byte[] {0x1b, 'L', 'u', 'a'});

    private final LuaState state;

    private StringLibrary(LuaState state) {
        this.state = state;
    }

    static void install(LuaState state, LuaTable globals) {
        StringLibrary library = new StringLibrary(state);
        LuaTable string = new LuaTable();
        globals.put("string", string);
        BaseLibrary.put(string, "byte", StringLibrary::bytes);
        BaseLibrary.put(string, "char", StringLibrary::characters);
        BaseLibrary.put(string, "dump", StringLibrary::dump);
        BaseLibrary.put(string, "find", arguments -> library.find(arguments, true));
        BaseLibrary.put(string, "format", StringFormat::format);
        BaseLibrary.put(string, "gmatch", library::matches);
        BaseLibrary.put(string, "gfind", library::matches);
        BaseLibrary.put(string, "gsub", library::substitute);
        BaseLibrary.put(
                string,
                "len",
                arguments -> LuaNumber.box(Arguments.string(arguments, 0).length()));
        BaseLibrary.put(string, "lower", arguments -> mapped(arguments, 'A', 'Z'));
        BaseLibrary.put(string, "match", arguments -> library.find(arguments, false));
        BaseLibrary.put(string, "rep", StringLibrary::repeat);
        BaseLibrary.put(string, "reverse", StringLibrary::reverse);
        BaseLibrary.put(string, "sub", StringLibrary::sub);
        BaseLibrary.put(string, "upper", arguments -> mapped(arguments, 'a', 'z'));
        LuaTable metatable = new LuaTable();
        metatable.put(Events.INDEX, string);
        metatable.makeReadOnly();
        state.stringMetatable(metatable);
    }

    /** A position, of which negative ones count from the end: 0 is before the first byte. */
    private static int position(int position, int length) {
        return position >= 0 ? position : Math.max(0, length + position + 1);
    }

    private static Object bytes(@Nullable Object[] arguments) {
        LuaString string = Arguments.string(arguments, 0);
        int first = position(Arguments.integer(arguments, 1, 1), string.length());
        int last = position(Arguments.integer(arguments, 2, first), string.length());
        int from = Math.max(first, 1);
        int to = Math.min(last, string.length());
        Object[] values = new Object[Math.max(0, to - from + 1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = LuaNumber.box(string.at(from - 1 + i));
        }
        return values;
    }

    private static Object characters(@Nullable Object[] arguments) {
        byte[] bytes = new byte[arguments.length];
        for (int i = 0; i < bytes.length; i++) {
            int value = Arguments.integer(arguments, i);
            if (value < 0 || value > 255) {
                throw Arguments.error(i, "invalid value");
            }
            bytes[i] = (byte) value;
        }
        return LuaString.of(bytes);
    }

    /** Functions are trees here and have no byte code; a script cannot load any either. */
    private static Object dump(@Nullable Object[] arguments) {
        if (Arguments.function(arguments, 0) instanceof Closure) {
            return DUMPED;
        }
        throw new LuaError(LuaString.of("unable to dump given function"), 1);
    }

    private static Object mapped(@Nullable Object[] arguments, char first, char last) {
        byte[] bytes = Arguments.string(arguments, 0).bytes().clone();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] >= first && bytes[i] <= last) {
                bytes[i] ^= 0x20;
            }
        }
        return LuaString.of(bytes);
    }

    private static Object repeat(@Nullable Object[] arguments) {
        byte[] bytes = Arguments.string(arguments, 0).bytes();
        int count = Math.max(0, Arguments.integer(arguments, 1));
        LuaState.checkLength((long) bytes.length * count);
        byte[] all = new byte[bytes.length * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return LuaString.of(all);
    }

    private static Object reverse(@Nullable Object[] arguments) {
        byte[] bytes = Arguments.string(arguments, 0).bytes();
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return LuaString.of(reversed);
    }

    private static Object sub(@Nullable Object[] arguments) {
        LuaString string = Arguments.string(arguments, 0);
        int length = string.length();
        int from = Math.max(1, position(Arguments.integer(arguments, 1), length));
        int to = Math.min(length, position(Arguments.integer(arguments, 2, -1), length));
        return LuaString.of(string.bytes(), from - 1, to);
    }

    private @Nullable Object find(@Nullable Object[] arguments, boolean positions) {
        LuaString source = Arguments.string(arguments, 0);
        LuaString pattern = Arguments.string(arguments, 1);
        int length = source.length();
        int from = Math.min(length, Math.max(0, position(Arguments.integer(arguments, 2, 1), length) - 1));
        if (positions && (Lua.isTrue(Arguments.any(arguments, 3)) || isPlain(pattern))) {
            int found = indexOf(source.bytes(), pattern.bytes(), from);
            return found < 0 ? null : new Object[] {LuaNumber.box(found + 1), LuaNumber.box(found + pattern.length())};
        }
        boolean anchored = pattern.length() > 0 && pattern.at(0) == '^';
        Pattern matcher = new Pattern(source, pattern, state);
        for (int start = from; start <= length; start++) {
            int end = matcher.match(start, anchored ? 1 : 0);
            if (end >= 0) {
                return positions ? found(matcher, start, end) : matcher.allCaptures(start, end);
            } else if (anchored) {
                return null;
            }
            state.step();
        }
        return null;
    }

    private static Object found(Pattern matcher, int start, int end) {
        Object[] captures = matcher.captures() == 0 ? LuaFunction.NOTHING : matcher.allCaptures(start, end);
        Object[] all = new Object[captures.length + 2];
        all[0] = LuaNumber.box(start + 1);
        all[1] = LuaNumber.box(end);
        System.arraycopy(captures, 0, all, 2, captures.length);
        return all;
    }

    private static boolean isPlain(LuaString pattern) {
        for (byte c : pattern.bytes()) {
            if (SPECIALS.indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] text, byte[] wanted, int from) {
        for (int i = from; i <= text.length - wanted.length; i++) {
            if (Arrays.equals(text, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private Object matches(@Nullable Object[] arguments) {
        LuaString source = Arguments.string(arguments, 0);
        LuaString pattern = Arguments.string(arguments, 1);
        int[] next = {0};
        return new Builtin(any -> {
            Pattern matcher = new Pattern(source, pattern, state);
            for (int start = next[0]; start <= source.length(); start++) {
                int end = matcher.match(start, 0);
                if (end >= 0) {
                    next[0] = end == start ? end + 1 : end;
                    return matcher.allCaptures(start, end);
                }
                state.step();
            }
            next[0] = source.length() + 1;
            return null;
        });
    }

    private Object substitute(@Nullable Object[] arguments) {
        LuaString source = Arguments.string(arguments, 0);
        LuaString pattern = Arguments.string(arguments, 1);
        Object replacement = Arguments.any(arguments, 2);
        if (!(replacement instanceof LuaString
                || replacement instanceof Double
                || replacement instanceof LuaTable
                || replacement instanceof LuaFunction)) {
            throw Arguments.typeError(arguments, 2, "string/function/table");
        }
        int most = Arguments.integer(arguments, 3, source.length() + 1);
        boolean anchored = pattern.length() > 0 && pattern.at(0) == '^';
        Pattern matcher = new Pattern(source, pattern, state);
        ByteArrayOutputStream out = new ByteArrayOutputStream(source.length());
        int at = 0;
        int count = 0;
        while (count < most) {
            int end = matcher.match(at, anchored ? 1 : 0);
            if (end >= 0) {
                count++;
                replace(matcher, at, end, source, replacement, out);
            }
            if (end > at) {
                at = end;
            } else if (at < source.length()) {
                out.write(source.at(at++));
            } else {
                break;
            }
            if (anchored) {
                break;
            }
            state.step();
            LuaState.checkLength(out.size());
        }
        out.write(source.bytes(), Math.min(at, source.length()), Math.max(0, source.length() - at));
        return new Object[] {LuaString.of(out.toByteArray()), LuaNumber.box(count)};
    }

    private void replace(
            Pattern matcher, int start, int end, LuaString source, @Nullable Object by, ByteArrayOutputStream out) {
        Object value;
        if (by instanceof LuaTable table) {
            value = new Site(state, "?", 0).index(table, matcher.capture(0, start, end), null);
        } else if (by instanceof LuaFunction function) {
            value = LuaFunction.first(state.call(function, matcher.allCaptures(start, end)));
        } else {
            expand(matcher, start, end, Arguments.string(new Object[] {by}, 0), out);
            return;
        }
        if (!Lua.isTrue(value)) {
            out.write(source.bytes(), start, end - start);
            return;
        }
        LuaString text = Lua.toLuaString(value);
        if (text == null) {
            throw new LuaError(LuaString.of("invalid replacement value (a " + Lua.type(value) + ")"), 1);
        }
        out.writeBytes(text.bytes());
    }

    /** Writes a replacement, in which {@code %1} stands for a capture and {@code %0} for the match. */
    private static void expand(Pattern matcher, int start, int end, LuaString by, ByteArrayOutputStream out) {
        int at = 0;
        while (at < by.length()) {
            int c = by.at(at++);
            if (c != '%') {
                out.write(c);
                continue;
            }
            int next = at < by.length() ? by.at(at) : 0;
            at++;
            if (next < '0' || next > '9') {
                out.write(next);
            } else {
                LuaString capture = Lua.toLuaString(
                        next == '0' ? matcher.whole(start, end) : matcher.capture(next - '1', start, end));
                out.writeBytes(capture == null ? new byte[0] : capture.bytes());
            }
        }
    }
}
