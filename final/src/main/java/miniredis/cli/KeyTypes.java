package miniredis.cli;

/** The type of the keys that a command takes, as TYPE names it. */
final class KeyTypes {

  private KeyTypes() {}

  /** Null for a command that takes keys of any type. */
  static String of(Manual.Entry entry) {
    return switch (entry.group()) {
      case "string", "bitmap", "hyperloglog" -> anyType(entry.name()) ? null : "string";
      case "list" -> "list";
      case "hash" -> "hash";
      case "set" -> "set";
      case "sorted-set", "sorted_set" -> "zset";
      case "geo" -> "zset";
      case "stream" -> "stream";
      default -> null;
    };
  }

  /** SET overwrites whatever there is. */
  private static boolean anyType(String name) {
    return name.equals("SET") || name.equals("GETSET") || name.equals("MSET");
  }
}
