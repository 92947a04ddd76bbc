package miniredis.admin;

import module java.base;

/**
 * What the machine says about this process. Read from {@code /proc} where there is one: the
 * management beans that would say it everywhere take longer to load than the whole server.
 */
final class SystemFigures {

  /** Seconds of processor time. */
  record CpuTime(double user, double system) {}

  private static final double TICKS_PER_SECOND = 100;
  private static final long PAGE = 4096;

  private SystemFigures() {}

  static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Memory of this process that is in RAM, or the size of the heap where that is not known. */
  static long residentBytes() {
    try {
      return Long.parseLong(read("/proc/self/statm").split(" ")[1]) * PAGE;
    } catch (IOException | RuntimeException unknown) {
      return Runtime.getRuntime().totalMemory();
    }
  }

  /** The machine's memory, or what the JVM may use of it where that is not known. */
  static long totalMemory() {
    try {
      String[] words = read("/proc/meminfo").split("\\s+", 3);
      return Long.parseLong(words[1]) * 1024;
    } catch (IOException | RuntimeException unknown) {
      return Runtime.getRuntime().maxMemory();
    }
  }

  /** Name, version and kind of processor, as {@code uname} says them. */
  static String system() {
    String processor = System.getProperty("os.arch");
    return System.getProperty("os.name")
        + ' '
        + System.getProperty("os.version")
        + ' '
        + (processor.equals("amd64") ? "x86_64" : processor);
  }

  static CpuTime cpuTime() {
    return cpuTime("/proc/self/stat");
  }

  static CpuTime cpuTimeOfThisThread() {
    return cpuTime("/proc/thread-self/stat");
  }

  private static CpuTime cpuTime(String file) {
    try {
      String stat = read(file);
      String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return new CpuTime(
          Long.parseLong(words[11]) / TICKS_PER_SECOND,
          Long.parseLong(words[12]) / TICKS_PER_SECOND);
    } catch (IOException | RuntimeException unknown) {
      Duration total = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
      return new CpuTime(total.toMillis() / 1000.0, 0);
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
  }
}
