package miniredis.bench;

import module java.base;

/** What the system knows of a process: from Linux's {@code /proc} where there is one. */
final class ProcessStat {

  /** Linux counts in hundredths of a second, whatever its kernel's own clock does. */
  private static final long MICROS_A_TICK = 10_000;

  private static final long PAGE = 4096;

  private ProcessStat() {}

  /** User and system time so far, in microseconds; elsewhere than on Linux what Java knows. */
  static long cpuMicros(ProcessHandle process) {
    try {
      return cpuMicros(Files.readString(Path.of("/proc", "" + process.pid(), "stat")));
    } catch (IOException e) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1000;
    }
  }

  /** The 14th and 15th field; the second is a name in brackets that may hold spaces. */
  static long cpuMicros(String stat) {
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) * MICROS_A_TICK;
  }

  /** Memory in use, in bytes; 0 where there is no {@code /proc}. */
  static long residentBytes(ProcessHandle process) {
    try {
      String pages = Files.readString(Path.of("/proc", "" + process.pid(), "statm"));
      return Long.parseLong(pages.split(" ")[1]) * PAGE;
    } catch (IOException e) {
      return 0;
    }
  }
}
