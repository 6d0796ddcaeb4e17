package dev.vermilion.engine.scripting;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.keyspace.Ledger;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The libraries of functions: FUNCTION, FCALL, FCALL_RO. */
final class Functions {

    /** So few functions count as freed at once. */
    private static final int SMALL = 64;

    private final LibraryLoader loader;
    private final Scripts scripts;
    private final Ledger ledger;
    private final Map<String, Library> libraries = new TreeMap<>();
    private final Map<String, Library.Function> functions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * No functions.
     *
     * @param ledger counts the memory of the libraries
     */
    Functions(LibraryLoader loader, Scripts scripts, Ledger ledger) {
        this.loader = loader;
        this.scripts = scripts;
        this.ledger = ledger;
    }

    /** False if the function says that it does not write. */
    boolean replicates(Slice name) {
        Library.Function function = functions.get(name.toString());
        return function == null || !function.saysItDoesNotWrite();
    }

    void call(Call call, boolean readOnly) {
        Library.Function function = functions.get(call.arg(1).toString());
        if (function == null) {
            throw Errors.of("ERR Function not found");
        } else if (!Numbers.isLong(call.arg(2))) {
            throw Errors.of("ERR Bad number of keys provided");
        }
        int keys = Scripts.keys(call);
        if (readOnly && !function.saysItDoesNotWrite()) {
            throw Errors.of("ERR Can not execute a script with write flag using *_ro command.");
        }
        Object[] arguments = {Scripts.words(call, 3, 3 + keys), Scripts.words(call, 3 + keys, call.count())};
        scripts.invoke(
                function.body(),
                arguments,
                call,
                readOnly || function.saysItDoesNotWrite(),
                function.flags(),
                function.name(),
                LibraryLoader.CHUNK);
    }

    void load(Call call) {
        boolean replace = false;
        for (int i = 2; i < call.count() - 1; i++) {
            if (!call.is(i, "REPLACE")) {
                throw Errors.of("ERR Unknown option given: " + Errors.quoted(call.arg(i)));
            }
            replace = true;
        }
        Library added = add(call.arg(call.count() - 1).toBytes(), replace, "'");
        call.changedAside();
        call.reply().bulk(added.name());
    }

    /**
     * Loads a library; if it cannot be added, all is as before.
     *
     * @param quote what stands around its name in an error
     */
    private Library add(byte[] code, boolean replace, String quote) {
        Library library = loader.load(code);
        Library old = libraries.get(library.name());
        if (old != null && !replace) {
            throw Errors.of("ERR Library " + quote + library.name() + quote + " already exists");
        }
        for (String name : library.functions().keySet()) {
            boolean ofOld = old != null && old.functions().containsKey(name);
            if (functions.containsKey(name) && !ofOld) {
                throw Errors.of("ERR Function " + name + " already exists");
            }
        }
        if (old != null) {
            remove(old);
        }
        put(library);
        return library;
    }

    private void put(Library library) {
        libraries.put(library.name(), library);
        functions.putAll(library.functions());
        ledger.add(Ledger.Kind.FUNCTIONS, library.bytes());
    }

    private void remove(Library library) {
        ledger.add(Ledger.Kind.FUNCTIONS, -library.bytes());
        libraries.remove(library.name());
        functions.keySet().removeAll(library.functions().keySet());
    }

    void delete(Call call) {
        Library library = libraries.get(call.arg(2).toString());
        if (library == null) {
            throw Errors.of("ERR Library not found");
        }
        remove(library);
        call.changedAside();
        call.reply().ok();
    }

    void flush(Call call) {
        if (call.count() > 3) {
            throw Errors.of("ERR unknown subcommand or wrong number of arguments for '" + Errors.quoted(call.arg(1))
                    + "'. Try FUNCTION HELP.");
        } else if (call.count() == 3 && !call.is(2, "SYNC") && !call.is(2, "ASYNC")) {
            throw Errors.of("ERR FUNCTION FLUSH only supports SYNC|ASYNC option");
        }
        if (call.is(2, "ASYNC") && functions.size() > SMALL) {
            call.keyspace().freedLazily(functions.size() + 1); // and what has run them
        }
        clear();
        call.changedAside();
        call.reply().ok();
    }

    /** Forgets all libraries. */
    void clear() {
        libraries.values().forEach(each -> ledger.add(Ledger.Kind.FUNCTIONS, -each.bytes()));
        libraries.clear();
        functions.clear();
    }

    /** The texts of all libraries. */
    List<byte[]> codes() {
        return libraries.values().stream().map(each -> each.code().bytes()).toList();
    }

    /** What FUNCTION RESTORE does with libraries that are there already. */
    enum RestorePolicy {
        APPEND,
        REPLACE,
        FLUSH
    }

