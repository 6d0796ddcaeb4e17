package dev.vermilion.engine.scripting.lua;

import dev.vermilion.engine.scripting.lua.Variables.Local;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that are known while a function is parsed: its local variables, and through it those around. */
final class Scope {

    /** Local variables that a function may have at once, as in PUC Lua. */
    private static final int MOST_LOCALS = 200;

    private static final int MOST_UPVALUES = 60;

    private final @Nullable Scope outer;
    private final Prototype prototype;
    private final List<Local> active = new ArrayList<>();
    private final List<LuaString> upvalueNames = new ArrayList<>();
    private final List<Integer> upvalueSources = new ArrayList<>();
    private int loops;

    Scope(@Nullable Scope outer, Prototype prototype) {
        this.outer = outer;
        this.prototype = prototype;
        prototype.frameSize = Expression.LOCALS;
    }

    Prototype prototype() {
        return prototype;
    }

    @Nullable
    Scope outer() {
        return outer;
    }

    /** Number of variables that are known now: to be given to {@link #leave}. */
    int mark() {
        return active.size();
    }

    /** The variables declared since {@code mark} are known no more. */
    void leave(int mark) {
        while (active.size() > mark) {
            active.remove(active.size() - 1);
        }
    }

    /** A new variable, not known yet; {@code ahead} others wait to be known too. */
    Local create(LuaString name, int ahead, Lexer lexer) {
        int index = active.size() + ahead;
        if (index >= MOST_LOCALS) {
            throw lexer.errorWithoutWord(
                    "function at line " + prototype.line + " has more than " + MOST_LOCALS + " local variables");
        }
        int slot = Expression.LOCALS + index;
        prototype.frameSize = Math.max(prototype.frameSize, slot + 1);
        return new Local(name, slot);
    }

    /** Makes a variable known. */
    void activate(Local local) {
        active.add(local);
    }

    void enterLoop() {
        loops++;
    }

    void leaveLoop() {
        loops--;
    }

    boolean isInLoop() {
        return loops > 0;
    }

    /** The variable of that name, newest first; null if there is none in this function. */
    @Nullable
    Local local(LuaString name) {
        for (int i = active.size() - 1; i >= 0; i--) {
            if (active.get(i).name.equals(name)) {
                return active.get(i);
            }
        }
        return null;
    }

    /** The index of the upvalue of that name, made if a function around has the variable; -1 if none has. */
    int upvalue(LuaString name, Lexer lexer) {
        int known = upvalueNames.indexOf(name);
        if (known >= 0 || outer == null) {
            return known;
        }
        Local local = outer.local(name);
        int source;
        if (local != null) {
            local.captured = true;
            source = local.slot;
        } else {
            int further = outer.upvalue(name, lexer);
            if (further < 0) {
                return -1;
            }
            source = -1 - further;
        }
        if (upvalueNames.size() >= MOST_UPVALUES) {
            throw lexer.errorWithoutWord(
                    "function at line " + prototype.line + " has more than " + MOST_UPVALUES + " upvalues");
        }
        upvalueNames.add(name);
        upvalueSources.add(source);
        return upvalueNames.size() - 1;
    }

    /** The function is read to its end. */
    void close(List<Local> parameters) {
        prototype.upvalues = upvalueSources.stream().mapToInt(Integer::intValue).toArray();
        prototype.capturedParameters = parameters.stream()
                .filter(each -> each.captured)
                .mapToInt(each -> each.slot)
                .toArray();
    }
}
