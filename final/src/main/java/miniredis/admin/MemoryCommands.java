package miniredis.admin;

import static miniredis.command.Access.RO;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.READONLY;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.engine.ScriptMemory;
import miniredis.keyspace.Database;
import miniredis.keyspace.Keyspace;
import miniredis.resp.Reply;

/** MEMORY: what takes how much of it. */
public final class MemoryCommands {

  private MemoryCommands() {}

  /**
   * @param scripts knows what scripts take
   * @param clients how many are connected
   */
  public static void addTo(
      CommandTable table, Supplier<ScriptMemory> scripts, IntSupplier clients) {
    table.group(Group.SERVER);
    table.addContainer("MEMORY").summary("Tells what memory is used for").since("4.0.0");
    question(table, "MEMORY|DOCTOR", call -> doctor(call, scripts.get(), clients.getAsInt()))
        .summary("Says in words what looks wrong with the use of memory");
    question(table, "MEMORY|MALLOC-STATS", MemoryCommands::mallocStats)
        .summary("Figures about Java's heap");
    table
        .add("MEMORY|PURGE", 2, MemoryCommands::purge)
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .summary("Has Java collect its garbage now; the server stands still meanwhile")
        .since("4.0.0");
    question(table, "MEMORY|STATS", call -> statistics(call, scripts.get()))
        .summary("Figures about the use of memory");
    table
        .add("MEMORY|USAGE", atLeast(3), MemoryCommands::usage, READONLY)
        .keys(2, 2, 1, RO)
        .summary("Tells how many bytes a key and its value take")
        .since("4.0.0")
        .syntax("key [SAMPLES count:integer]");
    table.addHelp("MEMORY").since("4.0.0");
  }

  private static Command question(CommandTable table, String name, Handler handler) {
    return table
        .add(name, 2, handler)
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .since("4.0.0");
  }

  /** Nothing is sampled, because sizes are known; the option is there for those who send it. */
  private static Reply usage(Call call) {
    for (int i = 3; i < call.size(); i += 2) {
      if (!call.arg(i).is("SAMPLES") || i + 1 == call.size()) throw Errors.syntax();
      if (call.integer(i + 1) < 0) throw Errors.syntax();
    }
    long bytes = call.database().footprint(call.arg(2));
    return bytes < 0 ? Reply.NULL : Reply.integer(bytes);
  }

  private static Reply purge(Call call) {
    call.keyspace().arrays().clear();
    System.gc();
    call.keyspace().offHeap().giveBack();
    return Reply.OK;
  }

  private static Reply mallocStats(Call call) {
    Runtime runtime = Runtime.getRuntime();
    String form =
        """
        Java's heap, in bytes
        most it may become: %,d
        size now:           %,d
        in use:             %,d, what is garbage counted
        kept to be reused:  %,d, arrays of entries that have gone
        free:               %,d
        outside of the heap, in bytes
        long strings:       %,d
        """;
    String text =
        String.format(
            Locale.ROOT,
            form,
            runtime.maxMemory(),
            runtime.totalMemory(),
            SystemFigures.usedHeap(),
            call.keyspace().arrays().bytes(),
            runtime.freeMemory(),
            call.keyspace().offHeap().bytes());
    return new Reply.Verbatim("txt", Bytes.of(text));
  }

  private static Reply statistics(Call call, ScriptMemory scripts) {
    Keyspace keyspace = call.keyspace();
    MemoryFigures now = MemoryFigures.of(keyspace);
    Fields fields = new Fields();
    fields
        .add("peak.allocated", now.peak())
        .add("total.allocated", now.used())
        .add("startup.allocated", now.startup())
        .add("replication.backlog", 0)
        .add("clients.slaves", 0)
        .add("clients.normal", now.clients())
        .add("cluster.links", 0)
        .add("aof.buffer", 0)
        .add("lua.caches", scripts.scriptBytes())
        .add("functions.caches", 0);
    for (int i = 0; i < keyspace.count(); i++) addDatabase(fields, keyspace.database(i));
    fields
        .add("overhead.total", now.overhead())
        .add("keys.count", now.keys())
        .add("keys.bytes-per-key", now.bytesPerKey())
        .add("dataset.bytes", now.dataset())
        .add("dataset.percentage", now.datasetPercent())
        .add("peak.percentage", now.peakPercent())
        .add("allocator.allocated", now.heapUsed())
        .add("allocator.active", now.heapSize())
        .add("allocator.resident", now.heapSize())
        .add("allocator-fragmentation.ratio", now.heapRatio())
        .add("allocator-fragmentation.bytes", now.heapSize() - now.heapUsed())
        .add("allocator-rss.ratio", 1.0)
        .add("allocator-rss.bytes", 0)
        .add("rss-overhead.ratio", now.processRatio())
        .add("rss-overhead.bytes", now.resident() - now.heapSize())
        .add("fragmentation", now.fragmentation())
        .add("fragmentation.bytes", now.resident() - now.used());
    return fields.reply();
  }

  private static void addDatabase(Fields fields, Database database) {
    if (database.size() == 0) return;
    Fields tables = new Fields();
    tables
        .add("overhead.hashtable.main", database.keyTableBytes())
        .add("overhead.hashtable.expires", database.tableBytes() - database.keyTableBytes())
        .add("overhead.hashtable.slot-to-keys", 0);
    fields.add("db." + database.index(), tables.reply());
  }

  /** Names and what belongs to them, in their order. */
  private static final class Fields {
    private final List<Reply> all = new ArrayList<>();

    Fields add(String name, long value) {
      return add(name, Reply.integer(value));
    }

    Fields add(String name, double value) {
      return add(name, new Reply.Double(value));
    }

    Fields add(String name, Reply value) {
      all.add(Reply.bulk(name));
      all.add(value);
      return this;
    }

    Reply reply() {
      return new Reply.Map(all);
    }
  }

  private static Reply doctor(Call call, ScriptMemory scripts, int clients) {
    Keyspace keyspace = call.keyspace();
    MemoryDoctor doctor =
        new MemoryDoctor(
            MemoryFigures.of(keyspace),
            clients,
            scripts.scripts(),
            Runtime.getRuntime().maxMemory(),
            keyspace.heapRoom().isTight());
    return new Reply.Verbatim("txt", Bytes.of(doctor.report()));
  }
}
