package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The words of the command line as the bytes that they are. Java makes text of them, by the rules
 * of the machine's language, and what is no text is lost; Linux keeps the bytes in a file.
 */
final class Arguments {

  private static final Path RAW = Path.of("/proc/self/cmdline");

  private Arguments() {}

  static List<Bytes> bytes(String[] args) throws IOException {
    boolean ascii = Stream.of(args).allMatch(word -> word.chars().allMatch(c -> c < 128));
    if (ascii || !Files.isReadable(RAW)) return Stream.of(args).map(Bytes::of).toList();
    List<Bytes> all = split(Files.readAllBytes(RAW));
    return all.subList(all.size() - args.length, all.size());
  }

  /** A zero byte ends each word. */
  private static List<Bytes> split(byte[] line) {
    List<Bytes> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < line.length; i++) {
      if (line[i] != 0) continue;
      words.add(Bytes.copyOf(line, start, i));
      start = i + 1;
    }
    return words;
  }
}
