package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * How much memory a server's data takes, asked in the way that is right for the server.
 *
 * <p>A Java server is asked by {@code jcmd PID GC.class_histogram}, which collects the garbage
 * first and then adds up every object that is left. Redis is asked by INFO: {@code used_memory} is
 * the sum of what it has allocated. Neither counts what the allocator or the heap holds in reserve.
 */
final class LiveBytes {

  static final String METHOD =
      "live objects after a full collection (jcmd GC.class_histogram) for Java, "
          + "used_memory for Redis; the difference that they make";

  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** What a collection puts into the holes that it did not think worth closing. */
  private static final Pattern FILLER =
      Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +\\S*jdk\\.internal\\.vm\\.Filler");

  private static final Pattern USED = Pattern.compile("(?m)^used_memory:(\\d+)");

  private LiveBytes() {}

  /** Bytes; NaN where the server does not tell. */
  static double of(ServerProcess server) throws IOException {
    boolean java = server.handle().info().command().orElse("").contains("java");
    return java ? histogram(server) : info(server);
  }

  private static long histogram(ServerProcess server) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    List<String> command =
        List.of(jcmd.toString(), "" + server.handle().pid(), "GC.class_histogram");
    try (OwnProcess asking = new OwnProcess(command)) {
      if (!asking.ended(Duration.ofMinutes(1))) throw new IOException("jcmd does not answer");
      return liveBytes(asking.output());
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /** The total of a histogram without the holes, which are free for what comes next. */
  static long liveBytes(String histogram) throws IOException {
    long holes =
        FILLER.matcher(histogram).results().mapToLong(r -> Long.parseLong(r.group(1))).sum();
    return number(TOTAL, histogram) - holes;
  }

  private static double info(ServerProcess server) throws IOException {
    try (Client client = server.connect()) {
      Reply reply = client.call("INFO", "memory");
      Matcher used = USED.matcher(reply instanceof Reply.Bulk(Bytes text) ? text.text() : "");
      return used.find() ? Long.parseLong(used.group(1)) : Double.NaN;
    }
  }

  static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) throw new IOException("no amount of memory in: " + text.strip());
    return Long.parseLong(matcher.group(1));
  }
}
