package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The lens as a process: how it ends, and what is left of it. */
@Tag("slow")
@Timeout(120)
@ResourceLock("servers and browsers of the lens")
class LensProcessTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path temporary;
  private Process lens;
  private ProcessHandle server;

  /** Starts it on a complete server, and waits until it has said where everything is. */
  private void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("miniredis.lens.LensMain", "final", "--port", "0", "--page", "0"));
    lens = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader lines = lens.inputReader();
    String line = "";
    while (line != null && !line.startsWith("direct")) line = lines.readLine();
    assertThat(line).isNotNull();
    server = lens.children().findFirst().orElseThrow();
  }

  private static void ends(ProcessHandle process) throws Exception {
    process.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void onCtrlCItsServerEndsWithIt() throws Exception {
    start();
    lens.destroy();
    ends(lens.toHandle());
    assertThat(lens.exitValue()).isZero();
    ends(server);
  }

  @Test
  void evenWhenItIsKilledNoServerIsLeft() throws Exception {
    start();
    lens.destroyForcibly();
    ends(lens.toHandle());
    ends(server);
  }

  @Test
  void theFolderThatAKillLeavesIsGoneAfterTheNextStart() throws Exception {
    start();
    lens.destroyForcibly();
    ends(lens.toHandle());
    ends(server);
    List<Path> left = folders();
    assertThat(left).hasSize(1);
    start();
    assertThat(folders()).hasSize(1).doesNotContainAnyElementsOf(left);
    lens.destroy();
    ends(lens.toHandle());
    assertThat(folders()).isEmpty();
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(each -> each.getFileName().toString().startsWith("mini-redis-lens-"))
          .toList();
    }
  }
}
