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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every list and every hash, however they came to be. */
class TypesTest {
  @TempDir Path folder;

  private final Database database = new Database(InstantSource.system());
  private final CommandTable table = new CommandTable(database);

  private Reply run(String line) {
    return table.run(Arrays.stream(line.split(" ")).map(Bytes::of).toList());
  }

  @Test
  void aHashToLookAtCannotBeChanged() {
    run("HSET h f 1");
    Bytes word = Bytes.of("f");
    for (String key : List.of("h", "nobody")) {
      assertThatThrownBy(() -> database.hash(Bytes.of(key)).put(word, word))
          .isInstanceOf(UnsupportedOperationException.class);
    }
    assertThat(run("HGET h f")).isEqualTo(new Reply.Bulk(Bytes.of("1")));
  }

  @Test
  void anEmptyListOrHashOfAFileIsPassedOver() throws IOException {
    load("\1\1l\0" + "\4\1h\0" + "\0\1s\1x");
    assertThat(run("DBSIZE")).isEqualTo(new Reply.Int(1));
    assertThat(run("EXISTS s")).isEqualTo(new Reply.Int(1));
    assertThat(run("LPOP l")).isEqualTo(new Reply.Bulk(null));
    assertThat(run("RPUSH l a")).isEqualTo(new Reply.Int(1));
  }

  @Test
  void theDeadlineOfAnEmptyListGoesToNoOtherKey() throws IOException {
    load("\u00fc" + "\0\0\0\0\0\1\0\0" + "\1\1l\0" + "\0\1s\1x");
    assertThat(run("TTL s")).isEqualTo(new Reply.Int(-1));
    run("RPUSH l a");
    assertThat(run("TTL l")).isEqualTo(new Reply.Int(-1));
  }

  /** From a file with these entries, and no checksum. */
  private void load(String entries) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(("REDIS0010" + entries + "\u00ff").getBytes(StandardCharsets.ISO_8859_1));
    file.writeBytes(new byte[8]);
    RdbReader.read(Files.write(folder.resolve("dump.rdb"), file.toByteArray()), database);
  }
}
