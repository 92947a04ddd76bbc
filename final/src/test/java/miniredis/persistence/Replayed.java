package miniredis.persistence;

import module java.base;

import miniredis.aof.AofDirectory;
import miniredis.aof.AofSettings;
import miniredis.builtin.ConnectionCommands;
import miniredis.builtin.DatabaseCommands;
import miniredis.builtin.ExpiryCommands;
import miniredis.builtin.HashCommands;
import miniredis.builtin.KeyCommands;
import miniredis.builtin.ListCommands;
import miniredis.builtin.StringCommands;
import miniredis.config.Config;
import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.keyspace.Database;
import miniredis.value.EntryView;
import miniredis.value.ListValue;
import miniredis.value.StringValue;
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
          entry -> keys.put(prefix + entry.key(), text(entry) + " @" + entry.deadline()));
    }
    return keys;
  }

  private static String text(EntryView entry) {
    return switch (entry.value()) {
      case StringValue string -> string.content().toString();
      case ListValue list ->
          LongStream.range(0, list.length()).mapToObj(list::get).toList().toString();
      case Value other -> other.type().word();
    };
  }
}
