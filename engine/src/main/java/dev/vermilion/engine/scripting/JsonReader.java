package dev.vermilion.engine.scripting;

import dev.vermilion.engine.scripting.lua.Lua;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads JSON as a value of Lua. */
final class JsonReader {

    private static final int END = -1;

    /** The kinds of words of JSON, and how errors call them. */
    private enum Token {
        OBJECT_BEGIN("T_OBJ_BEGIN"),
        OBJECT_END("T_OBJ_END"),
        ARRAY_BEGIN("T_ARR_BEGIN"),
        ARRAY_END("T_ARR_END"),
        STRING("T_STRING"),
        NUMBER("T_NUMBER"),
        BOOLEAN("T_BOOLEAN"),
        NULL("T_NULL"),
        COLON("T_COLON"),
        COMMA("T_COMMA"),
        END("T_END"),
        INVALID("invalid token");

        private final String text;

        Token(String text) {
            this.text = text;
        }
    }

    private final byte[] json;
    private final CjsonLibrary.Settings settings;
    private int at;
    private int depth;
    private Token token = Token.END;
    private int tokenStart;
    private Object value = CjsonLibrary.NULL;
    private String problem = "";

    JsonReader(LuaString json, CjsonLibrary.Settings settings) {
        this.json = json.bytes();
        this.settings = settings;
    }

    Object read() {
        if (json.length >= 2 && (json[0] == 0 || json[1] == 0)) {
            throw CjsonLibrary.error("JSON parser does not support UTF-16 or UTF-32");
        }
        next();
        Object result = value();
        next();
        if (token != Token.END) {
            throw unexpected("the end");
        }
        return result;
    }

    private RuntimeException unexpected(String expected) {
        String found = token == Token.INVALID ? problem : token.text;
        return CjsonLibrary.error("Expected " + expected + " but found " + found + " at character " + (tokenStart + 1));
    }

    private Object value() {
        return switch (token) {
            case STRING, NUMBER, BOOLEAN, NULL -> value;
            case OBJECT_BEGIN -> object();
            case ARRAY_BEGIN -> array();
            default -> throw unexpected("value");
        };
    }

    private void descend() {
        if (++depth > settings.decodeDepth) {
            throw CjsonLibrary.error("Found too many nested data structures (" + depth + ") at character " + at);
        }
    }

    private Object object() {
        descend();
        LuaTable table = new LuaTable();
        next();
        if (token == Token.OBJECT_END) {
            depth--;
            return table;
        }
        while (true) {
            if (token != Token.STRING) {
                throw unexpected("object key string");
            }
            Object key = value;
            next();
            if (token != Token.COLON) {
                throw unexpected("colon");
            }
            next();
            table.put(key, value());
            next();
            if (token == Token.OBJECT_END) {
                depth--;
                return table;
            }
            if (token != Token.COMMA) {
                throw unexpected("comma or object end");
            }
            next();
        }
    }

    private Object array() {
        descend();
        LuaTable table = new LuaTable();
        next();
        if (token == Token.ARRAY_END) {
            depth--;
            return table;
        }
        for (int i = 1; ; i++) {
            table.put(i, value());
            next();
            if (token == Token.ARRAY_END) {
                depth--;
                return table;
            }
            if (token != Token.COMMA) {
                throw unexpected("comma or array end");
            }
            next();
        }
    }

    private void next() {
        while (at < json.length && (json[at] == ' ' || json[at] == '\t' || json[at] == '\n' || json[at] == '\r')) {
            at++;
        }
        tokenStart = at;
        int c = current();
        switch (c) {
            case END -> token = Token.END;
            case '{' -> single(Token.OBJECT_BEGIN);
            case '}' -> single(Token.OBJECT_END);
            case '[' -> single(Token.ARRAY_BEGIN);
            case ']' -> single(Token.ARRAY_END);
            case ',' -> single(Token.COMMA);
            case ':' -> single(Token.COLON);
            case '"' -> string();
            default -> other(c);
        }
    }

    private void single(Token kind) {
        token = kind;
        at++;
    }

    private void invalid(String why) {
        token = Token.INVALID;
        problem = why;
    }

    private void other(int c) {
        if (c == '-' || (c >= '0' && c <= '9')) {
            number(c);
        } else if (word("true")) {
            token = Token.BOOLEAN;
            value = true;
        } else if (word("false")) {
            token = Token.BOOLEAN;
            value = false;
        } else if (word("null")) {
            token = Token.NULL;
            value = CjsonLibrary.NULL;
        } else if (settings.decodeInvalid && isInvalidNumber()) {
            number(c);
        } else {
            invalid("invalid token");
        }
    }

    /** True if one of the numbers follows that JSON does not have: infinity, or not a number. */
    private boolean isInvalidNumber() {
        String start = new String(json, at, Math.min(3, json.length - at), StandardCharsets.US_ASCII);
        return start.equalsIgnoreCase("inf") || start.equalsIgnoreCase("nan");
    }

    private boolean word(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            if (at + i >= json.length || json[at + i] != bytes[i]) {
                return false;
            }
        }
        at += bytes.length;
        return true;
    }

    /** The longest start of what follows that strtod takes, which is more than JSON has. */
    private void number(int first) {
        int end = at;
        while (end < json.length && isPartOfNumber(json[end])) {
            end++;
        }
        if (!settings.decodeInvalid && (first == '0' && end > at + 1 && (json[at + 1] | 0x20) == 'x')) {
            invalid("invalid number");
            return;
        }
        for (; end > at; end--) {
            Double number = Lua.toNumber(LuaString.of(json, at, end));
            if (number != null) {
                token = Token.NUMBER;
                value = number;
                at = end;
                return;
            }
        }
        invalid("invalid number");
    }

    private static boolean isPartOfNumber(byte c) {
        return (c >= '0' && c <= '9') || (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c == '.' || c == '-' || c == '+';
    }

    private void string() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        at++;
        while (true) {
            int c = current();
            if (c == END) {
                invalid("unexpected end of string");
                tokenStart = at;
                return;
            } else if (c == '"') {
                at++;
                token = Token.STRING;
                value = LuaString.of(out.toByteArray());
                return;
            } else if (c == '\\') {
                if (!escape(out)) {
                    return;
                }
            } else {
                out.write(c);
                at++;
            }
        }
    }

    private boolean escape(ByteArrayOutputStream out) {
        int start = at;
        at++;
        int c = current();
        switch (c) {
            case '"', '\\', '/' -> out.write(c);
            case 'b' -> out.write('\b');
            case 'f' -> out.write('\f');
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case 't' -> out.write('\t');
            case 'u' -> {
                return unicode(out, start);
            }
            default -> {
                tokenStart = start;
                invalid("invalid escape code");
                return false;
            }
        }
        at++;
        return true;
    }

    private boolean unicode(ByteArrayOutputStream out, int start) {
        int unit = hex(at + 1);
        at += 5;
        int point = unit;
        boolean valid = unit >= 0 && !Character.isLowSurrogate((char) unit);
        if (valid && Character.isHighSurrogate((char) unit)) {
            int low = at + 1 < json.length && json[at] == '\\' && json[at + 1] == 'u' ? hex(at + 2) : -1;
            valid = low >= 0 && Character.isLowSurrogate((char) low);
            point = valid ? Character.toCodePoint((char) unit, (char) low) : 0;
            at += 6;
        }
        if (!valid) {
            tokenStart = start;
            invalid("invalid unicode escape code");
            return false;
        }
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private int hex(int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = i < json.length ? Character.digit(json[i], 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private int current() {
        return at < json.length ? json[at] & 0xff : END;
    }
}
