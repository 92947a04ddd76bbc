package miniredis.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The machine's language makes no difference: a German machine's 1,5 and an Egyptian one's ١٫٥
 * would be read wrongly by every client, and on a Turkish one the small letter of I is ı.
 */
@Tag("interop")
class LanguageTest {

  @ParameterizedTest
  @CsvSource({"de, DE", "ar, EG", "tr, TR"})
  void everyReplyIsAsRedisWritesIt(String language, String country) throws Exception {
    List<String> flags = List.of("-Duser.language=" + language, "-Duser.country=" + country);
    try (RunningServer server = RunningServer.oursWith(flags, 0);
        Socket socket = server.connect()) {
      String said =
          Stream.of("SET key 1.5", "INFO everything", "COMMAND INFO info", "CONFIG GET *", "QUIT")
              .collect(Collectors.joining("\r\n", "", "\r\n"));
      socket.getOutputStream().write(said.getBytes(ISO_8859_1));
      String replies = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      assertThat(replies)
          .containsPattern("db0:keys=1,expires=0")
          .containsPattern("used_memory_human:\\d+\\.\\d\\d[KM]\r\n")
          .containsPattern("used_cpu_user:\\d+\\.\\d{6}\r\n")
          .containsPattern("cmdstat_set:calls=1,usec=\\d+,usec_per_call=\\d+\\.\\d\\d,")
          .contains("\r\ninfo\r\n")
          .contains("dangerous")
          .matches("\\p{ASCII}*");
      assertThat(server.log()).matches("\\p{ASCII}*");
    }
  }
}
