package miniredis.persistence;

import module java.base;

import miniredis.aof.AofDirectory;
import miniredis.aof.AofSettings;
import miniredis.builtin.ConnectionCommands;
import miniredis.builtin.DatabaseCommands;
import miniredis.builtin.ExpiryCommands;
import miniredis.builtin.GeoCommands;
import miniredis.builtin.HashCommands;
import miniredis.builtin.HashDeadlineCommands;
import miniredis.builtin.HyperLogLogCommands;
import miniredis.builtin.KeyCommands;
import miniredis.builtin.ListCommands;
import miniredis.builtin.SetCommands;
import miniredis.builtin.SortedSetCommands;
import miniredis.builtin.StreamCommands;
import miniredis.builtin.StringCommands;
import miniredis.bytes.Bytes;
import miniredis.config.Config;
import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.keyspace.Database;
import miniredis.value.HashValue;
import miniredis.value.Parts;
import miniredis.value.PendingEntry;
import miniredis.value.StreamConsumer;
import miniredis.value.StreamGroup;
import miniredis.value.StreamValue;
import miniredis.value.Value;

/** What a log holds, found out without a server around it. */
record Replayed(Map<String, String> keys, String warnings) {

  /** Loads the log of this folder, with aof-load-truncated as it is by default. */
  static Replayed of(Path folder, String... settings) throws IOException {
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    ServerLog log = new ServerLog(new PrintStream(warnings, true), false, ServerLog.Level.WARNING);
    Engine engine = new Engine(16, Instant::now, log);
    new ConnectionCommands(null, "7.0.15").addTo(engine.table());
    StringCommands.addTo(engine.table());
    ListCommands.addTo(engine.table());
    HashCommands.addTo(engine.table());
    HashDeadlineCommands.addTo(engine.table());
    SetCommands.addTo(engine.table());
    SortedSetCommands.addTo(engine.table());
    GeoCommands.addTo(engine.table());
    HyperLogLogCommands.addTo(engine.table());
    StreamCommands.addTo(engine.table(), engine.dispatcher().waiters());
    KeyCommands.addTo(engine.table());
    ExpiryCommands.addTo(engine.table());
    DatabaseCommands.addTo(engine.table());
    String[] dir = {"dir", folder.toString()};
    Config config = Config.of(Stream.of(dir, settings).flatMap(Stream::of).toArray(String[]::new));
    AofSettings files = AofSettings.of(config);
    AofDirectory directory = new AofDirectory(files, log);
    try (AofLoad load = new AofLoad(directory, directory.read(), engine, files, true, log)) {
      while (load.more(Long.MAX_VALUE)) {}
    }
    return new Replayed(keysOf(engine), warnings.toString(StandardCharsets.UTF_8));
  }

  private static Map<String, String> keysOf(Engine engine) {
    Map<String, String> keys = new TreeMap<>();
    for (int i = 0; i < engine.keyspace().count(); i++) {
      Database database = engine.keyspace().database(i);
      String prefix = i + " ";
      database.forEachEntry(
          entry -> keys.put(prefix + entry.key(), text(entry.value()) + " @" + entry.deadline()));
    }
    return keys;
  }

  /** All that the value consists of, deadlines of fields too; what has no order is sorted. */
  private static String text(Value value) {
    StringJoiner text = new StringJoiner(" ", value.type().word() + ": ", "");
    SortedSet<String> inNoOrder = new TreeSet<>();
    value.takeApart(
        new Parts() {
          @Override
          public void next(Bytes part) {
            text.add(part.toString());
          }

          @Override
          public void oneOf(Bytes... parts) {
            inNoOrder.add(Arrays.toString(parts));
          }
        });
    inNoOrder.forEach(text::add);
    if (value instanceof HashValue hash) addDeadlines(hash, text);
    if (value instanceof StreamValue stream) addHistory(stream, text);
    return text.toString();
  }

  private static void addDeadlines(HashValue hash, StringJoiner text) {
    SortedSet<String> deadlines = new TreeSet<>();
    for (int i = 0; i < hash.timed(); i++) {
      deadlines.add(hash.timedField(i) + "@" + hash.timedDeadline(i));
    }
    text.add(deadlines.toString());
  }

  /**
   * What a stream knows beside its entries, but not when a consumer was seen: that is not logged.
   */
  private static void addHistory(StreamValue stream, StringJoiner text) {
    text.add("last " + stream.last()).add("first " + stream.first());
    text.add("deleted " + stream.greatestDeleted()).add("added " + stream.added());
    for (StreamGroup group : stream.groups()) {
      text.add("group " + group.name()).add(group.last().toString()).add("read " + group.read());
      for (StreamConsumer consumer : group.consumers()) text.add("by " + consumer.name());
      for (PendingEntry pending : group.pending()) {
        text.add(pending.id() + " for " + pending.consumer().name());
        text.add("at " + pending.deliveredAt()).add("times " + pending.deliveries());
      }
    }
  }
}
