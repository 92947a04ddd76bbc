package miniredis.admin;

import module java.base;

import miniredis.bytes.Doubles;
import miniredis.engine.Info;
import miniredis.engine.ScriptMemory;
import miniredis.keyspace.Keyspace;
import miniredis.keyspace.Memory;

/**
 * How much memory is used, in Redis's words. {@code used_memory} is the account of keys and
 * clients, {@code allocator_} is Java's heap with its garbage and what long strings take outside of
 * it, {@code rss} is the whole process.
 *
 * @param used bytes that the account holds
 * @param overhead bytes of it that are no data: tables and buffers for clients
 * @param heapUsed bytes that hold objects, dead or alive, and long strings
 * @param heapSize bytes that Java has for objects, and those of long strings
 * @param resident bytes of the process that are in RAM
 */
record MemoryFigures(
    long used,
    long peak,
    long startup,
    long clients,
    long overhead,
    long keys,
    long heapUsed,
    long heapSize,
    long resident) {

  static MemoryFigures of(Keyspace keyspace) {
    Memory memory = keyspace.memory();
    memory.sample();
    long outside = keyspace.offHeap().bytes();
    long tables = 0;
    long keys = 0;
    for (int i = 0; i < keyspace.count(); i++) {
      tables += keyspace.database(i).tableBytes();
      keys += keyspace.database(i).size();
    }
    return new MemoryFigures(
        memory.used(),
        memory.peak(),
        memory.startup(),
        memory.clients(),
        tables + memory.clients(),
        keys,
        SystemFigures.usedHeap() + outside,
        Runtime.getRuntime().totalMemory() + outside,
        SystemFigures.residentBytes());
  }

  long dataset() {
    return Math.max(0, used - overhead);
  }

  /** Of all that was not there at the start. */
  double datasetPercent() {
    return 100.0 * dataset() / Math.max(1, used - startup);
  }

  double peakPercent() {
    return 100.0 * used / Math.max(1, peak);
  }

  long bytesPerKey() {
    return keys == 0 ? 0 : Math.max(0, used - startup) / keys;
  }

  double heapRatio() {
    return (double) heapSize / heapUsed;
  }

  double processRatio() {
    return (double) resident / heapSize;
  }

  double fragmentation() {
    return (double) resident / Math.max(1, used);
  }

  void addTo(Info.Fields fields, long maxmemory, String policy, ScriptMemory scripts) {
    fields
        .addSize("used_memory", used)
        .addSize("used_memory_rss", resident)
        .addSize("used_memory_peak", peak)
        .add("used_memory_peak_perc", percent(peakPercent()))
        .add("used_memory_overhead", overhead)
        .add("used_memory_startup", startup)
        .add("used_memory_dataset", dataset())
        .add("used_memory_dataset_perc", percent(datasetPercent()))
        .add("allocator_allocated", heapUsed)
        .add("allocator_active", heapSize)
        .add("allocator_resident", heapSize)
        .addSize("total_system_memory", SystemFigures.totalMemory())
        .add("used_memory_lua", scripts.luaBytes())
        .add("used_memory_vm_eval", scripts.luaBytes())
        .addHuman("used_memory_lua", scripts.luaBytes())
        .add("used_memory_scripts_eval", scripts.scriptBytes())
        .add("number_of_cached_scripts", scripts.scripts())
        .addZeros("number_of_functions", "number_of_libraries", "used_memory_vm_functions")
        .addSize("used_memory_vm_total", scripts.luaBytes())
        .addZeros("used_memory_functions")
        .addSize("used_memory_scripts", scripts.scriptBytes())
        .addSize("maxmemory", maxmemory)
        .add("maxmemory_policy", policy)
        .add("allocator_frag_ratio", ratio(heapRatio()))
        .add("allocator_frag_bytes", heapSize - heapUsed)
        .add("allocator_rss_ratio", "1.00")
        .add("allocator_rss_bytes", 0)
        .add("rss_overhead_ratio", ratio(processRatio()))
        .add("rss_overhead_bytes", resident - heapSize)
        .add("mem_fragmentation_ratio", ratio(fragmentation()))
        .add("mem_fragmentation_bytes", resident - used)
        .add("mem_not_counted_for_evict", 0)
        .add("mem_replication_backlog", 0)
        .add("mem_total_replication_buffers", 0)
        .add("mem_clients_slaves", 0)
        .add("mem_clients_normal", clients)
        .add("mem_cluster_links", 0)
        .add("mem_aof_buffer", 0)
        .add("mem_allocator", "jvm-" + System.getProperty("java.vm.version"))
        .add("active_defrag_running", 0)
        .add("lazyfree_pending_objects", 0)
        .add("lazyfreed_objects", 0);
  }

  private static String percent(double value) {
    return ratio(value) + '%';
  }

  private static String ratio(double value) {
    return Doubles.fixed(value, 2);
  }
}
