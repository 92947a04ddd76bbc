package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two columns of the promise: kill -9, and a power cut. The server is a process of its own. */
class PowerCutTest {
  @TempDir Path folder;

  /** Sets a key, and kills the server as soon as it has said OK. Returns what the next one has. */
  private String afterKill(String... options) throws Exception {
    try (Running server = new Running(options)) {
      server.client().expect("SET a 1", "+OK");
      server.process.destroyForcibly().waitFor();
    }
    return afterRestart();
  }

  private String afterRestart() throws IOException {
    Database database = new Database(InstantSource.system());
    AppendOnlyFile.replay(folder.resolve("appendonly.aof"), new CommandTable(database));
    return String.valueOf(database.string(Bytes.of("a")));
  }

  private final class Running implements AutoCloseable {
    final Process process;
    private final BufferedReader out;
    private final int port;
    private Redis client;

    Running(String... options) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
      command.addAll(List.of(System.getProperty("java.class.path"), "miniredis.Main"));
      command.addAll(List.of("--port", "0", "--dir", folder.toString()));
      command.addAll(List.of(options));
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      out = process.inputReader();
      String line = out.readLine();
      port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    Redis client() {
      client = Redis.connect("127.0.0.1", port, "testkey");
      return client;
    }

    @Override
    public void close() throws IOException {
      if (client != null) client.close();
      process.destroy();
      process.onExit().join();
      out.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "everysec", "no"})
  void killingTheProcessLosesNothingUnderAnyPolicy(String policy) throws Exception {
    assertThat(afterKill("--appendfsync", policy)).isEqualTo("1");
  }

  @Test
  void aPowerCutLosesNothingUnderAlways() throws Exception {
    assertThat(afterKill("--appendfsync", "always", "--power-cut")).isEqualTo("1");
  }

  @Test
  void aPowerCutLosesNothingUnderEverysecThatIsOlderThanAboutASecond() throws Exception {
    try (Running server = new Running("--appendfsync", "everysec", "--power-cut")) {
      server.client().expect("SET a 1", "+OK");
      Path log = folder.resolve("appendonly.aof");
      Redis.eventually("the log is forced by and by", () -> Files.size(log) > 0);
      server.process.destroyForcibly().waitFor();
    }
    assertThat(afterRestart()).isEqualTo("1");
  }

  @Test
  void aPowerCutLosesWhatWasNotForcedUnderNo() throws Exception {
    assertThat(afterKill("--appendfsync", "no", "--power-cut")).isEqualTo("null");
  }

  @Test
  void aCleanStopLosesNothingEvenWithThePowerCut() throws Exception {
    try (Running server = new Running("--appendfsync", "no", "--power-cut")) {
      server.client().expect("SET a 1", "+OK");
      server.process.destroy();
      assertThat(server.process.waitFor()).isZero();
    }
    assertThat(afterRestart()).isEqualTo("1");
  }
}
