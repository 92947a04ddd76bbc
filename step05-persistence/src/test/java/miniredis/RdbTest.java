package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snapshot's file. */
class RdbTest {
  @TempDir Path folder;

  private final Database database = new Database(InstantSource.system());

  private static Bytes bytes(String text) {
    return Bytes.of(text);
  }

  private byte[] saved() {
    return RdbWriter.write(database.exclusively(database::snapshot));
  }

  private Set<Database.Entry> load(byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("dump.rdb"), file);
    Database loaded = new Database(InstantSource.system());
    RdbReader.read(path, loaded);
    return new HashSet<>(loaded.exclusively(loaded::snapshot));
  }

  @Test
  void whatIsSavedIsLoaded() throws Exception {
    database.put(bytes("name"), bytes("anna"));
    database.put(bytes(""), bytes(""));
    database.put(bytes("\0\r\n\u00ff"), bytes("\u00ff\0"));
    for (int length : new int[] {63, 64, 16_383, 16_384, 100_000}) {
      database.put(bytes("long" + length), bytes("x".repeat(length)));
    }
    database.put(bytes("mortal"), bytes("x"));
    database.expireAt(bytes("mortal"), 33_177_117_420_000L);

    assertThat(load(saved())).isEqualTo(new HashSet<>(database.exclusively(database::snapshot)));
  }

  @Test
  void anEmptyDatabaseIsAFileToo() throws Exception {
    assertThat(load(saved())).isEmpty();
  }

  @Test
  void everyFlippedByteIsCaught() {
    database.put(bytes("name"), bytes("anna"));
    database.put(bytes("mortal"), bytes("x".repeat(100)));
    database.expireAt(bytes("mortal"), 33_177_117_420_000L);
    byte[] file = saved();
    for (int i = 0; i < file.length; i++) {
      byte[] damaged = file.clone();
      damaged[i] ^= 0x10;
      assertThatThrownBy(() -> load(damaged)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFileThatIsCutOffIsRefused() {
    database.put(bytes("name"), bytes("anna"));
    byte[] file = saved();
    for (int i = 0; i < file.length; i++) {
      byte[] part = Arrays.copyOf(file, i);
      assertThatThrownBy(() -> load(part)).isInstanceOf(IOException.class);
    }
  }

  /** Without a checksum nobody sees the damage; then it is another value, or a refusal. */
  @Test
  void whateverABitDoesToAFileWithoutAChecksumOnlyTheFileIsBlamed() throws Exception {
    byte[] file = entry(0, "\1k\u00c3\5\12\0a\u00e0\0\0\0\1n\u00c1\u0039\u0030\0\1l\100\5worth");
    for (int bit = 8 * 9; bit < 8 * (file.length - 8); bit++) {
      byte[] damaged = file.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        load(damaged);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("RDB file");
      }
    }
  }

  @Test
  void aMistakeOfOursIsNotBlamedOnTheFile() throws Exception {
    Path path = Files.write(folder.resolve("dump.rdb"), entry(0, "\1k\5worth"));
    IllegalStateException mistake = new IllegalStateException("a bug");
    Database broken =
        new Database(InstantSource.system()) {
          @Override
          void expireAt(Bytes key, long deadline) {
            throw mistake;
          }
        };
    assertThatThrownBy(() -> RdbReader.read(path, broken)).isSameAs(mistake);
  }

  @Test
  void aLengthThatNobodyCanHoldIsRefused() {
    for (String length :
        new String[] {"\u0080\u00ff\u00ff\u00ff\u00ff", "\u0081\0\0\0\0\0\0\0\5"}) {
      assertThatThrownBy(() -> load(entry(0, "\1k" + length + "worth")))
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void whatWeCannotHoldIsRefusedByName() {
    assertThatThrownBy(() -> load(entry(2, "\3tag\1\1a")))
        .hasMessageEndingWith("key 'tag' is a set");
    assertThatThrownBy(() -> load(entry(18, "\3tag"))).hasMessageEndingWith("is a quicklist");
    assertThatThrownBy(() -> load(entry(19, "\3tag"))).hasMessageEndingWith("is a stream");
    assertThatThrownBy(() -> load(entry(77, "\3tag"))).hasMessageEndingWith("is a ?");
    assertThatThrownBy(() -> load(entry(254, "\1"))).hasMessageContaining("more than one database");
  }

  @Test
  void numbersAreWrittenShortByRedis() throws Exception {
    Set<Database.Entry> loaded = load(entry(0, "\1k\u00c0\u00fe"));
    assertThat(loaded.toString()).contains("-2");
    assertThat(load(entry(0, "\1k\u00c1\u0039\u0030")).toString()).contains("12345");
    assertThat(load(entry(0, "\1k\u00c2\u0015\u00cd\u005b\u0007")).toString())
        .contains("123456789");
  }

  @Test
  void aPackedStringThatPromisesTooMuchCostsAnErrorAndNoMemory() throws Exception {
    String length = "\u0080\u007f\u00ff\u00ff\u00ff";
    assertThatThrownBy(() -> load(entry(0, "\1k\u00c3\5" + length + "\0a\u00e0\u00ff\0")))
        .hasMessageContaining("damaged");
    assertThat(load(entry(0, "\1k\u00c3\5\12\0a\u00e0\0\0")).toString()).contains("a".repeat(10));
  }

  @Test
  void howLongAndHowOftenAKeyWasUsedIsPassedOver() throws Exception {
    assertThat(load(entry(248, "\u0041\0\0\1k\5worth")).toString()).contains("key=k", "worth");
    assertThat(load(entry(249, "\u00ff\0\1k\5worth")).toString()).contains("key=k", "worth");
  }

  @Test
  void aNewerVersionIsRefused() {
    byte[] file = saved();
    file[8] = '9';
    Arrays.fill(file, file.length - 8, file.length, (byte) 0);
    file[7] = '9';
    assertThatThrownBy(() -> load(file)).hasMessageContaining("version 5 to 10");
  }

  /** A file of one entry, and no checksum. */
  private static byte[] entry(int type, String rest) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes("REDIS0010".getBytes(StandardCharsets.ISO_8859_1));
    file.write(type);
    file.writeBytes(rest.getBytes(StandardCharsets.ISO_8859_1));
    file.write(255);
    file.writeBytes(new byte[8]);
    return file.toByteArray();
  }
}
