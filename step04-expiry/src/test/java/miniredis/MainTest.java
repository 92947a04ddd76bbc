package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as the shell sees it: what it prints, and the code it ends with. */
class MainTest {
  @TempDir Path folder;

  private Process start(String... words) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).directory(folder.toFile()).start();
  }

  private Process main(String... options) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), "miniredis.Main"));
    words.addAll(List.of(options));
    return start(words.toArray(String[]::new));
  }

  private static void pingAndStop(Process process) throws Exception {
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      assertThat(line)
          .startsWith("mini Redis (pid " + process.pid() + ") is listening on 127.0.0.1:");
      int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      try (Redis redis = Redis.connect("127.0.0.1", port, "testkey")) {
        redis.expect("PING", "+PONG");
        process.toHandle().destroy();
        assertThat(process.waitFor()).isZero();
      }
      assertThat(process.errorReader().readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void failsWith(Process process, String complaint) throws Exception {
    assertThat(process.errorReader().readAllAsString())
        .isEqualTo("mini Redis: " + complaint + System.lineSeparator());
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void itTellsItsPidAndItsPortAndEndsWithNoughtWhenItIsStopped() throws Exception {
    pingAndStop(main("--port", "0"));
  }

  @Test
  void itRunsFromItsSourcesToo() throws Exception {
    Path source = Path.of("src/main/java/miniredis/Main.java").toAbsolutePath();
    pingAndStop(start(source.toString(), "--port", "0"));
  }

  @Test
  void aPortThatIsTakenIsSaidInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      failsWith(
          main("--port", Integer.toString(port)),
          "--bind 127.0.0.1 --port " + port + ": Address already in use");
    }
  }

  @Test
  void aMistakeInTheOptionsIsSaidInOneLine() throws Exception {
    failsWith(main("--prot", "1"), "no option --prot, try --help");
  }

  @Test
  void helpShowsTheOptionsAndStartsNothing() throws Exception {
    Process process = main("--help");
    assertThat(process.inputReader().readAllAsString()).isEqualTo(Config.USAGE);
    assertThat(process.waitFor()).isZero();
    assertThat(Files.list(folder)).isEmpty();
  }
}
