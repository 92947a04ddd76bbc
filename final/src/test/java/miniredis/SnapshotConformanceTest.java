package miniredis;

import course.OwnProcessTest;
import course.Redis;
import course.Usually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The snapshot: one moment of the data in a file, which Redis can read, and whose damage is seen.
 */
class SnapshotConformanceTest extends OwnProcessTest {

  /** What Redis 7 has written: numbers, packed strings, deadlines, and remarks about itself. */
  private static final String FILE_OF_REDIS =
      """
      UkVESVMwMDEw+glyZWRpcy12ZXIGNy4wLjE1+gpyZWRpcy1iaXRzwED6BWN0aW1lwnl+C2v6CHVzZWQt
      bWVtwmBZDgD6CGFvZi1iYXNlwAD+APsJAQAHaHVuZHJlZMMSQGQKMDEyMzQ1Njc4OTDgTgkBODkAA2Jp
      Z8IAlDV3AAVlbXB0eQAABm51bWJlcsE5MPzgaUymLB4AAAAGbW9ydGFsAXgABXNtYWxswPkABmJpZ2dl
      cgsyMDAwMDAwMDAwMAAEbG9uZ8MTQeAIYWJjZGVmZ2hh4P8H4cQHAWdoAARuYW1lBGFubmH/YTT1ebB0
      UYg=
      """;

  private Redis live() {
    return start("--appendonly", "no");
  }

  private Path dump() {
    return folder().resolve("dump.rdb");
  }

  private static void fill(Redis redis) {
    redis.expect("SET @name anna", "+OK").expect("SET @mortal x EX 1000", "+OK");
    redis.expect("SET @moment x PXAT 33177117420000", "+OK").expect("SET @number 12345", "+OK");
    redis.expect("SET @minus -7", "+OK").expect("SET @big 20000000000", "+OK");
    redis.expect("SET @gone 1", "+OK").expect("DEL @gone", ":1");
    redis.expect("SET @freed 1 EX 1000", "+OK").expect("PERSIST @freed", ":1");
    redis.command("SET", "@bytes", "\0\r\n\u00e9").expectReply("+OK");
    redis.command("SET", "@empty", "").expectReply("+OK");
    for (int length : new int[] {63, 64, 255, 256, 16_383, 16_384, 70_000}) {
      redis.command("SET", "@l" + length, "v".repeat(length)).expectReply("+OK");
    }
  }

  private static void compare(Redis redis) {
    redis.expect("GET @name", "$4", "anna").expect("TTL @name", ":-1");
    redis.expect("GET @mortal", "$1", "x").expect("TTL @mortal", ":<int:900..1000>");
    redis.expect("TTL @moment", ":<int:30000000000..32000000000>").expect("GET @minus", "$2", "-7");
    redis.expect("GET @number", "$5", "12345").expect("GET @big", "$11", "20000000000");
    redis.expect("EXISTS @gone", ":0").expect("TTL @freed", ":-1").expect("TTL @number", ":-1");
    redis.command("GET", "@bytes").expectReply("$5", "\0", "\u00e9");
    redis.expect("GET @empty", "$0", "");
    for (int length : new int[] {63, 64, 255, 256, 16_383, 16_384, 70_000}) {
      redis.expect("GET @l" + length, "$" + length, "v".repeat(length));
    }
  }

  @Test
  @Usually(
      "The snapshot says less than the data: keys, values, deadlines; or it is not read as written.")
  void whatIsSavedComesBack() {
    Redis redis = live();
    fill(redis);
    redis.expect("SAVE", "+OK");
    redis.expect("SET @name changed", "+OK").expect("SET @later x", "+OK");
    kill();
    Redis after = live();
    compare(after);
    after.expect("EXISTS @later", ":0");
  }

