package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real redis-benchmark stops at the first error reply: it must reach its end. */
@Tag("slow")
class RedisBenchmarkTest {

  private static RunningServer server;

  @BeforeAll
  static void start() {
    Programs.need("redis-benchmark");
    server = RunningServer.ours();
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-t ping,set,get,incr,mset -P 16 -n 100000 -q",
        "-t ping,set,get -n 20000 -q",
        "-t set,get -P 100 -n 200000 -r 100000 -q",
        "-t set,get -n 20000 -d 20000 -q",
        "-t set,get -P 16 -n 50000 --threads 2 -q",
        "-t get -n 20000 -c 500 --csv",
        "-t set -n 20000 -P 16 -3 -q",
        "-n 20000 -P 16 -r 1000 -q set key:__rand_int__ value EX 100"
      })
  void reachesItsEndWithoutAnError(String arguments) {
    List<String> all = new ArrayList<>(List.of("-p", "" + server.port()));
    Collections.addAll(all, arguments.split(" "));
    Programs.Outcome outcome = Programs.run("redis-benchmark", all.toArray(String[]::new));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).doesNotContainIgnoringCase("err");
    assertThat(outcome.out()).containsPattern("requests per second|\"rps\"");
  }
}
