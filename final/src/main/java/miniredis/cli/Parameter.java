package miniredis.cli;

import module java.base;

import miniredis.resp.Reply;

/**
 * One argument of a command, as COMMAND DOCS describes it, with what is inside it.
 *
 * @param name as the manual calls it: {@code seconds}
 * @param type {@code key}, {@code integer}, {@code oneof}, {@code block} and so on
 * @param token a fixed word before the value, or alone; null for none, as the empty string is one
 * @param inner the choices of a {@code oneof}, the parts of a {@code block}
 */
record Parameter(
    String name,
    String type,
    String token,
    boolean optional,
    boolean multiple,
    boolean tokenEachTime,
    List<Parameter> inner) {

  static List<Parameter> listOf(Reply arguments) {
    return Replies.items(arguments).stream().map(Parameter::of).toList();
  }

  private static Parameter of(Reply argument) {
    Map<String, Reply> fields = Replies.fields(argument);
    List<String> flags = Replies.items(fields.get("flags")).stream().map(Replies::text).toList();
    return new Parameter(
        Replies.text(fields.get("name")),
        Replies.text(fields.get("type")),
        fields.containsKey("token") ? Replies.text(fields.get("token")) : null,
        flags.contains("optional"),
        flags.contains("multiple"),
        flags.contains("multiple_token"),
        listOf(fields.get("arguments")));
  }

  /** All of them in the notation of Redis's manual: {@code key [NX|XX] [EX seconds]}. */
  static String notation(List<Parameter> arguments) {
    return join(arguments, " ");
  }

  private static String join(List<Parameter> arguments, String between) {
    return arguments.stream().map(Parameter::notation).collect(Collectors.joining(between));
  }

  String notation() {
    String written = written();
    return optional ? "[" + written + "]" : written;
  }

  /** Without the brackets of what may be left out. */
  String written() {
    String before = token == null ? "" : shownToken() + (type.equals("pure-token") ? "" : " ");
    String value = value();
    if (!multiple) return before + value;
    return before + value + " [" + (tokenEachTime ? before : "") + value + " ...]";
  }

  /** One more of an argument that comes several times. */
  String single() {
    String before = token == null || !tokenEachTime ? "" : shownToken() + " ";
    return before + value();
  }

  /** The argument behind its fixed word. */
  Parameter withoutToken() {
    return new Parameter(name, type, null, optional, multiple, tokenEachTime, inner);
  }

  /** The fixed words with which it may begin. */
  Stream<String> fixedWords() {
    if (token != null) return Stream.of(token);
    return switch (type) {
      case "oneof" -> inner.stream().flatMap(Parameter::fixedWords);
      case "block" -> inner.isEmpty() ? Stream.empty() : inner.getFirst().fixedWords();
      default -> Stream.empty();
    };
  }

  /** Whether a word cannot be this: a number that is none. */
  boolean refuses(String word) {
    return switch (type) {
      case "integer", "unix-time" -> !word.matches("[+-]?\\d+");
      case "double" ->
          !word.matches("[(]?[+-]?(inf|infinity|\\d+\\.?\\d*([eE][+-]?\\d+)?|\\.\\d+)");
      default -> false;
    };
  }

  String shownToken() {
    return token.isEmpty() ? "\"\"" : token;
  }

  String value() {
    return switch (type) {
      case "oneof" -> join(inner, "|");
      case "block" -> join(inner, " ");
      case "pure-token" -> "";
      default -> name.isEmpty() ? "\"\"" : name;
    };
  }
}
