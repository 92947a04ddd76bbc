package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {

  @Test
  void otherServersAreNamedWithTheirCommands() {
    BenchOptions options =
        BenchOptions.parse(
            new String[] {
              "--beside",
              "valkey=valkey-server --port {port} --save \"\" --dir '{folder}'",
              "--beside=other=/opt/other -p={port}",
              "final"
            },
            List.of("final"));
    assertThat(options.modules()).containsExactly("final");
    assertThat(options.others())
        .containsExactly(
            new Beside(
                "valkey",
                List.of("valkey-server", "--port", "{port}", "--save", "", "--dir", "{folder}")),
            new Beside("other", List.of("/opt/other", "-p={port}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          valkey-server        | --beside needs NAME='command {port}', not valkey-server
          =a {port}            | --beside needs NAME='command {port}', not =a {port}
          a b=c {port}         | --beside needs NAME='command {port}', not a b=c {port}
          a=                   | --beside a: no command, or open quotes
          a=b "{port}          | --beside a: no command, or open quotes
          a=b --port 6379      | --beside a: there is no {port} in its command
          final=b {port}       | --beside: there are two servers named final
          redis-server=b {port}| --beside: there are two servers named redis-server
          """)
  void anotherServerThatCannotBeStartedIsToldInOneLine(String beside, String error) {
    assertThatThrownBy(() -> BenchOptions.special("--beside", beside))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(error);
  }

  @Test
  void twoServersHaveTwoNames() {
    assertThatThrownBy(
            () -> BenchOptions.special("--beside", "a=b {port}", "--beside", "a=c {port}"))
        .hasMessage("--beside: there are two servers named a");
  }

  @Test
  void aMeasurementOfItsOwnKindHasItsWordsAndTheOptionsOfAll() {
    BenchOptions options =
        BenchOptions.special("zset", "--beside", "a=b {port}", "1000", "--rounds", "3");
    assertThat(options.words()).containsExactly("zset", "1000");
    assertThat(options.modules()).containsExactly("final");
    assertThat(options.rounds()).isEqualTo(3);
    assertThat(options.others()).hasSize(1);
  }

  @Test
  void theHelpNamesWhatElseIsMeasured() {
    assertThat(BenchOptions.special("--help").help())
        .contains("--beside=NAME='command {port}'")
        .contains("bench keys [largest]", "bench clients [most]", "bench waves [millions]");
  }

  @Test
  void sizesGoUpToTheLargest() {
    assertThat(KeysBench.sizes(List.of())).containsExactly(10_000, 1_000_000, 10_000_000);
    assertThat(KeysBench.sizes(List.of("5000"))).containsExactly(5000);
    assertThat(KeysBench.sizes(List.of("1000000"))).containsExactly(10_000, 1_000_000);
    assertThat(KeysBench.sizes(List.of("50000000")))
        .containsExactly(10_000, 1_000_000, 10_000_000, 50_000_000);
    assertThatThrownBy(() -> KeysBench.sizes(List.of("many")))
        .hasMessage("keys needs a number of keys from 2000 to 100000000, not many");
  }

  @Test
  void clientsAreAsManyAsTheMachineAllows() {
    assertThat(ClientsBench.counts(List.of(), 20_000)).containsExactly(10, 1_000, 10_000);
    assertThat(ClientsBench.counts(List.of(), 824)).containsExactly(10, 824);
    assertThat(ClientsBench.counts(List.of("500"), 20_000)).containsExactly(10, 500);
    assertThatThrownBy(() -> ClientsBench.counts(List.of("100000"), 20_000))
        .hasMessage("clients needs a number of clients from 1 to 25000, not 100000");
    String limits = "Limit  Soft Limit  Hard Limit  Units\nMax open files  1024  4096  files\n";
    assertThat(OpenFiles.clients(limits)).isEqualTo(824);
    assertThat(OpenFiles.clients("Max open files  unlimited  unlimited  files"))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void millionsMayHaveAFraction() {
    assertThat(WavesBench.keys(List.of())).isEqualTo(10_000_000);
    assertThat(WavesBench.keys(List.of("0.002"))).isEqualTo(2000);
    for (String wrong : List.of("0", "101", "-1", "1e3", "ten")) {
      assertThatThrownBy(() -> WavesBench.keys(List.of(wrong)))
          .hasMessage("waves needs millions of keys, from 0.001 to 100, not " + wrong);
    }
  }
}
