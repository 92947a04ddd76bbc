package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;

/** Which lines hold a password, and are not to be kept. */
final class Secrets {

  private static final Set<String> SETTINGS =
      Set.of(
          "requirepass",
          "masterauth",
          "masteruser",
          "tls-key-file-pass",
          "tls-client-key-file-pass");

  private Secrets() {}

  /** A line that cannot be split is looked through for words that could be the beginning of one. */
  static boolean hasSecret(String line) {
    Optional<Bytes[]> words = Words.split(line);
    if (words.isEmpty())
      return line.matches("(?is).*\\b(auth2?|setuser|requirepass|masterauth)\\b.*");
    List<String> texts = Stream.of(words.get()).map(word -> word.toLowerCase().text()).toList();
    boolean counted = texts.size() > 1 && Digits.isWhole(texts.getFirst());
    return !texts.isEmpty() && hasSecret(counted ? texts.subList(1, texts.size()) : texts);
  }

  private static boolean hasSecret(List<String> words) {
    return switch (words.getFirst()) {
      case "auth" -> true;
      case "acl" -> words.size() > 1 && words.get(1).equals("setuser");
      case "config" -> words.stream().anyMatch(SETTINGS::contains);
      case "hello" -> words.contains("auth");
      case "migrate" -> words.contains("auth") || words.contains("auth2");
      // SENTINEL SET name auth-pass, and what others think of.
      case "sentinel" -> words.stream().anyMatch(word -> word.contains("pass"));
      default -> false;
    };
  }
}
