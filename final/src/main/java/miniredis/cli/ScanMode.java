package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;

/** {@code --scan}: all keys, a line each. */
final class ScanMode {

  private ScanMode() {}

  static void run(CliOptions options, KeyScan scan, Streams streams) throws IOException {
    do {
      for (Bytes key : scan.next()) {
        Bytes shown = options.format == Format.PLAIN ? Bytes.of(key.toString()) : untilZero(key);
        streams.out().write(shown.array());
        streams.out().write('\n');
      }
      scan.pause(options.intervalMicros);
    } while (scan.more());
    streams.out().flush();
  }

  /** redis-cli prints C's strings here, which end at a zero byte. */
  private static Bytes untilZero(Bytes key) {
    for (int i = 0; i < key.length(); i++) if (key.at(i) == 0) return key.slice(0, i);
    return key;
  }
}
