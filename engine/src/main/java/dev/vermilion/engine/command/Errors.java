package dev.vermilion.engine.command;

/** The errors that commands of more than one room raise, with Redis's texts. */
public final class Errors {

    private static final CommandException WRONG_TYPE =
            new CommandException("WRONGTYPE Operation against a key holding the wrong kind of value");
    private static final CommandException SYNTAX = new CommandException("ERR syntax error");
    private static final CommandException NOT_AN_INTEGER =
            new CommandException("ERR value is not an integer or out of range");
    private static final CommandException NOT_A_FLOAT = new CommandException("ERR value is not a valid float");
    private static final CommandException OUT_OF_RANGE =
            new CommandException("ERR value is out of range, must be positive");
    private static final CommandException NO_SUCH_KEY = new CommandException("ERR no such key");
    private static final CommandException INDEX_OUT_OF_RANGE = new CommandException("ERR index out of range");
    private static final CommandException TIMEOUT_NOT_A_FLOAT =
            new CommandException("ERR timeout is not a float or out of range");
    private static final CommandException TIMEOUT_NEGATIVE = new CommandException("ERR timeout is negative");
    private static final CommandException TIMEOUT_OUT_OF_RANGE = new CommandException("ERR timeout is out of range");

    private Errors() {}

    /** The key holds another type. */
    public static CommandException wrongType() {
        return WRONG_TYPE;
    }

    /** The arguments do not fit together. */
    public static CommandException syntax() {
        return SYNTAX;
    }

    /** An argument is no 64-bit integer. */
    public static CommandException notAnInteger() {
        return NOT_AN_INTEGER;
    }

    /** An argument is no floating point number. */
    public static CommandException notAFloat() {
        return NOT_A_FLOAT;
    }

    /** An argument that must be positive is not. */
    public static CommandException outOfRange() {
        return OUT_OF_RANGE;
    }

    /** The key is not there. */
    public static CommandException noSuchKey() {
        return NO_SUCH_KEY;
    }

    /** There is no element at the index. */
    public static CommandException indexOutOfRange() {
        return INDEX_OUT_OF_RANGE;
    }

    /** A timeout is no number. */
    public static CommandException timeoutNotAFloat() {
        return TIMEOUT_NOT_A_FLOAT;
    }

    /** A timeout is below zero. */
    public static CommandException timeoutNegative() {
        return TIMEOUT_NEGATIVE;
    }

    /** A timeout is too long. */
    public static CommandException timeoutOutOfRange() {
        return TIMEOUT_OUT_OF_RANGE;
    }

    /** Any other error; {@code text} begins with its code. */
    public static CommandException of(String text) {
        return new CommandException(text);
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
