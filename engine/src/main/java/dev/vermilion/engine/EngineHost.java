package dev.vermilion.engine;

import dev.vermilion.engine.net.Listener;
import dev.vermilion.engine.persist.Host;
import dev.vermilion.engine.scripting.ScriptingCommands;
import dev.vermilion.engine.server.ServerLog;
import dev.vermilion.engine.server.Version;
import java.util.List;

/** What persistence needs of the engine. */
record EngineHost(ServerLog log, Listener listener, ScriptingCommands scripting) implements Host {

    @Override
    public void notice(String text) {
        log.notice(text);
    }

    @Override
    public void warning(String text) {
        log.warning(text);
    }

    @Override
    public void execute(Runnable task) {
        listener.execute(task);
    }

    @Override
    public void serveOthers() {
        listener.serveWhileBusy();
    }

    @Override
    public List<byte[]> libraries() {
        return scripting.libraries();
    }

    @Override
    public void addLibrary(byte[] code, boolean replaces) {
        scripting.addLibrary(code, replaces);
    }

    @Override
    public void clearLibraries() {
        scripting.clearLibraries();
    }

    @Override
    public String version() {
        return Version.REDIS;
    }
}
