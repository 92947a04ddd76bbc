package miniredis;

import module java.base;

/**
 * What the log says of a command. Most commands are logged as they came: INCR adds 1 today, and 1
 * when the log is run. But "in ten seconds" would begin anew then, so the log says the moment.
 */
final class Effect {
  static List<Bytes> of(Call call) {
    return switch (call.name()) {
      case "SET" -> set(call.key(), call.arg(2), deadline(call));
      case "SETEX", "PSETEX" -> set(call.key(), call.arg(3), deadline(call));
      case "EXPIRE", "PEXPIRE", "EXPIREAT" ->
          words("PEXPIREAT", call.key(), Bytes.of("" + deadline(call)));
      default -> call.words();
    };
  }

  private static long deadline(Call call) {
    return call.database().deadline(call.key());
  }

  private static List<Bytes> set(Bytes key, Bytes value, long deadline) {
    if (deadline == Expiry.NEVER) return words("SET", key, value);
    long moment = Math.max(1, deadline); // PXAT takes no 0 and nothing below.
    return words("SET", key, value, Bytes.of("PXAT"), Bytes.of("" + moment));
  }

  static List<Bytes> words(String name, Bytes... args) {
    return Stream.concat(Stream.of(Bytes.of(name)), Stream.of(args)).toList();
  }

  static byte[] encode(List<Bytes> words) {
    StringBuilder text = new StringBuilder("*" + words.size() + "\r\n");
    for (Bytes word : words) text.append("$" + word.array().length + "\r\n" + word + "\r\n");
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A log that makes this data: one command for each key, and one for its deadline. */
  static byte[] encodeAll(List<Database.Entry> snapshot) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    for (Database.Entry entry : snapshot) {
      log.writeBytes(encode(creation(entry)));
      if (entry.deadline() == Expiry.NEVER || entry.value() instanceof StringValue) continue;
      log.writeBytes(encode(words("PEXPIREAT", entry.key(), Bytes.of("" + entry.deadline()))));
    }
    return log.toByteArray();
  }

  /** The command that makes the entry's value. Only SET can set the deadline as well. */
  private static List<Bytes> creation(Database.Entry entry) {
    return switch (entry.value()) {
      case StringValue(Bytes bytes) -> set(entry.key(), bytes, entry.deadline());
      case ListValue list -> {
        List<Bytes> words = new ArrayList<>(words("RPUSH", entry.key()));
        words.addAll(list.elements());
        yield words;
      }
      case HashValue(Map<Bytes, Bytes> fields) -> {
        List<Bytes> words = new ArrayList<>(words("HSET", entry.key()));
        fields.forEach((field, value) -> words.addAll(List.of(field, value)));
        yield words;
      }
    };
  }
}
