package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;

/**
 * Another server that takes part: {@code --beside NAME='command {port}'}.
 *
 * @param name as the tables call it
 * @param command its words, with {@code {port}}, and {@code {folder}} where that belongs
 */
record Beside(String name, List<String> command) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w.+-]{0,30}");

  /**
   * Reads a name and a command line, whose words may stand in quotes as in redis.conf.
   *
   * @throws IllegalArgumentException with one clear line
   */
  static Beside parse(String text) {
    int end = text.indexOf('=');
    String name = end < 0 ? "" : text.substring(0, end);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("--beside needs NAME='command {port}', not " + text);
    }
    List<String> words =
        Words.split(text.substring(end + 1)).stream().flatMap(Stream::of).map(Bytes::text).toList();
    if (words.isEmpty()) {
      throw new IllegalArgumentException("--beside " + name + ": no command, or open quotes");
    }
    if (words.stream().noneMatch(word -> word.contains("{port}"))) {
      throw new IllegalArgumentException(
          "--beside " + name + ": there is no {port} in its command");
    }
    return new Beside(name, words);
  }
}
