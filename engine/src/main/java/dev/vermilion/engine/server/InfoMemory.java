package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.scripting.ScriptingCommands;

/** The section of INFO about memory: what the heap of this process holds, in Redis's words. */
final class InfoMemory {

    private final ServerContext context;
    private final MemoryUse memory;
    private final ScriptingCommands scripting;

    InfoMemory(ServerContext context, MemoryUse memory, ScriptingCommands scripting) {
        this.context = context;
        this.memory = memory;
        this.scripting = scripting;
    }

    void memory(InfoText text) {
        long used = MemoryUse.used();
        long resident = MemoryUse.resident();
        long peak = memory.peak();
        long overhead = overhead(context, memory);
        long dataset = Math.max(0, used - overhead);
        long net = Math.max(1, used - memory.atStart());
        text.memory("used_memory", used)
                .memory("used_memory_rss", resident)
                .memory("used_memory_peak", peak)
                .field("used_memory_peak_perc", InfoText.number(100.0 * used / peak, 2) + "%")
                .field("used_memory_overhead", overhead)
                .field("used_memory_startup", memory.atStart())
                .field("used_memory_dataset", dataset)
                .field("used_memory_dataset_perc", InfoText.number(Math.min(100, 100.0 * dataset / net), 2) + "%")
                .field("allocator_allocated", used)
                .field("allocator_active", MemoryUse.committed())
                .field("allocator_resident", MemoryUse.committed())
                .memory("total_system_memory", MemoryUse.machine());
        scripts(text);
        text.memory("maxmemory", context.keyspace().settings().maxMemory)
                .field("maxmemory_policy", context.keyspace().settings().maxMemoryPolicy);
        fragmentation(text, used, resident);
    }

    private void scripts(InfoText text) {
        text.field("used_memory_lua", 0)
                .field("used_memory_vm_eval", 0)
                .field("used_memory_lua_human", "0B")
                .field("used_memory_scripts_eval", scripting.scriptBytes())
                .field("number_of_cached_scripts", scripting.cachedScripts())
                .field("number_of_functions", scripting.functions())
                .field("number_of_libraries", scripting.libraries())
                .field("used_memory_vm_functions", 0)
                .memory("used_memory_vm_total", 0)
                .field("used_memory_functions", scripting.functionBytes())
                .memory("used_memory_scripts", scripting.scriptBytes() + scripting.functionBytes());
    }

    private void fragmentation(InfoText text, long used, long resident) {
        long committed = MemoryUse.committed();
        text.field("allocator_frag_ratio", 1.0 * committed / used, 2)
                .field("allocator_frag_bytes", committed - used)
                .field("allocator_rss_ratio", 1, 2)
                .field("allocator_rss_bytes", 0)
                .field("rss_overhead_ratio", 1.0 * resident / committed, 2)
                .field("rss_overhead_bytes", resident - committed)
                .field("mem_fragmentation_ratio", 1.0 * resident / used, 2)
                .field("mem_fragmentation_bytes", resident - used)
                .field("mem_not_counted_for_evict", 0)
                .field("mem_replication_backlog", 0)
                .field("mem_total_replication_buffers", 0)
                .field("mem_clients_slaves", 0)
                .field("mem_clients_normal", clientBytes(context))
                .field("mem_cluster_links", 0)
                .field("mem_aof_buffer", 0)
                .field("mem_allocator", "java")
                .field("active_defrag_running", 0)
                .field("lazyfree_pending_objects", 0)
                .field("lazyfreed_objects", 0);
    }

    /** Bytes that are no values: what the process took at start, the key tables, what waits at clients. */
    static long overhead(ServerContext context, MemoryUse memory) {
        long bytes = memory.atStart() + clientBytes(context);
        Keyspace keyspace = context.keyspace();
        for (int i = 0; i < keyspace.databases(); i++) {
            bytes += keyspace.database(i).tableBytes();
        }
        return bytes;
    }

    /** Bytes that wait in the buffers of clients. */
    static long clientBytes(ServerContext context) {
        return context.clients().all().stream()
                .map(Client::connection)
                .mapToLong(each -> each.queryBytes() + each.unsentBytes())
                .sum();
    }
}
