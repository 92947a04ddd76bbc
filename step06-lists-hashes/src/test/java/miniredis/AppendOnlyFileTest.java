package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.Redis;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log: the crash, the damage, the full disk. */
class AppendOnlyFileTest {
  private static final long NOON = 1_700_000_000_000L;

  @TempDir Path folder;

  private long now = NOON;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final Database database = new Database(clock);
  private final CommandTable table = new CommandTable(database);
  private final PrintStream stderr = System.err;
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("appendonly.aof");
  }

  /** The warnings about torn ends are right, and there are hundreds of them. */
  @BeforeEach
  void keepWarningsToOurselves() {
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
  }

  @AfterEach
  void closeTheLog() throws IOException {
    System.setErr(stderr);
    if (database.log != null) database.log.close();
  }

  private void log(UnaryOperator<LogFile> disk) throws IOException {
    database.log = new AppendOnlyFile(path, "no", disk);
  }

  private Reply run(String line) {
    return run(table, line);
  }

  private static Reply run(CommandTable table, String line) {
    return table.run(Arrays.stream(line.split(" ")).map(Bytes::of).toList());
  }

  private Set<Database.Entry> contents() {
    return contents(database);
  }

  private static Set<Database.Entry> contents(Database database) {
    return new HashSet<>(database.exclusively(database::snapshot));
  }

  private Database replayed() throws IOException {
    Database fresh = new Database(clock);
    CommandTable table = new CommandTable(fresh);
    table.add("SELECT", 2, call -> call.number(1) == 0 ? Reply.OK : new Reply.Error("no"));
    fresh.loading = true;
    AppendOnlyFile.replay(path, table);
    fresh.loading = false;
    return fresh;
  }

  private String text() throws IOException {
    return Files.readString(path, StandardCharsets.ISO_8859_1);
  }

  @Test
  void cutAtAnyByteItGivesEveryWholeCommandAndNoHalfOne() throws Exception {
    log(file -> file);
    List<Long> ends = new ArrayList<>(List.of(0L));
    List<Set<Database.Entry>> states = new ArrayList<>(List.of(Set.of()));
    for (String line :
        List.of("SET a 1", "INCR a", "SET b x EX 100", "SETEX c 5 y", "EXPIRE a 9", "DEL b a")) {
      run(line);
      ends.add(Files.size(path));
      states.add(contents());
    }
    byte[] whole = Files.readAllBytes(path);
    for (int cut = 0; cut <= whole.length; cut++) {
      Files.write(path, Arrays.copyOf(whole, cut));
      long length = cut;
      int commands = (int) ends.stream().filter(end -> end <= length).count() - 1;
      assertThat(contents(replayed())).as("cut at byte %d", cut).isEqualTo(states.get(commands));
      assertThat(Files.size(path)).isEqualTo(ends.get(commands));
    }
  }

  @Test
  void aFlippedBitIsRefusedOrTakenForATornEndOrNotSeenAtAll() throws Exception {
    log(file -> file);
    for (int i = 0; i < 5; i++) run("SET key" + i + " value" + i);
    Set<Database.Entry> right = contents();
    byte[] whole = Files.readAllBytes(path);
    int refused = 0;
    int cut = 0;
    int unseen = 0;
    int harmless = 0;
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(path, damaged);
      try {
        Set<Database.Entry> loaded = contents(replayed());
        if (Files.size(path) < whole.length) cut++;
        else if (loaded.equals(right)) harmless++;
        else unseen++;
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("(?s)byte \\d+ of the log: .*");
        refused++;
      }
    }
    assertThat(8 * whole.length).isEqualTo(1_400);
    assertThat(refused).as("refused, with the position").isEqualTo(578);
    assertThat(cut).as("taken for a torn end").isEqualTo(2);
    assertThat(unseen).as("another key or value, and nobody sees it").isEqualTo(405);
    assertThat(harmless).as("line ends and capitals, at which nobody looks").isEqualTo(415);
  }

  @Test
  void damageInTheMiddleIsRefusedAndTheFileLeftAsItIs() throws Exception {
    log(file -> file);
    run("SET a 1");
    long end = Files.size(path);
    run("SET b 2");
    byte[] damaged = Files.readAllBytes(path);
    damaged[(int) end + 4] = '!';
    Files.write(path, damaged);
    assertThatThrownBy(this::replayed).hasMessageContaining("byte %s of the log".formatted(end));
    assertThat(Files.readAllBytes(path)).isEqualTo(damaged);
  }

  @Test
  void aCommandNobodyKnowsIsRefused() throws Exception {
    Files.writeString(path, "*1\r\n$3\r\nFLY\r\n");
    assertThatThrownBy(this::replayed).hasMessageContaining("unknown command 'FLY'");
  }

  @Test
  void redisBeginsWithSelectingDatabaseNought() throws Exception {
    Files.writeString(
        path, "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
    assertThat(contents(replayed())).hasSize(1);
  }

  @Test
  void onlyChangesAreLogged() throws Exception {
    log(file -> file);
    run("GET a");
    run("DEL a");
    run("SET a x XX");
    run("PERSIST a");
    run("INCR a b");
    assertThat(text()).isEmpty();
  }

  @Test
  void timesAreLoggedAsMoments() throws Exception {
    log(file -> file);
    run("SET a x EX 10");
    run("EXPIRE a 20");
    assertThat(text()).contains("PXAT\r\n$13\r\n" + (NOON + 10_000)).doesNotContain("EX\r\n");
    assertThat(text()).endsWith("PEXPIREAT\r\n$1\r\na\r\n$13\r\n" + (NOON + 20_000) + "\r\n");
  }

  @Test
  void theDeathOfAKeyIsLoggedToo() throws Exception {
    log(file -> file);
    run("SET n 5 PX 100");
    now += 100;
    run("INCR n");
    assertThat(text()).contains("*2\r\n$3\r\nDEL\r\n$1\r\nn\r\n*2\r\n$4\r\nINCR");
    assertThat(contents(replayed())).isEqualTo(contents());
  }

  @Test
  void aCountBeforeTheDeathIsNotACountAfterIt() throws Exception {
    log(file -> file);
    run("SET n 5 PX 100");
    run("INCR n");
    now += 1_000;
    // Were the log run with a clock that goes on, INCR would find no key and make one for ever.
    Database later = replayed();
    assertThat(run(new CommandTable(later), "EXISTS n")).isEqualTo(new Reply.Int(0));
  }

  /** A disk that is full now and then. */
  private static class FullDisk implements LogFile {
    private final LogFile file;
    boolean full;

    FullDisk(LogFile file) {
      this.file = file;
    }

    @Override
    public void append(byte[] bytes) throws IOException {
      if (full) throw new IOException("No space left on device");
      file.append(bytes);
    }

    @Override
    public void force() throws IOException {
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Test
  void aFullDiskRefusesChangesUntilItIsWellAndLosesNothing() throws Exception {
    List<FullDisk> disks = new ArrayList<>();
    log(
        file -> {
          disks.add(new FullDisk(file));
          return disks.getLast();
        });
    run("SET a 1");
    disks.getFirst().full = true;
    Reply refusal =
        new Reply.Error("MISCONF Errors writing to the AOF file: No space left on device");
    assertThat(run("SET b 2")).isEqualTo(refusal);
    assertThat(run("SET c 3")).isEqualTo(refusal);
    assertThat(run("EXISTS c")).isEqualTo(new Reply.Int(0));
    assertThat(run("GET a")).isEqualTo(new Reply.Bulk(Bytes.of("1")));
    disks.getFirst().full = false;
    assertThat(run("SET d 4")).isEqualTo(Reply.OK);
    assertThat(contents(replayed())).isEqualTo(contents());
  }

  @Test
  void aCommandIsRefusedBeforeItsFirstChangeOrNotAtAll() throws Exception {
    List<FullDisk> disks = new ArrayList<>();
    log(
        file -> {
          disks.add(new FullDisk(file));
          return disks.getLast();
        });
    run("SET a 1");
    run("SET b 2 PX 10");
    run("SET c 3");
    now += 10;
    disks.getFirst().full = true;
    run("DEL a b c"); // Between a and c the death of b goes into the log.
    disks.getFirst().full = false;
    run("SET d 4");
    assertThat(contents(replayed())).isEqualTo(contents()).hasSize(1);
  }

  @Test
  void aPowerCutForgetsWhatWasNotForced() throws Exception {
    database.log = new AppendOnlyFile(path, "no", LogFile.Forgetful::new);
    run("SET a 1");
    database.log.beforeReply();
    assertThat(text()).isEmpty();
  }

  @Test
  void underAlwaysTheChangeIsForcedBeforeTheReply() throws Exception {
    database.log = new AppendOnlyFile(path, "always", LogFile.Forgetful::new);
    run("SET a 1");
    assertThat(text()).isEmpty();
    database.log.beforeReply();
    assertThat(text()).isNotEmpty();
  }

  @Test
  void theRewrittenLogIsShortAndTellsTheSame() throws Exception {
    log(file -> file);
    for (int i = 0; i < 1_000; i++) run("INCR n");
    run("SET k v EX 100");
    long before = Files.size(path);
    rewriteWhile(() -> {});
    assertThat(Files.size(path)).isLessThan(before / 100);
    run("INCR n");
    assertThat(contents(replayed())).isEqualTo(contents());
  }

  @Test
  void aKeyThatDiedBefore1970IsRewrittenSoThatItCanBeRead() throws Exception {
    log(file -> file);
    run("SET old v");
    run("PEXPIREAT old -5");
    rewriteWhile(() -> {});
    Database later = replayed();
    assertThat(run(new CommandTable(later), "EXISTS old")).isEqualTo(new Reply.Int(0));
  }

  @Test
  void whatChangesDuringTheRewriteIsInTheNewLog() throws Exception {
    log(file -> file);
    for (int i = 0; i < 2_000; i++) run("SET key" + i + " value");
    for (int round = 0; round < 20; round++) {
      String counter = "INCR n" + round;
      rewriteWhile(() -> run(counter));
      run("DEL key" + round);
    }
    assertThat(contents(replayed())).isEqualTo(contents());
  }

  @Test
  void thereIsOneRewriteAtATime() throws Exception {
    log(file -> file);
    Runnable start = () -> database.log.startRewrite(List.of(), database.lock);
    rewriteWhile(
        () -> {
          if (database.lock.isHeldByCurrentThread()) {
            assertThatThrownBy(start::run).isInstanceOf(CommandException.class);
          }
        });
  }

  /** Does something over and over until another file stands under the log's name. */
  private void rewriteWhile(Runnable meanwhile) throws IOException {
    Object before = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    database.exclusively(
        () -> {
          database.log.startRewrite(database.snapshot(), database.lock);
          meanwhile.run();
          return null;
        });
    Redis.eventually(
        "the log is rewritten",
        () -> {
          meanwhile.run();
          return !before.equals(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        });
    database.exclusively(() -> null);
  }
}
