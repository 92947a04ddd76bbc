package course.learn;

import module java.base;

/** Writes maps, lists, texts, numbers and truth values as JSON. */
final class Json {

  private Json() {}

  static String of(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(each -> text(each.getKey()) + ":" + of(each.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case List<?> list -> list.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> text(value);
    };
  }

  private static String text(Object value) {
    StringBuilder text = new StringBuilder("\"");
    for (char c : value.toString().toCharArray()) {
      if (c == '"' || c == '\\') text.append('\\').append(c);
      else if (c == '\n') text.append("\\n");
      else if (c < ' ') text.append("\\u%04x".formatted((int) c));
      else text.append(c);
    }
    return text.append('"').toString();
  }
}
