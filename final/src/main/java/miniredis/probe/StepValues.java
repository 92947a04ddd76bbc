package miniredis.probe;

import module java.base;

/** The keys and values of a step, read by the names that they have there. */
final class StepValues {

  private StepValues() {}

  /** What is in a step's Bytes. */
  static byte[] bytes(Object bytes) {
    return Reflected.field(bytes, "array", byte[].class);
  }

  static String text(Object bytes) {
    return Shown.text(bytes(bytes));
  }

  /** What TYPE says of a value. */
  static String type(Object value) {
    return switch (value.getClass().getSimpleName()) {
      case "ListValue" -> "list";
      case "HashValue" -> "hash";
      default -> "string";
    };
  }

  /** The beginning of a value. */
  static String shown(Object value) {
    return switch (value.getClass().getSimpleName()) {
      case "ListValue" -> list(value);
      case "HashValue" -> hash(value);
      case "StringValue" -> text(Reflected.field(value, "bytes"));
      default -> text(value);
    };
  }

  private static String list(Object list) {
    int length = (Integer) Reflected.call(list, "length");
    List<String> first = new ArrayList<>();
    for (int i = 0; i < Math.min(length, Shown.MOST_ELEMENTS); i++) {
      first.add(text(Reflected.call(list, "get", i)));
    }
    return Shown.elements("[", first, length, "]");
  }

  private static String hash(Object hash) {
    Map<?, ?> fields = Reflected.field(hash, "fields", Map.class);
    List<String> first =
        fields.entrySet().stream()
            .limit(Shown.MOST_ELEMENTS)
            .map(each -> text(each.getKey()) + ": " + text(each.getValue()))
            .toList();
    return Shown.elements("{", first, fields.size(), "}");
  }
}
