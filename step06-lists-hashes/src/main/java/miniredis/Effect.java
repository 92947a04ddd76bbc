package miniredis;

import module java.base;

/**
 * What the log says of a command. Most say it themselves: INCR adds 1 today, and adds 1 when the
 * log is run. But "in ten seconds" is another moment every time, so the log names the moment.
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
    return words("SET", key, value, Bytes.of("PXAT"), Bytes.of("" + Math.max(1, deadline)));
  }

  static List<Bytes> words(String name, Bytes... args) {
    return Stream.concat(Stream.of(Bytes.of(name)), Stream.of(args)).toList();
  }

  static byte[] encode(List<Bytes> words) {
    StringBuilder text = new StringBuilder("*" + words.size() + "\r\n");
    for (Bytes word : words) text.append("$" + word.array().length + "\r\n" + word + "\r\n");
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The shortest log that leads to this data. */
  static byte[] encodeAll(List<Database.Entry> snapshot) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    for (Database.Entry entry : snapshot) {
      log.writeBytes(encode(creation(entry)));
      if (entry.deadline() == Expiry.NEVER || entry.value() instanceof StringValue) continue;
      log.writeBytes(encode(words("PEXPIREAT", entry.key(), Bytes.of("" + entry.deadline()))));
    }
    return log.toByteArray();
  }

  /** Only SET can set a deadline, too. */
  private static List<Bytes> creation(Database.Entry entry) {
    List<Bytes> words = new ArrayList<>();
    return switch (entry.value()) {
      case StringValue(Bytes bytes) -> set(entry.key(), bytes, entry.deadline());
      case ListValue list -> {
        words.addAll(words("RPUSH", entry.key()));
        words.addAll(list.elements());
        yield words;
      }
      case HashValue(Map<Bytes, Bytes> fields) -> {
        words.addAll(words("HSET", entry.key()));
        fields.forEach((field, value) -> words.addAll(List.of(field, value)));
        yield words;
      }
    };
  }
}
