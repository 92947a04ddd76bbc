package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;

/**
 * One command with its arguments, the name first. Shown as one would type it into redis-cli.
 *
 * @param client whose it is, where several play
 */
record Request(int client, List<Bytes> arguments) {

  Request {
    arguments = List.copyOf(arguments);
  }

  Request(List<Bytes> arguments) {
    this(0, arguments);
  }

  static Request of(String... words) {
    return new Request(Stream.of(words).map(Bytes::of).toList());
  }

  Request from(int client) {
    return new Request(client, arguments);
  }

  /** The word in capitals, or nothing where there are fewer. */
  String word(int index) {
    return index < arguments.size() ? arguments.get(index).text().toUpperCase(Locale.ROOT) : "";
  }

  String name() {
    return word(0);
  }

  Request without(int index) {
    List<Bytes> fewer = new ArrayList<>(arguments);
    fewer.remove(index);
    return new Request(client, fewer);
  }

  void encode(BytesBuilder out) {
    out.append("*").append(arguments.size()).append("\r\n");
    for (Bytes argument : arguments) {
      out.append("$").append(argument.length()).append("\r\n").append(argument).append("\r\n");
    }
  }

  @Override
  public String toString() {
    return arguments.stream().map(Request::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(Bytes argument) {
    String text = new String(argument.array(), StandardCharsets.ISO_8859_1);
    if (text.matches("[\\w:.+*()$-]+")) return text;
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') quoted.append('\\').append(c);
      else if (c == '\r') quoted.append("\\r");
      else if (c == '\n') quoted.append("\\n");
      else if (c < 0x20 || c > 0x7e) quoted.append("\\x%02x".formatted((int) c));
      else quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
