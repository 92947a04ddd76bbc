package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

  @Test
  void withoutOptionsItIsRedisPortOnThisMachineOnly() {
    Config config = Config.parse();
    assertThat(config.port).isEqualTo(6379);
    assertThat(config.bind).isEqualTo("127.0.0.1");
    assertThat(config.help).isFalse();
  }

  @Test
  void everyOptionHasItsNames() {
    assertThat(Config.parse("--port", "7000").port).isEqualTo(7000);
    assertThat(Config.parse("-p", "0").port).isZero();
    assertThat(Config.parse("--bind", "0.0.0.0").bind).isEqualTo("0.0.0.0");
    assertThat(Config.parse("--host", "::1", "-p", "1").bind).isEqualTo("::1");
    assertThat(Config.parse("--help").help).isTrue();
  }

  @Test
  void theLastWordCounts() {
    assertThat(Config.parse("-p", "1", "--port", "2", "--help", "--help").port).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "-1", "65536", "99999999999", "1.5", " 1"})
  void aPortIsANumberThatAPortCanHave(String value) {
    assertThatThrownBy(() -> Config.parse("--port", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--port takes 0 to 65535, not '" + value + "'");
  }

  @Test
  void anOptionNobodyKnowsIsNamed() {
    assertThatThrownBy(() -> Config.parse("--prot", "1")).hasMessageContaining("--prot");
    assertThatThrownBy(() -> Config.parse("7000")).hasMessageContaining("7000");
  }

  @Test
  void anOptionWithoutItsValueIsNamed() {
    assertThatThrownBy(() -> Config.parse("-p")).hasMessage("-p needs a value");
  }
}
