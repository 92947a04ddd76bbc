package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import miniredis.FakeServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asks the real redis-cli whether the texts that we expect are what it prints. */
@Tag("interop")
class RedisCliInteropTest {

  @Test
  void theExpectedTextsAreWhatRedisCliPrints() throws Exception {
    boolean present =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-cli")));
    assumeTrue(present, "redis-cli is not installed");
    for (Printed sample : Printed.samples()) {
      try (FakeServer server = new FakeServer(words -> answer(words, sample))) {
        assertThat(redisCli(server, "--no-raw")).isEqualTo(sample.plain());
        assertThat(redisCli(server, "--raw")).isEqualTo(sample.raw());
        assertThat(redisCli(server, "--json")).isEqualTo(sample.json());
      }
    }
  }

  private static String answer(List<String> words, Printed sample) {
    return words.getFirst().equals("HELLO") ? "%1\r\n+proto\r\n:3\r\n" : sample.wire();
  }

  private static String redisCli(FakeServer server, String option) throws Exception {
    Process cli =
        new ProcessBuilder("redis-cli", "-p", "" + server.port(), option, "x")
            .redirectErrorStream(true)
            .start();
    try {
      return new String(cli.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } finally {
      cli.destroyForcibly();
    }
  }
}
