package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders of servers that are looked at, those of killed lenses among them. */
class DataFolderTest {

  @TempDir Path temporary;

  /** The number of a process that has ended. */
  private static long deadPid() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "--version")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();
    return process.pid();
  }

  private Path folder(String name) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Files.writeString(Files.createDirectory(folder.resolve("appendonlydir")).resolve("log"), "x");
    return folder;
  }

  @Test
  void theFolderOfALensThatWasKilledIsDeletedAtTheNextStart() throws Exception {
    Path stale = folder("mini-redis-lens-" + deadPid() + "-123");
    Path fresh = DataFolder.create(temporary);
    assertThat(stale).doesNotExist();
    assertThat(fresh).isDirectory();
    assertThat(fresh.getFileName().toString())
        .startsWith("mini-redis-lens-" + ProcessHandle.current().pid() + "-");
  }

  @Test
  void whatMayBeInUseOrIsNoneOfOursStays() throws Exception {
    long dead = deadPid();
    List<Path> kept =
        List.of(
            DataFolder.create(temporary),
            folder("mini-redis-lens-" + ProcessHandle.current().pid() + "-77"),
            folder("mini-redis-lens-4711"),
            folder("mini-redis-lens-notes-1"),
            folder("mini-redis-lens-" + dead + "-1.old"),
            folder("another-" + dead + "-1"),
            Files.writeString(temporary.resolve("mini-redis-lens-" + dead + "-2"), "a file"));
    DataFolder.create(temporary);
    assertThat(kept).allMatch(Files::exists);
  }

  @Test
  void whatALinkLeadsToStays() throws Exception {
    Path elsewhere = folder("elsewhere");
    Path stale = folder("mini-redis-lens-" + deadPid() + "-5");
    Files.createSymbolicLink(stale.resolve("link"), elsewhere);
    DataFolder.create(temporary);
    assertThat(stale).doesNotExist();
    assertThat(elsewhere.resolve("appendonlydir").resolve("log")).exists();
  }
}
