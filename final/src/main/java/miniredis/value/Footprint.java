package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * What things take in Java's heap, in bytes: worked out from how Java lays objects out, because to
 * measure it means to stop and count everything.
 *
 * <pre>
 *   object   header | fields             | filled up to a multiple of eight
 *   array    header | length, four bytes | elements | filled up
 * </pre>
 *
 * <p>How long the header and a reference are depends on how Java was started. The header takes 12
 * bytes, or 8 with the option with which {@code ./run} starts the server; a reference takes 4 bytes
 * if the heap is at most 32 GB and the collector allows it, else 8.
 */
public final class Footprint {

  private static final int HEADER = hasCompactHeaders() ? 8 : 12;
  private static final int REFERENCE =
      System.getProperty("java.vm.compressedOopsMode") == null ? 8 : 4;

  private Footprint() {}

  /** An object with so many references and so many bytes of other fields. */
  public static long ofObject(int references, int bytes) {
    return filledUp(HEADER + references * REFERENCE + bytes);
  }

  /** An array of bytes. */
  public static long ofBytes(int length) {
    return ofArray(length, 1);
  }

  /** The longest array of bytes that takes no more than one of this length. */
  static int roomy(int length) {
    return (int) (ofBytes(length) - HEADER - Integer.BYTES);
  }

  /** An array of numbers of so many bytes each. */
  public static long ofArray(int length, int width) {
    return filledUp(HEADER + Integer.BYTES + (long) length * width);
  }

  /** An array of references, without what they refer to. */
  public static long ofReferences(int length) {
    return ofArray(length, REFERENCE);
  }

  /** A byte string with its array. */
  public static long of(Bytes bytes) {
    return ofObject(1, Integer.BYTES) + ofBytes(bytes.length());
  }

  private static long filledUp(long bytes) {
    return bytes + 7 & ~7;
  }

  /** Java tells what it was started with only by means that take longer to load than the server. */
  private static boolean hasCompactHeaders() {
    String option = "-XX:+UseCompactObjectHeaders";
    try {
      if (Files.readString(Path.of("/proc/self/cmdline")).contains(option)) return true;
    } catch (IOException | RuntimeException unknown) {
      // Not on Linux: what stands in the environment is all that can be known.
    }
    return Stream.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")
        .map(System.getenv()::get)
        .anyMatch(options -> options != null && options.contains(option));
  }
}
