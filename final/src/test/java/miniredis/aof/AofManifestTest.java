package miniredis.aof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.aof.AofManifest.Part;
import org.junit.jupiter.api.Test;

class AofManifestTest {

  private static AofManifest parse(String text) throws IOException {
    return AofManifest.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void isWrittenAndReadAsRedisDoes() throws IOException {
    String text =
        """
        file appendonly.aof.2.base.rdb seq 2 type b
        file appendonly.aof.1.base.rdb seq 1 type h
        file appendonly.aof.1.incr.aof seq 1 type h
        file appendonly.aof.2.incr.aof seq 2 type i
        file "with space" seq 3 type i
        """;
    AofManifest manifest = parse(text);
    assertThat(manifest.text()).isEqualTo(text);
    assertThat(manifest.parts()).extracting(Part::number).containsExactly(2L, 2L, 3L);
    assertThat(parse("# a remark\n" + text)).isEqualTo(manifest);
    String shouted =
        text.replace("file ", "FILE ").replace("seq ", "Seq ").replace("type ", "TYPE ");
    assertThat(parse(shouted)).as("as Redis reads it").isEqualTo(manifest);
    assertThat(manifest.nextBase()).isEqualTo(3);
    assertThat(manifest.nextIncrement()).isEqualTo(4);
  }

  @Test
  void whatIsReplacedBecomesHistory() throws IOException {
    AofManifest before =
        parse("file b1 seq 1 type b\nfile i1 seq 1 type i\nfile i2 seq 2 type i\n");
    assertThat(before.rebased(new Part("b2", 2, 'b')).text())
        .isEqualTo(
            """
            file b2 seq 2 type b
            file b1 seq 1 type h
            file i1 seq 1 type h
            file i2 seq 2 type i
            """);
  }

  @Test
  void damageIsRefusedWithItsLine() {
    String good = "file b seq 1 type b\n";
    for (String bad :
        List.of(
            "file b seq 2 type b\n",
            "file i seq 2 type i\nfile j seq 1 type i\n",
            "file i seq 0 type i\n",
            "file i seq x type i\n",
            "file i seq 1 type x\n",
            "file a/b seq 1 type i\n",
            "file i seq 1\n",
            "file i seq\n",
            "nonsense\n",
            "file i seq 1 type i")) {
      assertThatThrownBy(() -> parse(good + bad)).as(bad).hasMessageContaining("line ");
    }
    assertThatThrownBy(() -> parse("")).hasMessageContaining("empty");
  }
}
