package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every command of Redis can be named in a rule, and is in the categories in which Redis has it.
 */
@Tag("interop")
class RightsInteropTest {

  private static RunningServer ours;
  private static RunningServer redis;
  private static Client our;
  private static Client their;

  @BeforeAll
  static void start() throws IOException {
    ours = RunningServer.ours();
    redis = RunningServer.redis();
    our = Client.connect("127.0.0.1", ours.port());
    their = Client.connect("127.0.0.1", redis.port());
  }

  @AfterAll
  static void stop() throws IOException {
    for (Client each : Arrays.asList(our, their)) if (each != null) each.close();
    for (RunningServer each : Arrays.asList(ours, redis)) if (each != null) each.close();
  }

  private static List<String> texts(Client client, String... request) throws IOException {
    Reply reply = client.call(request);
    assertThat(reply).as(String.join(" ", request)).isInstanceOf(Reply.Array.class);
    return ((Reply.Array) reply)
        .items().stream().map(each -> ((Reply.Bulk) each).bytes().text()).toList();
  }

  /** The words for a user that is told a rule, in any order. */
  private static Set<String> told(Client client, String... rules) throws IOException {
    List<String> request = new ArrayList<>(List.of("ACL", "SETUSER", "u", "reset"));
    Collections.addAll(request, rules);
    assertThat(client.call(request.toArray(String[]::new))).isEqualTo(Reply.OK);
    String line = texts(client, "ACL", "LIST").getLast();
    assertThat(line).startsWith("user u ");
    return new TreeSet<>(List.of(line.split(" ")));
  }

  @Test
  void theCategoriesAreTheSame() throws IOException {
    assertThat(texts(our, "ACL", "CAT")).isEqualTo(texts(their, "ACL", "CAT"));
  }

  /** One category at a time, given and taken; what is in several would show if one were wrong. */
  @Test
  void everyCategoryIsMadeOfTheSameCommands() throws IOException {
    for (String each : texts(their, "ACL", "CAT")) {
      for (String rules : List.of("-@all +@" + each, "+@all -@" + each)) {
        String[] words = rules.split(" ");
        assertThat(told(our, words)).as(rules).isEqualTo(told(their, words));
      }
    }
  }

  @Test
  void everyCommandOfRedisCanBeNamed() throws IOException {
    for (String category : texts(their, "ACL", "CAT")) {
      for (String each : texts(their, "ACL", "CAT", category)) {
        assertThat(told(our, "+" + each)).as(each).isEqualTo(told(their, "+" + each));
      }
    }
  }
}
