package miniredis;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What is forced to the disk, and when. A kill cannot show it: what a program has written outlives
 * the program. Two things can: {@code --power-cut}, where there is that option, and {@code strace},
 * which sees the calls of any server.
 */
class PowerConformanceTest extends OwnProcessTest {

  /** A server that forgets at its death what it has not forced. */
  private Redis forgetful(String policy) {
    notForRedis("Redis has no --power-cut");
    launch("--power-cut", "--appendonly", "yes", "--appendfsync", policy);
    if (!server().isAlive() && server().printed().contains("power-cut")) {
      Assumptions.abort("this server has no --power-cut");
    }
    return start("--power-cut", "--appendonly", "yes", "--appendfsync", policy);
  }

  private Redis afterwards() {
    return start("--appendonly", "yes");
  }

  @Test
  @Usually(
      "Under \"always\" a change is written, then forced, and only then answered. Here the force"
          + " came too early, or the reply did.")
  void underAlwaysAPowerCutLosesNothing() {
    Redis redis = forgetful("always");
    redis.expect("SET @a 1", "+OK").expect("SET @b 2 EX 1000", "+OK").expect("INCR @a", ":2");
    redis.send("INCR @n\r\n".repeat(100)).replies(100);
    kill();
    Redis after = afterwards();
    after
        .expect("GET @a", "$1", "2")
        .expect("TTL @b", ":<int:900..1000>")
        .expect("GET @n", "$3", "100");
  }

  @Test
  @Usually("Under \"everysec\" somebody must force the log once a second, though no client asks.")
  void underEverysecAPowerCutLosesAboutASecond() {
    Redis redis = forgetful("everysec").expect("SET @a 1", "+OK");
    redis.pause(Duration.ofMillis(2_600));
    redis.expect("SET @b 2", "+OK").pause(Duration.ofMillis(2_600));
    kill();
    afterwards().expect("GET @a", "$1", "1").expect("GET @b", "$1", "2");
  }

  @Test
  @Usually("Under \"no\" nobody forces: the disk would make every client wait for nothing.")
  void underNoNothingIsForced() {
    forgetful("no").expect("SET @a 1", "+OK");
    kill();
    afterwards().expect("GET @a", "$-1");
  }

  @Test
  @Usually("A clean stop forces what has not been forced yet, under every policy.")
  void aCleanStopForcesWhatIsLeft() {
    forgetful("no").expect("SET @a 1", "+OK");
    check(stop() == 0, "SIGTERM", "exit code 0", "another");
    afterwards().expect("GET @a", "$1", "1");
  }

  @Test
  @Usually("The rewritten log and what came meanwhile are forced before the new log takes over.")
  void aPowerCutAfterARewriteLosesNothing() {
    Redis redis = forgetful("always");
    redis.send("INCR @n\r\n".repeat(3_000)).replies(3_000);
    redis.expect("SET @k x EX 1000", "+OK");
    long size = logSize();
    redis.expect("BGREWRITEAOF", "+Background append only file rewriting started");
    Redis.eventually("the log is shorter", () -> 0 < logSize() && logSize() < size / 10);
    redis.expect("INCR @n", ":3001");
    kill();
    afterwards().expect("GET @n", "$4", "3001").expect("TTL @k", ":<int:900..1000>");
  }

  private Path calls() {
    return folder().resolve("calls");
  }

  /** Starts the server under strace, which writes down the calls that matter here. */
  private Redis watched(String... options) {
    if (!worksHere("strace", "-f", "-e", "trace=fsync", "true")) skip("strace does not work here");
    String what =
        "trace=write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2";
    runBy("strace", "-f", "-qq", "-s", "400", "-e", what, "-o", calls().toString());
    return start(options);
  }

  /** Where it stands in the calls, at or behind {@code from}; -1 where it does not. */
  private int find(List<String> calls, String regex, int from) {
    for (int i = Math.max(0, from); i < calls.size(); i++) {
      if (calls.get(i).matches(".*(" + regex + ").*")) return i;
    }
    return -1;
  }

