package miniredis;

import course.OwnProcessTest;
import course.Redis;
import course.Running;
import course.Usually;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The server as a program: how it starts and stops, and what it holds on to. */
class ProcessConformanceTest extends OwnProcessTest {

  @Test
  @Usually(
      "A clean stop ends with exit code 0; Java's own would be 143. A shutdown hook sees to it.")
  void sigtermIsACleanStop() {
    start().expect("PING", "+PONG");
    int code = stop();
    check(code == 0, "SIGTERM was sent to the server", "exit code 0", "exit code " + code);
  }

  @Test
  @Usually("A client that waits for its next request keeps the server from stopping.")
  void aSilentClientDoesNotKeepTheServerFromStopping() {
    Redis redis = start();
    redis.send("PING\r\nPI").expectReply("+PONG");
    int code = stop();
    check(code == 0, "SIGTERM, with a client in the middle of a line", "exit code 0", code);
    redis.expectClosed();
  }

  @Test
  @Usually("An unknown option is an error: the program says which, and ends with exit code 1.")
  void anUnknownOptionIsRefused() {
    Running server = launch("--nosuchoption", "1");
    int code = server.exitCode();
    check(code == 1, "Start with --nosuchoption 1", "exit code 1, within 20 seconds", code);
  }

  @Test
  @Usually("A port that is taken is an error: the program says so, and ends with exit code 1.")
  void aPortThatIsTakenIsAnError() {
    // No client: at this move of the first step a server may still greet who comes.
    launch();
    String taken = Integer.toString(server().port());
    try (Running second = another("--port", taken)) {
      int code = second.exitCode();
      check(code == 1, "Start a second server on port " + taken, "exit code 1", code);
    }
  }

  @Test
  @Usually(
      "toUpperCase() and toLowerCase() without Locale.ROOT do what the machine's language does:"
          + " in Turkish the small letter of I is another than i.")
  void commandsAreTheSameInEveryLanguage() {
    withJava("-Duser.language=tr -Duser.country=TR");
    Redis redis = start();
    redis.expect("ping", "+PONG");
    redis.expect("PING a b", "-ERR wrong number of arguments for 'ping' command");
    redis.expect("quit", "+OK");
  }

  @Test
  @Usually("The server listens on all addresses, or on another one than it was told.")
  void itListensWhereItIsTold() {
    start("--bind", "127.0.0.1").expect("PING", "+PONG");
    boolean linux = Files.isDirectory(Path.of("/proc"));
    Assumptions.assumeTrue(linux, "only Linux has more addresses than one for itself");
    try (Socket elsewhere = new Socket("127.0.0.2", server().port())) {
      check(
          false,
          "Start with --bind 127.0.0.1, and a connection to 127.0.0.2",
          "nobody listens",
          elsewhere);
    } catch (IOException nobody) {
      // So it should be.
    }
  }

  @Test
  @Usually("--help shows the options, starts nothing, and is no error.")
  void helpIsShownAndNothingIsStarted() {
    notForRedis("Redis calls it an error");
    Running server = launch("--help");
    int code = server.exitCode();
    check(code == 0, "Start with --help", "exit code 0", "exit code " + code);
    boolean shown = server.printed().contains("--port") && server.printed().contains("--bind");
    check(
        shown, "Start with --help", "the options, --port and --bind among them", server.printed());
  }

  @Test
  @Usually("The socket of a client that has left is never closed: the machine runs out of them.")
  void whoLeavesLeavesNothingOpen() throws Exception {
    Redis first = start().expect("PING", "+PONG");
    first.close();
    Assumptions.assumeTrue(Files.isDirectory(openFiles()), "only Linux shows a process's files");
    connect().expect("PING", "+PONG").close();
    long before = countOpenFiles();
    for (int i = 0; i < 100; i++) {
      Redis client = connect().expect("PING", "+PONG");
      if (i % 2 == 0) client.halfClose();
      if (i % 3 == 0) client.reset();
      client.close();
    }
    Redis.eventually(
        "100 clients came and left; the server then has no more files open than before, which was "
            + before,
        () -> countOpenFiles() <= before + 5);
  }

  private Path openFiles() {
    return Path.of("/proc", Long.toString(server().pid()), "fd");
  }

  private long countOpenFiles() throws Exception {
    try (Stream<Path> files = Files.list(openFiles())) {
      return files.count();
    }
  }

  @Test
  @Usually("The server waits actively: a loop asks again and again, where a read would wait.")
  void whoHasNothingToDoDoesNothing() throws Exception {
    Redis redis = start();
    redis.expect("PING", "+PONG");
    redis.pause(Duration.ofMillis(500));
    ProcessHandle handle = ProcessHandle.of(server().pid()).orElseThrow();
    Assumptions.assumeTrue(handle.info().totalCpuDuration().isPresent(), "no processor times here");
    Duration before = handle.info().totalCpuDuration().orElseThrow();
    redis.pause(Duration.ofMillis(1_000));
    Duration used = handle.info().totalCpuDuration().orElseThrow().minus(before);
    check(
        used.toMillis() < 500,
        "Nothing, for one second, with one client connected",
        "less than half a second of processor time",
        used.toMillis() + " ms of processor time");
    redis.expect("PING", "+PONG");
  }
}
