package miniredis.bench;

import module java.base;

/** How many files and sockets a process may have open here: {@code ulimit -n}. */
final class OpenFiles {

  /** What a server, and we, have open beside sockets of clients. */
  private static final int OTHERS = 200;

  private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(\\d+) ");

  private OpenFiles() {}

  /** So many clients can be connected at once; elsewhere than on Linux nobody tells. */
  static int clients() {
    try {
      return clients(Files.readString(Path.of("/proc/self/limits")));
    } catch (IOException e) {
      return Integer.MAX_VALUE;
    }
  }

  static int clients(String limits) {
    Matcher limit = LIMIT.matcher(limits);
    if (!limit.find()) return Integer.MAX_VALUE;
    return (int) Math.clamp(Long.parseLong(limit.group(1)) - OTHERS, 1L, Integer.MAX_VALUE);
  }
}
