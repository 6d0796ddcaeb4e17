package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Slice;

/** The errors that commands of more than one room raise, with Redis's texts. */
public final class Errors {

    /** There is no memory for a command that may need some. */
    public static final String OUT_OF_MEMORY = "OOM command not allowed when used memory > 'maxmemory'.";

    private Errors() {}

    /** The key holds another type. */
    public static CommandException wrongType() {
        return new CommandException("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    /** The arguments do not fit together. */
    public static CommandException syntax() {
        return new CommandException("ERR syntax error");
    }

    /** An argument is no 64-bit integer. */
    public static CommandException notAnInteger() {
        return new CommandException("ERR value is not an integer or out of range");
    }

    /** An argument is no floating point number. */
    public static CommandException notAFloat() {
        return new CommandException("ERR value is not a valid float");
    }

    /** An argument that must be positive is not. */
    public static CommandException outOfRange() {
        return new CommandException("ERR value is out of range, must be positive");
    }

    /** The key is not there. */
    public static CommandException noSuchKey() {
        return new CommandException("ERR no such key");
    }

    /** There is no element at the index. */
    public static CommandException indexOutOfRange() {
        return new CommandException("ERR index out of range");
    }

    /** A timeout is no number. */
    public static CommandException timeoutNotAFloat() {
        return new CommandException("ERR timeout is not a float or out of range");
    }

    /** A timeout is below zero. */
    public static CommandException timeoutNegative() {
        return new CommandException("ERR timeout is negative");
    }

    /** A timeout is too long. */
    public static CommandException timeoutOutOfRange() {
        return new CommandException("ERR timeout is out of range");
    }

    /** Any other error; {@code text} begins with its code. */
    public static CommandException of(String text) {
        return new CommandException(text);
    }

    /** A word as Redis quotes it in an error text: its first {@code most} bytes at most, and no further than a zero byte. */
    public static String quoted(Slice word, int most) {
        int length = 0;
        while (length < word.length() && length < most && word.array()[word.offset() + length] != 0) {
            length++;
        }
        Slice start = new Slice();
        start.set(word.array(), word.offset(), length);
        return start.toString();
    }

    /** The whole of a word as Redis quotes it in an error text. */
    public static String quoted(Slice word) {
        return quoted(word, Integer.MAX_VALUE);
    }

    /** The command got too few or too many arguments; {@code name} as in {@code config|get}. */
    public static CommandException wrongArity(String name) {
        return new CommandException("ERR wrong number of arguments for '" + name + "' command");
    }

    /** The container has no such subcommand. */
    public static CommandException unknownSubcommand(String container, String subcommand) {
        return new CommandException("ERR unknown subcommand '" + subcommand + "'. Try " + container + " HELP.");
    }
}
