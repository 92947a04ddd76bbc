package miniredis.tools;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolMainTest {

  /** Written by Redis 7.0: a number with a deadline, a compressed text, a hash, a list, bytes. */
  private static final String SNAPSHOT =
      "524544495330303130fa0972656469732d76657206372e302e3135fa0a72656469732d62697473c040fe00fb0601"
          + "fc4e0fc7fca101000000016ec139300004"
          + "6c6f6e67c30e412c0361626361e0ff02e1150701626310"
          + "01751a1a0000000400846e616d650584616e6e6105836167650"
          + "41e01ff12046a6f6273010215150000"
          + "000300847761736805"
          + "84636f6f6b051101ff000362696e0200ff00047573657204616e6e61ff";

  private static final String LOG =
      """
      *2
      $6
      SELECT
      $1
      0
      *3
      $3
      SET
      $4
      user
      $4
      anna
      *3
      $5
      RPUSH
      $4
      jobs
      $4
      wash
      """
          .replace("\n", "\r\n");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path log;
  private Path snapshot;

  @BeforeEach
  void writeFiles() throws IOException {
    log = Files.writeString(folder.resolve("a.aof"), LOG);
    byte[] body = HexFormat.of().parseHex(SNAPSHOT);
    ByteBuffer whole = ByteBuffer.allocate(body.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    whole.put(body).putLong(miniredis.rdb.Crc64.update(0, body, 0, body.length));
    snapshot = Files.write(folder.resolve("dump.rdb"), whole.array());
  }

  private int run(Object... arguments) {
    out.reset();
    err.reset();
    List<String> words = Stream.of(arguments).map(Object::toString).toList();
    return ToolMain.run(words, new PrintStream(out, true), new PrintStream(err, true));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void withoutANameTheToolsAreListed() {
    assertThat(run()).isZero();
    assertThat(said())
        .contains("aof-to-json", "json-to-aof", "check-aof", "check-rdb", "rdb-explain");
    assertThat(run("check-aof", "--help")).isZero();
    assertThat(said()).startsWith("Usage: ./run tool check-aof [--fix] LOG");
  }

  @Test
  void aLogBecomesJsonAndTheSameLogAgain() throws IOException {
    byte[] odd = new byte[256];
    for (int i = 0; i < 256; i++) odd[i] = (byte) i;
    ByteArrayOutputStream more = new ByteArrayOutputStream();
    more.writeBytes(LOG.getBytes(StandardCharsets.UTF_8));
    more.writeBytes("*3\r\n$3\r\nSET\r\n$4\r\n\"é\"\r\n$256\r\n".getBytes(StandardCharsets.UTF_8));
    more.writeBytes(odd);
    more.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    Files.write(log, more.toByteArray());
    assertThat(run("aof-to-json", log)).isZero();
    assertThat(said()).startsWith("[\"SELECT\",\"0\"]\n[\"SET\",\"user\",\"anna\"]\n");
    assertThat(said()).contains("[\"SET\",\"\\\"é\\\"\",{\"base64\":");
    Path json = Files.write(folder.resolve("a.json"), out.toByteArray());
    assertThat(run("json-to-aof", json)).isZero();
    assertThat(out.toByteArray()).isEqualTo(more.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[",
        "[\"SET\"",
        "[\"SET\",]",
        "[\"\\u12\"]",
        "[\"a\"] x",
        "[{\"base64\":\"?\"}]",
        "[1]",
        "[\"a"
      })
  void jsonThatIsNoRequestIsRefusedWithItsLine(String line) throws IOException {
    Path json = Files.writeString(folder.resolve("bad.json"), "[\"PING\"]\n" + line + "\n");
    assertThat(run("json-to-aof", json)).isEqualTo(1);
    assertThat(err.toString()).startsWith("json-to-aof: line 2, column ").hasLineCount(1);
  }

  @Test
  void aTornEndIsFoundAndCutOffOnlyOnRequest() throws IOException {
    Files.writeString(log, LOG + "*1\r\n$4\r\nPI");
    assertThat(run("check-aof", log)).isEqualTo(1);
    assertThat(said()).contains("3 requests", "it ends within a request", "--fix would cut off");
    assertThat(Files.size(log)).isGreaterThan(LOG.length());
    assertThat(run("check-aof", "--fix", log)).isZero();
    assertThat(Files.readString(log)).isEqualTo(LOG);
    assertThat(run("check-aof", log)).isZero();
    assertThat(said()).contains("valid up to byte " + LOG.length());
  }

  @Test
  void aSnapshotIsCheckedAndShown() {
    assertThat(run("check-rdb", snapshot)).isZero();
    assertThat(said()).contains("keys in database 0: 6", "keys of type hash: 1", "whole");
    assertThat(run("rdb-to-json", snapshot)).isZero();
    assertThat(said())
        .contains("{\"db\":0,\"key\":\"n\",\"type\":\"string\",\"expiresAt\":1795242266446,")
        .contains(
            "\"key\":\"u\",\"type\":\"hash\",\"value\":[[\"name\",\"anna\"],[\"age\",\"30\"]]}")
        .contains("\"key\":\"jobs\",\"type\":\"list\",\"value\":[\"wash\",\"cook\",\"17\"]}")
        .contains("\"key\":\"bin\",\"type\":\"string\",\"value\":{\"base64\":\"AP8=\"}}");
  }

  @Test
  void everyByteOfASnapshotIsExplained() throws IOException {
    assertThat(run("rdb-explain", snapshot)).isZero();
    assertThat(said())
        .contains("an RDB file of version 10")
        .contains("c1 39 30                    its value, kept as a number of 2 bytes: 12345")
        .contains("its value, 300 bytes compressed to 14:")
        .contains("- \"age\", a string", "- \"30\", a number")
        .contains("the checksum of all that, and it is right");
    StringBuilder hex = new StringBuilder();
    for (String line : said().lines().toList()) {
      if (line.matches(" *\\d+  ([0-9a-f]{2} ?)+ .*")) {
        hex.append(line.substring(10, 36).replace(" ", ""));
      }
    }
    assertThat(hex.toString()).isEqualTo(HexFormat.of().formatHex(Files.readAllBytes(snapshot)));
  }

  @Test
  void whateverIsWrongWithAFileIsOneLine() throws IOException {
    byte[] rdb = Files.readAllBytes(snapshot);
    byte[] aof = Files.readAllBytes(log);
    for (String tool : List.of("check-rdb", "rdb-to-json", "rdb-explain")) {
      for (int i = 0; i < rdb.length; i++) {
        Files.write(snapshot, damaged(rdb, i));
        assertThat(run(tool, snapshot)).as("%s, byte %d", tool, i).isEqualTo(1);
        assertThat(err.toString()).startsWith(tool + ": ").hasLineCount(1);
        Files.write(snapshot, Arrays.copyOf(rdb, i));
        assertThat(run(tool, snapshot)).as("%s, cut at %d", tool, i).isEqualTo(1);
      }
    }
    for (int i = 0; i < aof.length; i++) {
      Files.write(log, damaged(aof, i));
      for (String tool : List.of("check-aof", "aof-to-json")) {
        run(tool, log);
        assertThat(err.toString().lines().count()).isLessThanOrEqualTo(1);
      }
    }
  }

  private static byte[] damaged(byte[] whole, int at) {
    byte[] damaged = whole.clone();
    damaged[at] ^= 0x55;
    return damaged;
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThat(run("check-rdb", folder.resolve("none"))).isEqualTo(1);
    assertThat(err.toString()).contains("there is no file").hasLineCount(1);
    assertThat(run("fly")).isEqualTo(1);
    assertThat(run("check-rdb")).isEqualTo(1);
    assertThat(err.toString()).contains("takes one file");
  }
}
