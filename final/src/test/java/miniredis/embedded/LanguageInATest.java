package miniredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The language of the program around it makes no difference to a server; nor does it change that.
 * It runs alone, because a program has one language.
 */
@Tag("slow")
@Isolated
class LanguageInATest {

  private static final List<String> QUESTIONS =
      List.of(
          "INFO everything",
          "COMMAND",
          "COMMAND DOCS",
          "COMMAND INFO info",
          "CONFIG GET *",
          "MEMORY MALLOC-STATS",
          "DEBUG OBJECT key",
          "CLIENT LIST",
          "LATENCY DOCTOR");

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG", "tr-TR"})
  void everyReplyIsAsRedisWritesIt(String language) {
    Locale before = Locale.getDefault();
    Locale foreign = Locale.forLanguageTag(language);
    Locale.setDefault(foreign);
    try (MiniRedis redis = MiniRedis.start();
        Redis client = MiniRedisTest.connect(redis)) {
      client.expect("SET key 1.5", "+OK");
      for (String each : QUESTIONS) assertThat(client.ask(each)).as(each).matches("\\p{ASCII}*");
      assertThat(client.ask("INFO everything"))
          .containsPattern("used_memory_human:\\d+\\.\\d\\d[KM]\r\n")
          .containsPattern("cmdstat_set:calls=1,usec=\\d+,usec_per_call=\\d+\\.\\d\\d,");
      assertThat(client.ask("COMMAND INFO info")).contains("\r\ninfo\r\n").contains("dangerous");
      assertThat(client.ask("MEMORY MALLOC-STATS")).containsPattern("size now: +\\d+,\\d+");
      assertThat(Locale.getDefault()).isEqualTo(foreign);
    } finally {
      Locale.setDefault(before);
    }
  }
}