  private static final String FORCED = "(fsync|fdatasync)(\\(\\d+\\)| resumed.*)\\s*= 0";

  @Test
  @Usually("Under \"always\" the order is: write the change, force it, send the reply.")
  void underAlwaysTheForceStandsBetweenTheWriteAndTheReply() throws Exception {
    Redis redis = watched("--appendonly", "yes", "--appendfsync", "always");
    for (int i = 0; i < 5; i++) redis.expect("SET @k marker" + i, "+OK");
    redis.expect("ECHO end", "$3", "end");
    kill();
    List<String> calls = Files.readAllLines(calls());
    int reply = 0;
    for (int i = 0; i < 5; i++) {
      int written = find(calls, "write.*marker" + i, reply);
      int forced = find(calls, FORCED, written);
      reply = find(calls, "\\+OK", written);
      check(
          written >= 0 && forced > written && forced < reply,
          "SET k marker%d, under strace".formatted(i),
          "write(log), then fsync or fdatasync, and then the reply +OK",
          "write in line %d, force in line %d, reply in line %d of the calls"
              .formatted(written, forced, reply));
    }
  }

  @Test
  @Usually("force(), which is fsync or fdatasync for the system, is never called.")
  void underEverysecTheLogIsForcedWithinSomeSeconds() throws Exception {
    Redis redis = watched("--appendonly", "yes", "--appendfsync", "everysec");
    redis.expect("SET @k marker", "+OK");
    Redis.eventually(
        "fsync or fdatasync is called behind the write of the change", () -> forced("marker"));
  }

  private boolean forced(String marker) throws IOException {
    List<String> calls = Files.readAllLines(calls());
    int written = find(calls, "write.*" + marker, 0);
    return written >= 0 && find(calls, FORCED, written) > written;
  }

  @Test
  @Usually(
      "A snapshot is written under another name, forced, and then renamed. Without the force a power"
          + " cut may leave an empty file under the good name.")
  void aSnapshotIsForcedBeforeItIsRenamed() throws Exception {
    Redis redis = watched("--appendonly", "no");
    redis.expect("SET @k x", "+OK").expect("SAVE", "+OK");
    kill();
    forcedBeforeRenamed("write.*REDIS0", "rename.*\\.rdb", "SET and SAVE, under strace");
  }

  @Test
  @Usually("A rewritten log is forced before it is renamed and takes the place of the old one.")
  void aRewrittenLogIsForcedBeforeItIsRenamed() throws Exception {
    Redis redis = watched("--appendonly", "yes", "--appendfsync", "no");
    redis.expect("SET @k marker", "+OK");
    redis.expect("BGREWRITEAOF", "+Background append only file rewriting started");
    Redis.eventually("the rewrite is over", () -> redis.ask("BGREWRITEAOF").startsWith("+"));
    redis.expect("SET @k x", "+OK");
    kill();
    List<String> calls = Files.readAllLines(calls());
    int renamed = find(calls, "rename.*temp", find(calls, "write.*marker", 0));
    int written =
        find(
            calls.subList(0, Math.max(0, renamed)),
            "write.*marker",
            find(calls, "BGREWRITE|rewriting started", 0));
    int forced = find(calls.subList(0, Math.max(0, renamed)), FORCED, Math.max(0, written));
    check(
        renamed > 0 && forced >= 0,
        "SET and BGREWRITEAOF, under strace",
        "the new file written, then fsync or fdatasync, then rename",
        "write in line %d, force in line %d, rename in line %d of the calls"
            .formatted(written, forced, renamed));
  }

  private void forcedBeforeRenamed(String write, String rename, String done) throws IOException {
    List<String> calls = Files.readAllLines(calls());
    int written = find(calls, write, 0);
    int forced = find(calls, FORCED, written);
    int renamed = find(calls, rename, written);
    check(
        written >= 0 && forced > written && forced < renamed,
        done,
        "the new file written, then fsync or fdatasync, then rename",
        "write in line %d, force in line %d, rename in line %d of the calls"
            .formatted(written, forced, renamed));
  }
}
