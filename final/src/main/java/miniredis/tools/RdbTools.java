package miniredis.tools;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Json;
import miniredis.rdb.Codecs;
import miniredis.rdb.RdbException;
import miniredis.rdb.RdbReader;
import miniredis.rdb.RdbTarget;
import miniredis.rdb.RequestSink;
import miniredis.value.EntryView;
import miniredis.value.HashValue;

/** The tools for snapshots that look at keys and not at bytes. */
final class RdbTools {

  private RdbTools() {}

  private static void read(Path file, RdbTarget target) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      RdbReader reader = new RdbReader(in, Files.size(file), true, target);
      try {
        while (reader.next()) {}
      } catch (RdbException bad) {
        throw new IOException(file + ": " + bad.getMessage());
      }
    }
  }

  // check-rdb

  static boolean check(List<String> arguments, PrintStream out) throws IOException {
    return isWhole(ToolMain.file(arguments), out);
  }

  /** What a snapshot holds, and whether it could be read to its end. */
  static boolean isWhole(Path file, PrintStream out) throws IOException {
    Map<String, Long> types = new TreeMap<>();
    Map<Integer, Long> databases = new TreeMap<>();
    long[] timed = new long[2];
    RdbTarget counter =
        new RdbTarget() {
          @Override
          public void auxiliary(Bytes name, Bytes value) {
            out.printf("%s: %s is %s%n", file.getFileName(), name.text(), value);
          }

          @Override
          public void entry(int database, Bytes key, EntryView entry, long idle, int frequency) {
            types.merge(entry.type().word(), 1L, Long::sum);
            databases.merge(database, 1L, Long::sum);
            if (entry.isTimed()) timed[0]++;
            if (entry.value() instanceof HashValue hash) timed[1] += hash.timed();
          }
        };
    read(file, counter);
    databases.forEach((number, keys) -> out.printf("keys in database %d: %,d%n", number, keys));
    types.forEach((type, keys) -> out.printf("keys of type %s: %,d%n", type, keys));
    out.printf("keys with a deadline: %,d%n", timed[0]);
    if (timed[1] > 0) out.printf("fields of hashes with a deadline: %,d%n", timed[1]);
    out.printf("%s: %,d bytes, whole, the checksum is right%n", file, Files.size(file));
    return true;
  }

  // rdb-to-json

  static boolean toJson(List<String> arguments, PrintStream out) throws IOException {
    Path file = ToolMain.file(arguments);
    read(file, (database, _, entry, _, _) -> print(database, entry, out));
    return true;
  }

  private static void print(int database, EntryView entry, PrintStream out) {
    Json json = new Json().beginObject().name("db").number(database);
    json.name("key").bytes(entry.key()).name("type").text(entry.type().word());
    if (entry.isTimed()) json.name("expiresAt").number(entry.deadline());
    Codecs.json(entry, json.name("value"));
    JsonLine.print(json.endObject(), out);
  }

  // For aof-to-json: the base of a log as the requests that would make it

  static void toRequests(Path file, RequestSink sink) throws IOException {
    int[] selected = {-1};
    read(
        file,
        (database, key, entry, _, _) -> {
          if (selected[0] != database) {
            selected[0] = database;
            sink.request(Bytes.of("SELECT"), Bytes.of(database));
          }
          Codecs.requests(entry, sink);
          if (!entry.isTimed()) return;
          sink.request(Bytes.of("PEXPIREAT"), key, Bytes.of(entry.deadline()));
        });
  }
}
