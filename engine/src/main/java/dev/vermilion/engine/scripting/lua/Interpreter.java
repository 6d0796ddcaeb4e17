package dev.vermilion.engine.scripting.lua;

/** A Lua with the libraries that scripts of Redis have; those of Redis itself are added by its owner. */
public final class Interpreter {

    private final LuaState state = new LuaState();
    private final LuaTable globals = new LuaTable();

    /** A Lua with the libraries base, bit, coroutine, math, string and table. */
    public Interpreter() {
        BaseLibrary.install(state, globals);
        StringLibrary.install(state, globals);
        TableLibrary.install(state, globals);
        MathLibrary.install(globals);
        BitLibrary.install(globals);
        CoroutineLibrary.install(state, globals);
    }

    /** What its functions share. */
    public LuaState state() {
        return state;
    }

    /** The table of global variables. */
    public LuaTable globals() {
        return globals;
    }

    /**
     * The function that does what a text says.
     *
     * @param chunk the name of the text, as messages show it
     * @throws LuaError if it is no Lua
     */
    public LuaFunction compile(LuaString source, String chunk) {
        return compile(source, chunk, globals);
    }

    /** As {@link #compile(LuaString, String)}, with other global variables than the shared ones. */
    public LuaFunction compile(LuaString source, String chunk, LuaTable others) {
        return Parser.compile(source, chunk, others, state);
    }
}
