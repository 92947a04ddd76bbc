package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;

class CliOptionsTest {

  @Test
  void optionsEndWhereTheCommandBegins() {
    CliOptions options = parse("--server", "db.local:7000", "-n", "2", "LRANGE", "k", "0", "-1");
    assertThat(options.host()).isEqualTo("db.local");
    assertThat(options.port()).isEqualTo(7000);
    assertThat(options.database()).isEqualTo(2);
    assertThat(options.command()).containsExactly("LRANGE", "k", "0", "-1");
  }

  @Test
  void anAddressMayBeIpv6OrHaveNoPort() {
    assertThat(parse("--server", "[::1]:7000").host()).isEqualTo("::1");
    assertThat(parse("--server", "db").port()).isEqualTo(6379);
  }

  @Test
  void jsonSpeaksResp3UnlessToldOtherwise() {
    assertThat(parse().protocol()).isEqualTo(2);
    assertThat(parse("--json").protocol()).isEqualTo(3);
    assertThat(parse("--json", "-2").protocol()).isEqualTo(2);
  }

  @Test
  void thePasswordMayComeFromTheEnvironment() {
    Map<String, String> environment = Map.of("REDISCLI_AUTH", "secret");
    assertThat(CliOptions.parse(new String[0], environment).password()).isEqualTo("secret");
    assertThat(CliOptions.parse(new String[] {"-a", "other"}, environment).password())
        .isEqualTo("other");
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatThrownBy(() -> parse("--foo")).hasMessage("unknown option --foo");
    assertThatThrownBy(() -> parse("-p")).hasMessage("-p needs a value");
    assertThatThrownBy(() -> parse("-p", "70000")).hasMessage("-p needs a number, not '70000'");
  }

  private static CliOptions parse(String... args) {
    return CliOptions.parse(args, Map.of());
  }
}
