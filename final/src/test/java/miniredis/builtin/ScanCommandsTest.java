package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCommandsTest {

  private final Playground redis =
      new Playground(KeyCommands::addTo, ExpiryCommands::addTo, ScanCommands::addTo);

  @Test
  void aScanToItsEndSeesEveryKeyOnceWhereNothingChanges() {
    List<String> all = fill(1000);
    assertThat(scan(() -> {}, "COUNT", "7")).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void keysThatStayAreSeenThoughOthersComeAndGo() {
    List<String> all = fill(1000);
    int[] added = {0};
    List<String> seen =
        scan(
            () -> {
              for (int i = 0; i < 40; i++) redis.set("new" + added[0]++, "");
            });
    assertThat(seen).containsAll(all);

    for (int i = 0; i < added[0]; i++) redis.data().delete(Bytes.of("new" + i));
    int[] removed = {10};
    seen =
        scan(
            () -> {
              for (int i = 0; i < 40; i++) redis.data().delete(Bytes.of("key" + removed[0]++));
            });
    assertThat(seen).containsAll(all.subList(0, 10));
  }

  @Test
  void aKeyWhoseTimeHasPassedIsNeitherScannedNorListed() {
    redis.set("a", "1");
    redis.set("b", "1");
    redis.ask("PEXPIRE b 100");
    redis.advance(100);
    redis.expect("KEYS *", "*1 $1 a");
    assertThat(redis.data().size()).isEqualTo(2);
    redis.expect("SCAN 0", "*2 $1 0 *1 $1 a");
    assertThat(redis.data().size()).isEqualTo(1);
    redis.expect("RANDOMKEY", "$1 a");
  }

  @Test
  void matchAndTypeSieveWhatWasFound() {
    redis.set("apple", "1");
    redis.set("plum", "1");
    redis.expect("SCAN 0 MATCH a*", "*2 $1 0 *1 $5 apple");
    redis.expect("SCAN 0 match a* type STRING", "*2 $1 0 *1 $5 apple");
    redis.expect("SCAN 0 TYPE list", "*2 $1 0 *0");
    redis.expect("KEYS ?lum", "*1 $4 plum");
    redis.expect("KEYS nothing", "*0");
  }

  @Test
  void anEmptyDatabaseIsScannedInOneCall() {
    redis.expect("SCAN 0", "*2 $1 0 *0");
    redis.expect("RANDOMKEY", "$-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "' 0'", "1x", "18446744073709551616", "+", "-", "--1"})
  void aCursorThatIsNoNumberIsRefused(String cursor) {
    redis.expect("SCAN " + cursor + " COUNT 0", "-ERR invalid cursor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "+0", "-0", "00"})
  void aCursorIsReadAsCReadsIt(String cursor) {
    redis.expect("SCAN " + cursor, "*2 $1 0 *0");
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    redis.expect("SCAN 0 COUNT", "-ERR syntax error");
    redis.expect("SCAN 0 COUNT 0", "-ERR syntax error");
    redis.expect("SCAN 0 COUNT x", "-ERR value is not an integer or out of range");
    redis.expect("SCAN 0 FOO bar", "-ERR syntax error");
    redis.expect("SCAN 0 COUNT 9223372036854775807", "*2 $1 0 *0");
  }

  private List<String> fill(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("key" + i);
      redis.set("key" + i, "v");
    }
    return names;
  }

  private List<String> scan(Runnable between, String... options) {
    List<String> seen = new ArrayList<>();
    String cursor = "0";
    do {
      List<Bytes> request = new ArrayList<>(List.of(Bytes.of("SCAN"), Bytes.of(cursor)));
      for (String option : options) request.add(Bytes.of(option));
      Reply.Array reply = (Reply.Array) redis.run(request.toArray(Bytes[]::new));
      cursor = text(reply.items().getFirst());
      for (Reply key : ((Reply.Array) reply.items().getLast()).items()) seen.add(text(key));
      between.run();
    } while (!cursor.equals("0"));
    return seen;
  }

  private static String text(Reply reply) {
    return ((Reply.Bulk) reply).bytes().text();
  }
}
