package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import course.Redis;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand who say nothing. The server is a process of its own: both ends need a file each. */
@Tag("slow")
class IdleClientsSlowTest {
  private static final int CLIENTS = 10_000;

  @TempDir Path folder;

  @Test
  void tenThousandIdleClientsDisturbNobody() throws Exception {
    long files = maxOpenFiles();
    Assumptions.assumeTrue(
        files > CLIENTS + 500,
        "this machine allows %d open files in a process (ulimit -n); %d clients need more"
            .formatted(files, CLIENTS));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "miniredis.Main",
                "--port",
                "0",
                "--maxclients",
                Integer.toString(CLIENTS + 1))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Socket> idle = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      for (int i = 0; i < CLIENTS; i++) idle.add(new Socket("127.0.0.1", port));
      try (Redis redis = Redis.connect("127.0.0.1", port, "testkey")) {
        redis.expect("INCR @n", ":1");
        redis.expect("GET @n", "$1", "1");
      }
      Socket last = idle.getLast();
      last.getOutputStream().write("PING\r\n".getBytes());
      assertThat(last.getInputStream().readNBytes(7)).isEqualTo("+PONG\r\n".getBytes());
    } finally {
      for (Socket socket : idle) close(socket);
      process.destroy();
      assertThat(process.waitFor()).isZero();
    }
  }

  private static void close(Socket socket) throws IOException {
    socket.close();
  }

  private static long maxOpenFiles() {
    boolean unix =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean;
    if (!unix) return Long.MAX_VALUE;
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getMaxFileDescriptorCount();
  }
}