    /** Adds libraries; if one of them cannot be added, none is. */
    void restore(List<byte[]> codes, RestorePolicy policy) {
        Map<String, Library> before = new TreeMap<>(libraries);
        if (policy == RestorePolicy.FLUSH) {
            clear();
        }
        try {
            codes.forEach(each -> add(each, policy == RestorePolicy.REPLACE, ""));
        } catch (CommandException e) {
            clear();
            before.values().forEach(this::put);
            throw e;
        }
    }

    void list(Call call) {
        Slice pattern = null;
        boolean withCode = false;
        for (int i = 2; i < call.count(); i++) {
            if (!withCode && call.is(i, "WITHCODE")) {
                withCode = true;
            } else if (pattern == null && call.is(i, "LIBRARYNAME")) {
                i++;
                if (i == call.count()) {
                    throw Errors.of("ERR library name argument was not given");
                }
                pattern = call.arg(i);
            } else {
                throw Errors.of("ERR Unknown argument " + Errors.quoted(call.arg(i)));
            }
        }
        Collection<Library> shown = matching(pattern);
        call.reply().array(shown.size());
        for (Library each : shown) {
            write(each, withCode, call.reply());
        }
    }

    private Collection<Library> matching(@Nullable Slice pattern) {
        List<Library> matching = new ArrayList<>(libraries.values());
        if (pattern != null) {
            matching.removeIf(each -> !Glob.matches(pattern, Slice.of(each.name()), true));
        }
        return matching;
    }

    private static void write(Library library, boolean withCode, ReplyWriter reply) {
        reply.map(withCode ? 4 : 3);
        reply.bulk("library_name");
        reply.bulk(library.name());
        reply.bulk("engine");
        reply.bulk("LUA");
        reply.bulk("functions");
        reply.array(library.functions().size());
        for (Library.Function each : library.functions().values()) {
            reply.map(3);
            reply.bulk("name");
            reply.bulk(each.name());
            reply.bulk("description");
            if (each.description().isEmpty()) {
                reply.nullBulk();
            } else {
                reply.bulk(each.description());
            }
            reply.bulk("flags");
            reply.set(each.flags().size());
            each.flags().forEach(reply::simple);
        }
        if (withCode) {
            reply.bulk("library_code");
            reply.bulk(library.code().bytes());
        }
    }

    /** Estimate of the heap that the compiled code of all libraries takes, in bytes. */
    long compiledBytes() {
        return libraries.values().stream().mapToLong(Library::compiledBytes).sum();
    }

    int count() {
        return functions.size();
    }

    int libraries() {
        return libraries.size();
    }

    void stats(Call call) {
        ReplyWriter reply = call.reply();
        reply.map(2);
        reply.bulk("running_script");
        scripts.watch().describe(reply);
        reply.bulk("engines");
        reply.map(1);
        reply.bulk("LUA");
        reply.map(2);
        reply.bulk("libraries_count");
        reply.integer(libraries.size());
        reply.bulk("functions_count");
        reply.integer(functions.size());
    }

    static void help(Call call) {
        Help.reply(
                call,
                "LOAD [REPLACE] <FUNCTION CODE>",
                "    Create a new library with the given library name and code.",
                "DELETE <LIBRARY NAME>",
                "    Delete the given library.",
                "LIST [LIBRARYNAME PATTERN] [WITHCODE]",
                "    Return general information on all the libraries:",
                "    * Library name",
                "    * The engine used to run the Library",
                "    * Library description",
                "    * Functions list",
                "    * Library code (if WITHCODE is given)",
                "    It also possible to get only function that matches a pattern using LIBRARYNAME argument.",
                "STATS",
                "    Return information about the current function running:",
                "    * Function name",
                "    * Command used to run the function",
                "    * Duration in MS that the function is running",
                "    If no function is running, return nil",
                "    In addition, returns a list of available engines.",
                "KILL",
                "    Kill the current running function.",
                "FLUSH [ASYNC|SYNC]",
                "    Delete all the libraries.",
                "    When called without the optional mode argument, the behavior is determined by the",
                "    lazyfree-lazy-user-flush configuration directive. Valid modes are:",
                "    * ASYNC: Asynchronously flush the libraries.",
                "    * SYNC: Synchronously flush the libraries.",
                "DUMP",
                "    Return a serialized payload representing the current libraries, can be restored using FUNCTION RESTORE"
                        + " command",
                "RESTORE <PAYLOAD> [FLUSH|APPEND|REPLACE]",
                "    Restore the libraries represented by the given payload, it is possible to give a restore policy to",
                "    control how to handle existing libraries (default APPEND):",
                "    * FLUSH: delete all existing libraries.",
                "    * APPEND: appends the restored libraries to the existing libraries. On collision, abort.",
                "    * REPLACE: appends the restored libraries to the existing libraries, On collision, replace the old",
                "      libraries with the new libraries (notice that even on this option there is a chance of failure",
                "      in case of functions name collision with another library).");
    }
}
