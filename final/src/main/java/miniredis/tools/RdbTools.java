package miniredis.tools;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.rdb.RdbException;
import miniredis.rdb.RdbReader;
import miniredis.rdb.RdbTarget;
import miniredis.value.Entry;
import miniredis.value.HashValue;
import miniredis.value.ListCursor;
import miniredis.value.ListValue;
import miniredis.value.StringValue;
import miniredis.value.Value;

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
    long[] timed = new long[1];
    RdbTarget counter =
        new RdbTarget() {
          @Override
          public void auxiliary(Bytes name, Bytes value) {
            out.printf("%s: %s is %s%n", file.getFileName(), name.text(), value);
          }

          @Override
          public void entry(int database, Bytes key, Object entry, long idle, int frequency) {
            types.merge(Entry.typeOf(entry), 1L, Long::sum);
            databases.merge(database, 1L, Long::sum);
            if (Entry.deadlineOf(entry) != Entry.NO_DEADLINE) timed[0]++;
          }
        };
    read(file, counter);
    databases.forEach((number, keys) -> out.printf("keys in database %d: %,d%n", number, keys));
    types.forEach((type, keys) -> out.printf("keys of type %s: %,d%n", type, keys));
    out.printf("keys with a deadline: %,d%n", timed[0]);
    out.printf("%s: %,d bytes, whole, the checksum is right%n", file, Files.size(file));
    return true;
  }

  // rdb-to-json

  static boolean toJson(List<String> arguments, PrintStream out) throws IOException {
    Path file = ToolMain.file(arguments);
    read(file, (database, key, entry, _, _) -> print(database, key, entry, out));
    return true;
  }

  private static void print(int database, Bytes key, Object entry, PrintStream out) {
    StringBuilder line = new StringBuilder("{\"db\":" + database);
    line.append(",\"key\":").append(JsonLine.word(key));
    line.append(",\"type\":\"").append(Entry.typeOf(entry)).append('"');
    long deadline = Entry.deadlineOf(entry);
    if (deadline != Entry.NO_DEADLINE) line.append(",\"expiresAt\":").append(deadline);
    line.append(",\"value\":").append(json(Entry.valueOf(entry))).append("}\n");
    byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  /** A hash is a list of pairs: JSON's objects have no place for fields that are no text. */
  private static String json(Value value) {
    return switch (value) {
      case StringValue string -> JsonLine.word(string.content());
      case ListValue list -> JsonLine.of(elements(list));
      case HashValue hash -> {
        List<String> pairs = new ArrayList<>();
        hash.forEach((field, content) -> pairs.add(JsonLine.of(List.of(field, content))));
        yield "[" + String.join(",", pairs) + "]";
      }
    };
  }

  private static List<Bytes> elements(ListValue list) {
    List<Bytes> all = new ArrayList<>();
    for (ListCursor at = list.cursor(0); at.isThere(); at.next()) all.add(at.get());
    return all;
  }

  // For aof-to-json: the base of a log as the requests that would make it

  static void toRequests(Path file, Consumer<List<Bytes>> sink) throws IOException {
    int[] selected = {-1};
    read(
        file,
        (database, key, entry, _, _) -> {
          if (selected[0] != database) {
            selected[0] = database;
            sink.accept(List.of(Bytes.of("SELECT"), Bytes.of(database)));
          }
          sink.accept(request(key, Entry.valueOf(entry)));
          long deadline = Entry.deadlineOf(entry);
          if (deadline == Entry.NO_DEADLINE) return;
          sink.accept(List.of(Bytes.of("PEXPIREAT"), key, Bytes.of(deadline)));
        });
  }

  private static List<Bytes> request(Bytes key, Value value) {
    List<Bytes> words = new ArrayList<>();
    switch (value) {
      case StringValue string -> Collections.addAll(words, Bytes.of("SET"), key, string.content());
      case ListValue list -> {
        Collections.addAll(words, Bytes.of("RPUSH"), key);
        words.addAll(elements(list));
      }
      case HashValue hash -> {
        Collections.addAll(words, Bytes.of("HSET"), key);
        hash.forEach((field, content) -> Collections.addAll(words, field, content));
      }
    }
    return words;
  }
}
