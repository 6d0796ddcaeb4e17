package dev.vermilion.engine.scripting.lua;

/** A function of a library was called with an argument that does not fit. The place that called it names the function. */
final class ArgumentError extends LuaError {

    private static final long serialVersionUID = 1;

    private final int argument;
    private final String problem;
    private boolean unnamed = true;

    /**
     * An error.
     *
     * @param argument from 1
     * @param problem such as {@code number expected, got no value}
     */
    ArgumentError(int argument, String problem) {
        super(LuaString.of("bad argument #" + argument + " to '?' (" + problem + ")"), 1);
        this.argument = argument;
        this.problem = problem;
    }

    /** True until the place is known that called the function. */
    boolean isUnnamed() {
        return unnamed;
    }

    /** The function was called by {@code name}; as a method its first argument is not counted. */
    void named(String name, boolean method) {
        unnamed = false;
        if (method && argument == 1) {
            value(LuaString.of("calling '" + name + "' on bad self (" + problem + ")"));
        } else {
            int number = method ? argument - 1 : argument;
            value(LuaString.of("bad argument #" + number + " to '" + name + "' (" + problem + ")"));
        }
    }
}
