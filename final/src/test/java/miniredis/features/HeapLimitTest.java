package miniredis.features;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * More than the heap holds: what has no room outside of it either is refused, and the server lives.
 */
@Tag("slow")
class HeapLimitTest {

  private static final int VALUES = 100;
  private static final int SIZE = 64 << 20;
  private static final byte[] PIECE = new byte[1 << 20];

  /** Just too short to lie outside of the heap. */
  private static final String SMALL = "v".repeat(2900);

  @TempDir Path folder;

  @Test
  void ofAHundredLargeValuesEachIsKeptWholeOrRefused() throws IOException {
    try (Program server = server("-Xmx512m")) {
      int kept = 0;
      try (Socket socket = new Socket("127.0.0.1", server.port())) {
        for (int i = 0; i < VALUES; i++) {
          String reply = set(socket, i);
          assertThat(reply).isIn("+OK", "-OOM command not allowed when used memory > 'maxmemory'.");
          if (reply.equals("+OK")) kept++;
        }
      }
      assertThat(kept).isBetween(3, VALUES);
      Redis redis = server.connect();
      redis.expect("DBSIZE", ":" + kept);
      for (int i = 0; i < kept; i++) redis.expect("STRLEN value:" + i, ":" + SIZE);
      redis.expect("DEL value:0", ":1").expect("SET small value", "+OK");
      assertThat(server.said()).doesNotContain("OutOfMemory");
    }
  }

  /** The server answers without the 64 MB, and goes on with what follows them. */
  @Test
  void whatIsRefusedSpoilsItsTransaction() throws IOException {
    try (Program server = server("-Xmx64m");
        Socket socket = new Socket("127.0.0.1", server.port())) {
      say(socket, "MULTI\r\nSET a 1\r\n");
      assertThat(line(socket)).isEqualTo("+OK");
      assertThat(line(socket)).isEqualTo("+QUEUED");
      assertThat(set(socket, 1)).startsWith("-OOM ");
      say(socket, "EXEC\r\n");
      assertThat(line(socket)).startsWith("-EXECABORT ");
      say(socket, "EXISTS a\r\n");
      assertThat(line(socket)).isEqualTo(":0");
    }
  }

  @Test
  void manySmallValuesAreRefusedInTime() throws IOException {
    try (Program server = server("-Xmx64m");
        Socket socket = new Socket("127.0.0.1", server.port())) {
      String reply = "+OK";
      int i = 0;
      for (; i < 40_000 && reply.equals("+OK"); i++) {
        say(socket, "SET small:" + i + " " + SMALL + "\r\n");
        reply = line(socket);
      }
      assertThat(reply).startsWith("-OOM ");
      assertThat(i).isBetween(4000, 20_000);
      say(socket, "GET small:0\r\n");
      assertThat(line(socket)).isEqualTo("$2900");
      assertThat(line(socket)).isEqualTo(SMALL);
      say(socket, "DEL small:0 small:1 small:2\r\n");
      assertThat(line(socket)).isEqualTo(":3");
    }
  }

  /** A limit that the heap cannot hold is no reason to refuse what a policy makes room for. */
  @Test
  void aCacheWithTooLargeALimitEvictsBeforeTheHeapIsFull() throws IOException {
    try (Program server =
            server("-Xmx64m", "--maxmemory", "1gb", "--maxmemory-policy", "allkeys-lru");
        Socket socket = new Socket("127.0.0.1", server.port())) {
      for (int i = 0; i < 40_000; i++) {
        say(socket, "SET cached:" + i + " " + SMALL + "\r\n");
        assertThat(line(socket)).isEqualTo("+OK");
      }
      say(socket, "EXISTS cached:0 cached:39999\r\n");
      assertThat(line(socket)).isEqualTo(":1");
      assertThat(server.said()).doesNotContain("OutOfMemory");
    }
  }

  private Program server(String heap, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of("--port", "0", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    Collections.addAll(options, more);
    Map<String, String> environment =
        Map.of("JAVA_TOOL_OPTIONS", heap + " -Xmn16m -XX:+UseParallelGC");
    return Program.server(folder, environment, options.toArray(String[]::new));
  }

  private static String set(Socket socket, int number) throws IOException {
    String key = "value:" + number;
    say(socket, "*3\r\n$3\r\nSET\r\n$" + key.length() + "\r\n" + key + "\r\n$" + SIZE + "\r\n");
    for (int sent = 0; sent < SIZE; sent += PIECE.length) socket.getOutputStream().write(PIECE);
    say(socket, "\r\n");
    return line(socket);
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c != '\n'; c = socket.getInputStream().read()) {
      if (c < 0) throw new EOFException("after '" + line + "'");
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