  @Test
  @Usually("BGSAVE says that it has begun, and writes the same file as SAVE a moment later.")
  void whatIsSavedInTheBackgroundComesBack() {
    Redis redis = live();
    fill(redis);
    redis.expect("BGSAVE", "+Background saving started");
    Redis.eventually("BGSAVE has written dump.rdb", () -> Files.exists(dump()));
    kill();
    compare(live());
  }

  @Test
  @Usually("A snapshot shows the moment of its command: what comes behind it is not in it.")
  void aSnapshotInTheBackgroundShowsOneMoment() {
    Redis redis = live();
    for (int i = 0; i < 500; i++) redis.command("SET", "@k" + i, "old").expectReply("+OK");
    StringBuilder changes = new StringBuilder("BGSAVE\r\n");
    for (int i = 499; i >= 0; i--)
      changes.append(i % 2 == 0 ? "SET @k#\r\n".replace("#", i + " new") : "DEL @k" + i + "\r\n");
    redis.send(changes.toString()).replies(501);
    Redis.eventually("BGSAVE has written dump.rdb", () -> Files.exists(dump()));
    kill();
    Redis after = live();
    for (int i = 0; i < 500; i++) after.expect("GET @k" + i, "$3", "old");
  }

  @Test
  @Usually("A deadline in the snapshot is a moment, in milliseconds, and not what is left.")
  void aSnapshotDoesNotGiveAKeyItsTimeAgain() {
    Redis redis = live();
    redis.expect("SET @a x PX 60000", "+OK").expect("SET @b x PX 300", "+OK");
    redis.expect("SAVE", "+OK");
    kill();
    redis.pause(Duration.ofMillis(1_000));
    Redis after = live();
    String left = after.ask("PTTL @a");
    boolean right = left.matches(":[345]\\d{4}") && Integer.parseInt(left.substring(1)) <= 59_000;
    check(
        right,
        "60 seconds for a key, SAVE, kill -9, one second later a start; then PTTL",
        ":<30000..59000>",
        left);
    after.expect("EXISTS @b", ":0").expect("GET @b", "$-1").expect("SET @b y NX", "+OK");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, -30, -4})
  @Usually(
      "The checksum at the end of the file is not compared with the bytes that were read: one wrong"
          + " byte must keep the server from starting, with exit code 1.")
  void oneFlippedByteIsSeen(int position) throws Exception {
    Redis redis = live();
    redis
        .expect("SET @somewhat-longer-name anna-and-many-more-letters-behind-her", "+OK")
        .expect("SET @other 1", "+OK");
    redis.expect("SAVE", "+OK");
    kill();
    byte[] file = Files.readAllBytes(dump());
    int at = position < 0 ? file.length + position : position;
    file[at] ^= 0x01;
    Files.write(dump(), file);
    refused(
        "A start with a dump.rdb in which one bit of byte %d of %d is wrong"
            .formatted(at, file.length));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 30})
  @Usually("A snapshot whose end is missing is not the data: the server refuses to start.")
  void aSnapshotWithoutItsEndIsRefused(int missing) throws Exception {
    Redis redis = live();
    redis.expect("SET @a 1", "+OK").expect("SET @b 2", "+OK").expect("SAVE", "+OK");
    kill();
    byte[] file = Files.readAllBytes(dump());
    Files.write(dump(), Arrays.copyOf(file, file.length - missing));
    refused("A start with a dump.rdb whose last %d bytes are missing".formatted(missing));
  }

  @Test
  @Usually("What is no snapshot is not read as one.")
  void whatIsNoSnapshotIsRefused() throws Exception {
    live();
    kill();
    Files.writeString(dump(), "MARKDOWN010 is no snapshot, and has more than enough bytes for one");
    refused("A start with a dump.rdb that begins with MARKDOWN");
  }

  @Test
  @Usually(
      "What cannot be understood is refused: to pass over it would be to lose it without a word.")
  void aKindOfValueThatNobodyKnowsIsRefused() throws Exception {
    Files.write(dump(), file("REDIS0010", 77, "\1k\1v"));
    refused("A start with a dump.rdb that has a value of kind 77, and a right checksum");
  }

  @Test
  @Usually("A later version may mean anything by its bytes.")
  void aLaterVersionIsRefused() throws Exception {
    Files.write(dump(), file("REDIS0099", 0, "\1k\1v"));
    refused("A start with a dump.rdb of version 99, and a right checksum");
    Files.write(dump(), file("REDIS0009", 0, "\1k\1v"));
    live().expect("GET k", "$1", "v");
  }

  /** One entry, the end, and the checksum. */
  private static byte[] file(String head, int kind, String entry) {
    byte[] text = (head + (char) kind + entry + (char) 255).getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer file = ByteBuffer.allocate(text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    return file.put(text).putLong(crc64(text, text.length)).array();
  }

  private void refused(String done) {
    int code = refusal("--appendonly", "no");
    check(code == 1, done, "exit code 1", code < 0 ? "it serves clients" : "exit code " + code);
  }

  @Test
  @Usually(
      "Redis writes digits as numbers, packs long strings, and puts remarks before the keys. A"
          + " deadline is that of the next key only.")
  void theSnapshotOfARedisIsRead() throws Exception {
    Files.write(dump(), Base64.getMimeDecoder().decode(FILE_OF_REDIS));
    checkFileOfRedis(live());
  }

  private static void checkFileOfRedis(Redis redis) {
    redis.expect("GET name", "$4", "anna").expect("GET small", "$2", "-7");
    redis.expect("GET number", "$5", "12345").expect("GET big", "$10", "2000000000");
    redis.expect("GET bigger", "$11", "20000000000").expect("GET empty", "$0", "");
    redis.expect("GET long", "$480", "abcdefgh".repeat(60)).expect("TTL long", ":-1");
    redis.expect("GET hundred", "$100", "0123456789".repeat(10)).expect("GET mortal", "$1", "x");
    redis.expect("TTL mortal", ":<int:30000000000..32000000000>").expect("TTL small", ":-1");
  }

  @Test
  @Usually(
      "Redis writes a checksum of nought where it was told not to reckon: then none is compared.")
  void aChecksumOfNoughtMeansThatThereIsNone() throws Exception {
    byte[] file = Base64.getMimeDecoder().decode(FILE_OF_REDIS);
    Arrays.fill(file, file.length - 8, file.length, (byte) 0);
    Files.write(dump(), file);
    checkFileOfRedis(live());
  }

  @Test
  @Usually("The checksum is wrong, its bytes stand in another order, or it is over other bytes.")
  void theChecksumIsThatOfRedis() throws Exception {
    Redis redis = live();
    fill(redis);
    redis.expect("SAVE", "+OK");
    byte[] file = Files.readAllBytes(dump());
    String head = new String(file, 0, 9, StandardCharsets.ISO_8859_1);
    check(
        head.matches("REDIS00(0[5-9]|10)"),
        "SAVE; the first nine bytes of dump.rdb",
        "REDIS and a version of 0005 to 0010",
        head);
    long stored = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(file.length - 8);
    long right = crc64(file, file.length - 8);
    check(
        stored == right,
        "SAVE; the last eight bytes of dump.rdb, the lowest first",
        "the CRC64 of all before them, %016x".formatted(right),
        "%016x".formatted(stored));
    check(
        file[file.length - 9] == (byte) 255,
        "SAVE; the byte before the checksum",
        "255, the end",
        Integer.toString(file[file.length - 9] & 0xff));
  }

  private static long crc64(byte[] bytes, int length) {
    long crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xff;
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x95ac9329ac4bc9b5L);
    }
    return crc;
  }

  @Test
  @Usually(
      "A real redis-server must be able to open dump.rdb: its form, its lengths, its checksum.")
  void redisOpensOurSnapshot() throws Exception {
    notForRedis("it is Redis");
    Redis redis = live();
    fill(redis);
    redis.expect("SAVE", "+OK");
    kill();
    compare(redisOpensTheFolder("--appendonly", "no"));
  }

  @Test
  @Usually(
      "The new snapshot is written over the old one. A crash then leaves none: write it beside, and rename.")
  void aNewSnapshotNeverTouchesTheOldFile() throws Exception {
    Redis redis = live().expect("SET @a 1", "+OK").expect("SAVE", "+OK");
    byte[] old = Files.readAllBytes(dump());
    Path kept = folder().resolve("kept");
    Files.createLink(kept, dump());
    redis.expect("SET @b 2", "+OK").expect("SAVE", "+OK");
    check(
        Arrays.equals(Files.readAllBytes(kept), old),
        "SAVE, a second name for dump.rdb, SET, SAVE again",
        "the old file unchanged under its second name",
        "a changed file");
    check(
        !Arrays.equals(Files.readAllBytes(dump()), old),
        "The same",
        "a new dump.rdb",
        "the old one");
  }

  @Test
  @Usually("What is left of a save that was killed is in nobody's way.")
  void aHalfWrittenFileOfAnEarlierLifeIsInNobodysWay() throws Exception {
    Redis redis = live().expect("SET @a 1", "+OK").expect("SAVE", "+OK");
    for (String name : List.of("temp-dump.rdb", "temp-1.rdb")) {
      Files.copy(dump(), folder().resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    redis.expect("SET @a 2", "+OK").expect("SAVE", "+OK");
    kill();
    live().expect("GET @a", "$1", "2");
  }

  @Test
  @Usually("LASTSAVE is the moment of the last save that went well, in seconds since 1970.")
  void lastSaveTellsTheSecondOfTheLastSave() {
    Redis redis = live().pause(Duration.ofMillis(1_100));
    long started = seconds(redis);
    long before = System.currentTimeMillis() / 1000;
    check(
        Math.abs(before - started) < 100,
        "LASTSAVE of a server that has just started",
        "the second of its start, about " + before,
        started);
    redis.pause(Duration.ofMillis(1_000)).expect("SAVE", "+OK");
    long saved = seconds(redis);
    check(
        saved > started && saved >= before && saved < before + 60,
        "SAVE, a second later; then LASTSAVE",
        "a later second, about " + before,
        saved);
    redis.pause(Duration.ofMillis(1_100)).expect("BGSAVE", "+Background saving started");
    Redis.eventually(
        "LASTSAVE is a later second than %d, after BGSAVE".formatted(saved),
        () -> seconds(redis) > saved);
  }

  private static long seconds(Redis redis) {
    String reply = redis.ask("LASTSAVE");
    check(reply.matches(":\\d+"), "LASTSAVE", "an integer", reply);
    return Long.parseLong(reply.substring(1));
  }

  @Test
  @Usually("Two saves at once write into the same file: the second is told that one is under way.")
  void thereIsOneSaveAtATime() {
    Redis redis = live();
    for (int i = 0; i < 40; i++)
      redis.command("SET", "@k" + i, "v".repeat(500_000)).expectReply("+OK");
    redis.send("BGSAVE\r\nBGSAVE\r\nSAVE\r\nPING\r\n");
    String busy = "-ERR Background save already in progress";
    redis.expectReply("+Background saving started", busy, busy, "+PONG");
    Redis.eventually("it has ended, and another may begin", () -> redis.ask("SAVE").equals("+OK"));
  }

  @Test
  @Usually(
      "BGSAVE is to let clients go on: only the copy is made under the lock, and not the file.")
  void clientsGoOnDuringASave() throws IOException {
    Redis redis = live();
    for (int i = 0; i < 60; i++)
      redis.command("SET", "@k" + i, "v".repeat(500_000)).expectReply("+OK");
    String came = "";
    for (int attempt = 0; attempt < 3 && came != null; attempt++) came = tooLate(redis);
    check(
        came == null,
        "BGSAVE of 30 MB, and at once SET and GET of another client",
        "answers while the file is being written, in one of three attempts",
        came);
  }

  /** Null, if another client is answered while the file is being written. */
  private String tooLate(Redis redis) throws IOException {
    Files.deleteIfExists(dump());
    long before = System.nanoTime();
    redis.send("BGSAVE\r\n").expectReply("+Background saving started");
    connect().expect("SET @a 1", "+OK").expect("GET @a", "$1", "1");
    boolean saving = !Files.exists(dump());
    long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
    if (saving || millis < 100) return null;
    Redis.eventually("the file is there", () -> Files.exists(dump()));
    redis.pause(Duration.ofMillis(100));
    return "answers after " + millis + " ms, when it was there";
  }

  @Test
  @Usually("SHUTDOWN SAVE writes a snapshot before it ends the server.")
  void shutdownSavesIfItIsTold() {
    Redis redis = live().expect("SET @a 1", "+OK");
    redis.send("SHUTDOWN save\r\n").expectClosed();
    int code = server().exitCode();
    check(code == 0, "SHUTDOWN save", "the end, with exit code 0", "exit code " + code);
    redis = live().expect("GET @a", "$1", "1").expect("SET @a 2", "+OK");
    redis.send("SHUTDOWN NOSAVE\r\n").expectClosed();
    live().expect("GET @a", "$1", "1");
  }

  @Test
  @Usually("Where there are both files the log is the newer one, and wins.")
  void theLogWins() {
    Redis redis = start("--appendonly", "yes").expect("SET @a old", "+OK");
    redis.expect("SAVE", "+OK").expect("SET @a new", "+OK").expect("SET @b x", "+OK");
    kill();
    start("--appendonly", "yes").expect("GET @a", "$3", "new").expect("GET @b", "$1", "x");
  }

  @Test
  @Usually(
      "A log that is turned on later begins with what the snapshot holds; else the next start loses it.")
  void aLogThatIsTurnedOnLaterBeginsWithTheSnapshot() {
    notForRedis("Redis begins with an empty log there");
    Redis redis = live().expect("SET @a 1 EX 1000", "+OK").expect("SET @c 3", "+OK");
    redis.expect("SAVE", "+OK");
    kill();
    start("--appendonly", "yes").expect("GET @a", "$1", "1").expect("SET @b 2", "+OK");
    kill();
    Redis after = start("--appendonly", "yes");
    after.expect("GET @a", "$1", "1").expect("GET @b", "$1", "2").expect("GET @c", "$1", "3");
    after.expect("TTL @a", ":<int:900..1000>").expect("TTL @c", ":-1");
  }

  @Test
  @Usually("The names that were chosen are not used, or CONFIG GET does not tell them.")
  void theNameOfTheFileIsChosen() throws Exception {
    Redis redis = start("--appendonly", "no", "--dbfilename", "my.rdb");
    redis.expect("SET @a 1", "+OK").expect("SAVE", "+OK");
    check(
        Files.exists(folder().resolve("my.rdb")),
        "SAVE, with --dbfilename my.rdb",
        "a file my.rdb in --dir",
        List.of(folder().toFile().list()));
    redis.expect("CONFIG GET dbfilename", "*2", "$10", "dbfilename", "$6", "my.rdb");
    redis.expect("CONFIG GET appendonly", "*2", "$10", "appendonly", "$2", "no");
    String dir = folder().toRealPath().toString();
    redis.expect("CONFIG GET dir", "*2", "$3", "dir", "$" + dir.length(), dir);
    kill();
    redis = start("--appendonly", "yes", "--dbfilename", "my.rdb", "--appendfsync", "always");
    redis.expect("CONFIG GET appendonly", "*2", "$10", "appendonly", "$3", "yes");
    redis.expect("config get appendfsync", "*2", "$11", "appendfsync", "$6", "always");
  }
}
