package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SecretsTest {

  static final List<String> SECRET =
      List.of(
          "AUTH secret",
          "auth me secret",
          "3 AUTH secret",
          "\"auth\" secret",
          "ACL SETUSER me >secret",
          "acl setuser me on",
          "CONFIG SET requirepass secret",
          "config set maxmemory 1 masterauth secret",
          "CONFIG SET tls-key-file-pass secret",
          "HELLO 3 AUTH me secret",
          "HELLO 3 SETNAME x AUTH me secret",
          "MIGRATE h 1 \"\" 0 1 AUTH secret KEYS a",
          "MIGRATE h 1 k 0 1 COPY AUTH2 me secret",
          "SENTINEL SET m auth-pass secret",
          "AUTH \"unbalanced",
          "CONFIG SET requirepass 'a");

  static final List<String> PLAIN =
      List.of(
          "GET auth",
          "ACL LIST",
          "ACL GETUSER me",
          "CONFIG GET maxmemory",
          "HELLO 3",
          "HELLO 3 SETNAME me",
          "MIGRATE h 1 k 0 1",
          "SET k \"unbalanced",
          "",
          "   ",
          "3");

  @ParameterizedTest
  @FieldSource("SECRET")
  void whatHoldsAPasswordIsSeen(String line) {
    assertThat(Secrets.hasSecret(line)).isTrue();
  }

  @ParameterizedTest
  @FieldSource("PLAIN")
  void whatDoesNotIsKept(String line) {
    assertThat(Secrets.hasSecret(line)).isFalse();
  }
}
