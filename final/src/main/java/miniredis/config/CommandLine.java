package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The words after the program's name: a config file first, if any, then {@code --name value...}.
 *
 * <p>As in redis-server, the word after a name is its value whatever it looks like, and more words
 * may follow up to the next {@code --name}; {@code --save} alone is {@code --save ""}, and {@code
 * "--port 7000"} may be one word.
 *
 * @param file the config file, or null
 * @param wantsHelp whether {@code --help} or {@code -h} was given
 * @param wantsVersion whether {@code --version} or {@code -v} was given
 */
public record CommandLine(
    Path file, List<Assignment> options, boolean wantsHelp, boolean wantsVersion) {

  private static final String WHERE = "command line";

  /**
   * Reads the arguments of main.
   *
   * @throws ConfigException for a word that belongs to no option; names and values are looked at
   *     only when they are loaded
   */
  public static CommandLine parse(String... args) {
    Deque<String> words = new ArrayDeque<>(List.of(args));
    Path file = null;
    if (!words.isEmpty() && !isName(words.peek())) file = path(words.poll());
    List<Assignment> options = new ArrayList<>();
    boolean help = false;
    boolean version = false;
    while (!words.isEmpty()) {
      String word = words.poll();
      switch (word) {
        case "--help", "-h" -> help = true;
        case "--version", "-v" -> version = true;
        default -> options.add(option(word, words));
      }
    }
    return new CommandLine(file, options, help, version);
  }

  private static Assignment option(String word, Deque<String> rest) {
    if (!isName(word)) throw new ConfigException("option names begin with --, not '" + word + "'");
    String name = word.startsWith("--") ? word.substring(2) : word;
    int end = endOfName(name);
    List<Bytes> values = new ArrayList<>();
    if (end < name.length()) {
      values.add(Bytes.of(name.substring(end + 1).strip()));
      name = name.substring(0, end);
    }
    name = inFull(name);
    if (values.isEmpty() && takesNext(name, rest.peek())) values.add(Bytes.of(rest.poll()));
    while (!rest.isEmpty() && !isName(rest.peek())) values.add(Bytes.of(rest.poll()));
    if (values.isEmpty() && name.equals("save")) values.add(Bytes.EMPTY);
    if (values.isEmpty() && name.equals("trace")) values.add(Bytes.of("yes"));
    return new Assignment(name, values.toArray(Bytes[]::new), WHERE);
  }

  /** Whether the next word is the value: always, but for the two that can do without one. */
  private static boolean takesNext(String name, String next) {
    if (next == null) return false;
    return !isName(next) || !name.equals("save") && !name.equals("trace");
  }

  private static int endOfName(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == ' ' || name.charAt(i) == '=') return i;
    }
    return name.length();
  }

  private static String inFull(String name) {
    return switch (name) {
      case "-p" -> "port";
      case "-d", "data-dir" -> "dir";
      case "host" -> "bind";
      default -> name;
    };
  }

  /** {@code -1} and the like are values. */
  private static boolean isName(String word) {
    if (word.startsWith("--")) return word.length() > 2;
    return word.length() == 2 && word.charAt(0) == '-' && Character.isLetter(word.charAt(1));
  }

  private static Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new ConfigException("not a config file: " + word);
    }
  }
}
