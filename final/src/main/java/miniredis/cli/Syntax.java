package miniredis.cli;

import module java.base;

import miniredis.resp.Reply;

/**
 * Writes the arguments of a command, as COMMAND DOCS describes them, in the notation of Redis's
 * manual: {@code key value [NX|XX] [EX seconds|PX milliseconds]}.
 */
final class Syntax {

  private Syntax() {}

  /** The notation for a list of arguments; empty for none. */
  static String of(Reply arguments) {
    return join(arguments, " ");
  }

  /** The fixed words among the arguments, in order. */
  static List<String> tokens(Reply arguments) {
    List<String> tokens = new ArrayList<>();
    for (Reply argument : Manual.items(arguments)) {
      Map<String, Reply> fields = Manual.fields(argument);
      String token = Manual.text(fields.get("token"));
      if (!token.isBlank() && !token.equals("\"\"")) tokens.add(token);
      tokens.addAll(tokens(fields.get("arguments")));
    }
    return tokens;
  }

  private static String join(Reply arguments, String between) {
    return Manual.items(arguments).stream()
        .map(argument -> argument(Manual.fields(argument)))
        .collect(Collectors.joining(between));
  }

  private static String argument(Map<String, Reply> fields) {
    Set<String> flags =
        Manual.items(fields.get("flags")).stream().map(Manual::text).collect(Collectors.toSet());
    String token = Manual.text(fields.get("token"));
    String value = value(fields);
    String written = token.isEmpty() || value.isEmpty() ? token + value : token + " " + value;
    if (flags.contains("multiple")) {
      boolean tokenToo = flags.contains("multiple_token");
      written += " [" + (tokenToo ? written : value) + " ...]";
    }
    return flags.contains("optional") ? "[" + written + "]" : written;
  }

  private static String value(Map<String, Reply> fields) {
    return switch (Manual.text(fields.get("type"))) {
      case "oneof" -> join(fields.get("arguments"), "|");
      case "block" -> join(fields.get("arguments"), " ");
      case "pure-token" -> "";
      default -> {
        String display = Manual.text(fields.get("display_text"));
        yield display.isEmpty() ? Manual.text(fields.get("name")) : display;
      }
    };
  }
}
