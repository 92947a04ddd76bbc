package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;

/** {@code --eval}: a script from a file, with keys before a comma and arguments after it. */
final class Script {

  private Script() {}

  /** EVAL and its arguments. */
  static Bytes[] command(String file, List<Bytes> arguments, Streams streams) throws IOException {
    int comma = arguments.indexOf(Bytes.of(","));
    List<Bytes> words = new ArrayList<>(arguments);
    if (comma >= 0) words.remove(comma);
    words.addAll(
        0, List.of(Bytes.of("EVAL"), content(file, streams), keys(comma, arguments.size())));
    return words.toArray(Bytes[]::new);
  }

  private static Bytes keys(int comma, int arguments) {
    return Bytes.of(comma >= 0 ? comma : arguments);
  }

  private static Bytes content(String file, Streams streams) throws IOException {
    try {
      return Bytes.wrap(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      streams.complain("Can't open file '" + file + "': " + Reasons.ofFile(e));
      throw new Exit(1);
    }
  }
}
