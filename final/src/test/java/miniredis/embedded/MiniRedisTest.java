package miniredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import course.Redis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is started, used and closed by the program that it is in. */
class MiniRedisTest {

  static Redis connect(MiniRedis redis) {
    return Redis.connect(redis.host(), redis.port(), "library");
  }

  /** Before its time: the compiler warns of a close inside of a try that closes. */
  static void end(MiniRedis redis) {
    redis.close();
  }

  @Test
  void itAnswersAsSoonAsItIsThere() {
    try (MiniRedis redis = MiniRedis.start();
        Redis client = connect(redis)) {
      client.expect("PING", "+PONG").expect("SET k v", "+OK").expect("GET k", "$1", "v");
      assertThat(redis.isRunning()).isTrue();
      assertThat(redis.uri()).hasToString("redis://127.0.0.1:" + redis.port());
    }
  }

  @Test
  void optionsAreThoseOfTheCommandLine(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("redis.conf"), "maxmemory 5mb\nhz 20\n");
    String[] options = {file.toString(), "--maxmemory", "10mb", "--databases", "3"};
    try (MiniRedis redis = MiniRedis.start(options);
        Redis client = connect(redis)) {
      client.expect("CONFIG GET maxmemory", "*2", "$9", "maxmemory", "$8", "10485760");
      client.expect("CONFIG GET hz", "*2", "$2", "hz", "$2", "20");
      client.expect("SELECT 3", "-ERR DB index is out of range");
    }
  }

  @Test
  void oneThatDoesNotExistIsRefusedAndNothingIsLeft() {
    // Servers of other tests beside this one make such folders, too: they are not in every try.
    Set<Path> left = Set.of();
    for (int i = 0; i == 0 || i < 5 && !left.isEmpty(); i++) {
      Set<Path> before = temporaryFolders();
      refuse();
      left = temporaryFolders();
      left.removeAll(before);
    }
    assertThat(left).isEmpty();
  }

  private static void refuse() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MiniRedis.start("--maxmemori", "10mb"))
        .withMessageContaining("maxmemori");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MiniRedis.start("--replicaof", "localhost 6379"))
        .withMessageContaining("replicaof");
  }

  private static Set<Path> temporaryFolders() {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("mini-redis-"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPortInUseIsSaid() {
    try (MiniRedis first = MiniRedis.start()) {
      assertThatThrownBy(() -> MiniRedis.start("--port", "" + first.port()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("127.0.0.1:" + first.port());
    }
  }

  @Test
  void serversKnowNothingOfEachOther() {
    try (MiniRedis one = MiniRedis.start();
        MiniRedis two = MiniRedis.start();
        Redis first = connect(one);
        Redis second = connect(two)) {
      first.expect("SET k v EX 10", "+OK");
      second.expect("GET k", "$-1").expect("SET k w EX 10", "+OK");
      first.expect("CONFIG SET maxmemory 1mb", "+OK");
      second.expect("CONFIG GET maxmemory", "*2", "$9", "maxmemory", "$1", "0");
      one.advance(Duration.ofSeconds(20));
      first.expect("EXISTS k", ":0");
      second.expect("EXISTS k", ":1");
      assertThat(two.received()).extracting(Received::line).doesNotContain("SET k v EX 10");
      end(one);
      second.expect("PING", "+PONG");
    }
  }

  @Test
  void filesOfAServerInMemoryGoWithIt() {
    Path folder;
    try (MiniRedis redis = MiniRedis.start("--appendonly", "yes");
        Redis client = connect(redis)) {
      client.expect("SET k v", "+OK").expect("SAVE", "+OK");
      folder = redis.folder();
      assertThat(folder.resolve("dump.rdb")).exists();
      assertThat(folder.resolve("appendonlydir")).isDirectory();
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void aFolderKeepsWhatWasWritten(@TempDir Path parent) {
    Path folder = parent.resolve("new").resolve("data");
    try (MiniRedis redis = MiniRedis.startIn(folder);
        Redis client = connect(redis)) {
      client.expect("SET k v", "+OK");
    }
    try (MiniRedis redis = MiniRedis.startIn(folder);
        Redis client = connect(redis)) {
      client.expect("GET k", "$1", "v");
      assertThat(redis.folder()).isEqualTo(folder);
    }
    assertThat(folder.resolve("appendonlydir")).isDirectory();
  }

  @Test
  void allIsLoadedWhenItIsThere(@TempDir Path folder) {
    int many = 100_000;
    try (MiniRedis redis = MiniRedis.startIn(folder);
        Redis client = connect(redis)) {
      client.expect("DEBUG POPULATE " + many, "+OK").expect("SAVE", "+OK");
    }
    try (MiniRedis redis = MiniRedis.startIn(folder, "--appendonly", "no");
        Redis client = connect(redis)) {
      client.expect("DBSIZE", ":" + many);
    }
  }

  @Test
  void aDamagedFileIsSaid(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("dump.rdb"), "no snapshot at all");
    assertThatThrownBy(() -> MiniRedis.startIn(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("dump.rdb");
  }

  @Test
  void theLogGoesWhereTheOptionsSay(@TempDir Path folder) {
    Path log = folder.resolve("redis.log");
    String[] options = {"--logfile", log.toString(), "--loglevel", "notice"};
    try (MiniRedis redis = MiniRedis.start(options)) {
      assertThat(redis.isRunning()).isTrue();
    }
    assertThat(log).content().contains("ready to exit");
  }

  @Test
  void aClosedOneSaysSo() {
    MiniRedis redis = MiniRedis.start();
    redis.close();
    redis.close();
    assertThat(redis.isRunning()).isFalse();
    assertThatIllegalStateException().isThrownBy(redis::flush).withMessage("the server has ended");
    assertThat(redis.received()).isEmpty();
  }

  @Test
  void theCommandShutdownEndsItToo() {
    try (MiniRedis redis = MiniRedis.start();
        Redis client = connect(redis)) {
      client.send("SHUTDOWN NOSAVE\r\n").expectClosed();
      Redis.eventually("it has ended", () -> !redis.isRunning());
    }
  }

  @Test
  void closingEndsBlockedClients() {
    MiniRedis redis = MiniRedis.start();
    try (Redis client = connect(redis)) {
      client.send("BLPOP nothing 0\r\n");
      Redis.eventually("it has come", () -> !redis.received().isEmpty());
      redis.close();
      client.expectClosed();
    }
  }

  @Test
  void flushingEmptiesEveryDatabaseAndTheLog(@TempDir Path folder) {
    try (MiniRedis redis = MiniRedis.startIn(folder, "--requirepass", "secret");
        Redis client = connect(redis)) {
      client.expect("AUTH secret", "+OK").expect("SET k v", "+OK");
      client.expect("SELECT 5", "+OK").expect("SET k v", "+OK");
      redis.flush();
      client.expect("DBSIZE", ":0").expect("SELECT 0", "+OK").expect("DBSIZE", ":0");
      client.expect("SET after v", "+OK");
    }
    try (MiniRedis redis = MiniRedis.startIn(folder);
        Redis client = connect(redis)) {
      client.expect("KEYS *", "*1", "$5", "after");
    }
  }
}
