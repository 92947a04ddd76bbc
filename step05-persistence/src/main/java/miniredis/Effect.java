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

  /** A log that makes this data: one SET for each key. */
  static byte[] encodeAll(List<Database.Entry> snapshot) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    for (Database.Entry entry : snapshot) {
      log.writeBytes(encode(set(entry.key(), entry.value(), entry.deadline())));
    }
    return log.toByteArray();
  }
}
