package dev.vermilion.engine.server;

import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.keyspace.Ledger;
import dev.vermilion.engine.scripting.ScriptingCommands;

/** The section of INFO about memory: what was counted and what the process takes, in Redis's words. */
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
        long used = memory.used();
        long resident = MemoryUse.resident();
        long peak = memory.peak();
        long overhead = overhead(context, memory);
        long dataset = Math.max(0, used - overhead);
        long net = Math.max(1, used - MemoryUse.atStart());
        text.memory("used_memory", used)
                .memory("used_memory_rss", resident)
                .memory("used_memory_peak", peak)
                .field("used_memory_peak_perc", InfoText.number(100.0 * used / peak, 2) + "%")
                .field("used_memory_overhead", overhead)
                .field("used_memory_startup", MemoryUse.atStart())
                .field("used_memory_dataset", dataset)
                .field("used_memory_dataset_perc", InfoText.number(Math.min(100, 100.0 * dataset / net), 2) + "%")
                .field("allocator_allocated", used)
                .field("allocator_active", memory.committed())
                .field("allocator_resident", memory.committed())
                .memory("total_system_memory", MemoryUse.machine());
        scripts(text, memory.used(Ledger.Kind.SCRIPTS), memory.used(Ledger.Kind.FUNCTIONS));
        text.memory("maxmemory", context.keyspace().settings().maxMemory)
                .field(
                        "maxmemory_policy",
                        context.keyspace().settings().maxMemoryPolicy.text());
        fragmentation(text, used, resident);
    }

    private void scripts(InfoText text, long scripts, long functions) {
        text.field("used_memory_lua", 0)
                .field("used_memory_vm_eval", 0)
                .field("used_memory_lua_human", "0B")
                .field("used_memory_scripts_eval", scripts)
                .field("number_of_cached_scripts", scripting.cachedScripts())
                .field("number_of_functions", scripting.functionCount())
                .field("number_of_libraries", scripting.libraryCount())
                .field("used_memory_vm_functions", scripting.compiledFunctionBytes())
                .memory("used_memory_vm_total", scripting.compiledFunctionBytes())
                .field("used_memory_functions", functions)
                .memory("used_memory_scripts", scripts + functions);
    }

    private void fragmentation(InfoText text, long used, long resident) {
        long committed = memory.committed();
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
                .field("mem_clients_normal", memory.used(Ledger.Kind.CLIENTS))
                .field("mem_cluster_links", 0)
                .field("mem_aof_buffer", 0)
                .field("mem_allocator", "java")
                .field("mem_overhead_db_hashtable_rehashing", 0)
                .field("active_defrag_running", 0)
                .field("lazyfree_pending_objects", 0)
                .field("lazyfreed_objects", context.keyspace().freedLazily());
    }

    /** Bytes that are no values: what the process took at start, the key tables, clients, scripts. */
    static long overhead(ServerContext context, MemoryUse memory) {
        long bytes = memory.used();
        Keyspace keyspace = context.keyspace();
        for (int i = 0; i < keyspace.databases(); i++) {
            bytes -= keyspace.database(i).valueBytes();
        }
        return bytes;
    }
}
