package dev.vermilion.engine.scripting.lua;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes a Lua text apart into words. The current one is in {@link #token}, its value in {@link #text} or {@link #number}. */
final class Lexer {

    private static final int END = -1;
    private static final int LONGEST_QUOTE = 80;

    private final byte[] source;
    private final String chunk;
    private int at;
    private int tokenStart;
    private int line = 1;
    private int lastLine = 1;
    private Token token = Token.END_OF_TEXT;
    private LuaString text = LuaString.EMPTY;
    private double number;

    /** A lexer, with the first word read. A first line that begins with # is passed over. */
    Lexer(LuaString source, String chunk) {
        this.source = source.bytes();
        this.chunk = chunk;
        if (current() == '#') {
            while (current() != '\n' && current() != END) {
                at++;
            }
        }
        next();
    }

    Token token() {
        return token;
    }

    /** The name or string that was read. */
    LuaString text() {
        return text;
    }

    /** The number that was read. */
    double number() {
        return number;
    }

    /** The line of the current word. */
    int line() {
        return line;
    }

    /** The line of the word before. */
    int lastLine() {
        return lastLine;
    }

    /** An error at the current word. */
    LuaError error(String message) {
        return LuaError.at(chunk, line, message + " near '" + nearText() + "'");
    }

    /** An error at the current line. */
    LuaError errorWithoutWord(String message) {
        return LuaError.at(chunk, line, message);
    }

    /** The current word as it is written. */
    String nearText() {
        if (token == Token.END_OF_TEXT) {
            return token.text();
        }
        return new String(source, tokenStart, at - tokenStart, StandardCharsets.ISO_8859_1);
    }

    /** The word behind the current one, which stays the current one. */
    Token peek() {
        int oldAt = at;
        int oldStart = tokenStart;
        int oldLine = line;
        int oldLastLine = lastLine;
        Token oldToken = token;
        LuaString oldText = text;
        double oldNumber = number;
        next();
        Token result = token;
        at = oldAt;
        tokenStart = oldStart;
        line = oldLine;
        lastLine = oldLastLine;
        token = oldToken;
        text = oldText;
        number = oldNumber;
        return result;
    }

    /** Reads the next word. */
    void next() {
        lastLine = line;
        skipBlanks();
        tokenStart = at;
        int c = current();
        if (c == END) {
            token = Token.END_OF_TEXT;
        } else if (isNameStart(c)) {
            name();
        } else if (isDigit(c) || (c == '.' && isDigit(at(at + 1)))) {
            numeral();
        } else if (c == '"' || c == '\'') {
            string(c);
        } else if (c == '[' && longBracketLevel() >= 0) {
            text = longString("string");
            token = Token.STRING;
        } else {
            symbol(c);
        }
    }

    private void skipBlanks() {
        while (true) {
            int c = current();
            if (c == '\n' || c == '\r') {
                newLine();
            } else if (c == ' ' || c == '\t' || c == 0x0b || c == '\f') {
                at++;
            } else if (c == '-' && at(at + 1) == '-') {
                at += 2;
                comment();
            } else {
                return;
            }
        }
    }

    private void comment() {
        if (current() == '[' && longBracketLevel() >= 0) {
            tokenStart = at;
            longString("comment");
            return;
        }
        while (current() != '\n' && current() != '\r' && current() != END) {
            at++;
        }
    }

    /** Passes over an end of line: one byte, or two different ones. */
    private void newLine() {
        int first = current();
        at++;
        int second = current();
        if ((second == '\n' || second == '\r') && second != first) {
            at++;
        }
        line++;
    }

    private void name() {
        int start = at;
        while (isNameStart(current()) || isDigit(current())) {
            at++;
        }
        text = LuaString.of(source, start, at);
        Token reserved = Token.reserved(text.toString());
        token = reserved == null ? Token.NAME : reserved;
    }

    private void numeral() {
        int start = at;
        while (isDigit(current()) || current() == '.') {
            at++;
        }
        if (current() == 'e' || current() == 'E') {
            at++;
            if (current() == '+' || current() == '-') {
                at++;
            }
        }
        while (isNameStart(current()) || isDigit(current())) {
            at++;
        }
        token = Token.NUMBER;
        Double value = LuaNumber.parse(LuaString.of(source, start, at));
        if (value == null) {
            throw error("malformed number");
        }
        number = value;
    }

    private void string(int quote) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        token = Token.STRING;
        at++;
        while (current() != quote) {
            switch (current()) {
                case END -> {
                    token = Token.END_OF_TEXT;
                    throw error("unfinished string");
                }
                case '\n', '\r' -> throw error("unfinished string");
                case '\\' -> escape(out);
                default -> out.write(source[at++]);
            }
        }
        at++;
        text = LuaString.of(out.toByteArray());
    }

    private void escape(ByteArrayOutputStream out) {
        at++;
        int c = current();
        switch (c) {
            case 'a' -> out.write(7);
            case 'b' -> out.write('\b');
            case 'f' -> out.write('\f');
            case 'n' -> out.write('\n');
            case 'r' -> out.write('\r');
            case 't' -> out.write('\t');
            case 'v' -> out.write(0x0b);
            case '\n', '\r' -> {
                newLine();
                out.write('\n');
                return;
            }
            case END -> {
                return; // the caller finds that the string does not end
            }
            default -> {
                if (isDigit(c)) {
                    decimalEscape(out);
                    return;
                }
                out.write(c);
            }
        }
        at++;
    }

    private void decimalEscape(ByteArrayOutputStream out) {
        int value = 0;
        for (int i = 0; i < 3 && isDigit(current()); i++) {
            value = value * 10 + current() - '0';
            at++;
        }
        if (value > 255) {
            throw error("escape sequence too large");
        }
        out.write(value);
    }

    /** Number of equal signs of a long bracket that opens here, or -1 if none does. */
    private int longBracketLevel() {
        int level = 0;
        while (at(at + 1 + level) == '=') {
            level++;
        }
        return at(at + 1 + level) == '[' ? level : -1;
    }

    private LuaString longString(String what) {
        int level = longBracketLevel();
        at += level + 2;
        if (current() == '\n' || current() == '\r') {
            newLine();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (true) {
            int c = current();
            if (c == END) {
                token = Token.END_OF_TEXT;
                throw error("unfinished long " + what);
            } else if (c == ']' && closes(level)) {
                at += level + 2;
                return LuaString.of(out.toByteArray());
            } else if (c == '\n' || c == '\r') {
                newLine();
                out.write('\n');
            } else {
                out.write(c);
                at++;
            }
        }
    }

    private boolean closes(int level) {
        for (int i = 1; i <= level; i++) {
            if (at(at + i) != '=') {
                return false;
            }
        }
        return at(at + level + 1) == ']';
    }

    private void symbol(int c) {
        int second = at(at + 1);
        Token two = second == '='
                ? switch (c) {
                    case '=' -> Token.EQUAL;
                    case '~' -> Token.NOT_EQUAL;
                    case '<' -> Token.LESS_EQUAL;
                    case '>' -> Token.GREATER_EQUAL;
                    default -> null;
                }
                : null;
        if (two != null) {
            at += 2;
            token = two;
        } else if (c == '.' && second == '.') {
            boolean three = at(at + 2) == '.';
            at += three ? 3 : 2;
            token = three ? Token.DOTS : Token.CONCAT;
        } else {
            at++;
            token = single(c);
        }
    }

    private Token single(int c) {
        return switch (c) {
            case '+' -> Token.PLUS;
            case '-' -> Token.MINUS;
            case '*' -> Token.TIMES;
            case '/' -> Token.DIVIDE;
            case '%' -> Token.MODULO;
            case '^' -> Token.POWER;
            case '#' -> Token.LENGTH;
            case '<' -> Token.LESS;
            case '>' -> Token.GREATER;
            case '=' -> Token.ASSIGN;
            case '(' -> Token.OPEN_PAREN;
            case ')' -> Token.CLOSE_PAREN;
            case '{' -> Token.OPEN_BRACE;
            case '}' -> Token.CLOSE_BRACE;
            case '[' -> Token.OPEN_BRACKET;
            case ']' -> Token.CLOSE_BRACKET;
            case ';' -> Token.SEMICOLON;
            case ':' -> Token.COLON;
            case ',' -> Token.COMMA;
            case '.' -> Token.DOT;
            default -> {
                token = Token.NAME;
                throw error("unexpected symbol");
            }
        };
    }

    private int current() {
        return at(at);
    }

    private int at(int index) {
        return index < source.length ? source[index] & 0xff : END;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    /** The name of a chunk as messages show it: {@code =name} and {@code @name} as they are, else the first line. */
    static String displayName(LuaString name) {
        String text = new String(name.bytes(), StandardCharsets.ISO_8859_1);
        if (text.startsWith("=") || text.startsWith("@")) {
            return text.substring(1);
        }
        int end = text.indexOf('\n');
        int carriage = text.indexOf('\r');
        if (carriage >= 0 && (end < 0 || carriage < end)) {
            end = carriage;
        }
        String first = end < 0 ? text : text.substring(0, end);
        int room = LONGEST_QUOTE - 20;
        boolean cut = end >= 0 || first.length() > room;
        return "[string \"" + (first.length() > room ? first.substring(0, room) : first) + (cut ? "..." : "") + "\"]";
    }
}
