package miniredis.command;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;
import org.junit.jupiter.api.Test;

class KeysTest {

  private final CommandTable table = new CommandTable();

  @Test
  void aRangeThatEndsAtTheEndTakesEverySecondArgument() {
    Command mset = row().keys(1, -1, 2, "OW update");
    assertThat(keys(mset, "MSET a 1 b 2")).containsExactly("a", "b");
    assertThat(summary(mset)).isEqualTo("1 -1 2 ");
  }

  @Test
  void groupsThatFollowOneAnotherAreToldAsOne() {
    Command copy = row().keys(KeySpec.at(1, "RO access")).keys(KeySpec.at(2, "OW update"));
    assertThat(keys(copy, "COPY a b DB 1")).containsExactly("a", "b");
    assertThat(summary(copy)).isEqualTo("1 2 1 ");
    assertThat(copy.keys().in(request("COPY a b")).getLast().flags())
        .containsExactly("OW", "update");
  }

  @Test
  void aGapOrACountMakesKeysMovable() {
    Command gap = row().keys(KeySpec.at(1, "RO access")).keys(KeySpec.at(3, "RO access"));
    assertThat(summary(gap)).isEqualTo("1 1 1 movablekeys");
    Command counted = row().keys(KeySpec.at(1, "OW update")).keys(KeySpec.counted(2, "RO access"));
    assertThat(keys(counted, "ZUNIONSTORE d 2 a b WEIGHTS 1 2")).containsExactly("d", "a", "b");
    assertThat(summary(counted)).isEqualTo("1 1 1 movablekeys");
  }

  @Test
  void aCountThatMakesNoSenseGivesNoKeys() {
    Command counted = row().keys(KeySpec.counted(1, "RO access"));
    assertThat(keys(counted, "ZUNION 3 a b")).isEmpty();
    assertThat(keys(counted, "ZUNION x a b")).isEmpty();
    assertThat(keys(counted, "ZUNION -1 a b")).isEmpty();
    assertThat(keys(counted, "ZUNION 9223372036854775807 a b")).isEmpty();
    assertThat(keys(counted, "ZUNION")).isEmpty();
  }

  @Test
  void keysAfterAWordAreHalfOfWhatFollows() {
    KeySpec.Begin word = new KeySpec.Keyword("STREAMS", 1);
    Command xread = row().keys(KeySpec.of(word, new KeySpec.Range(-1, 1, 2), "RO access"));
    assertThat(keys(xread, "XREAD COUNT 2 streams a b 0 0")).containsExactly("a", "b");
    assertThat(keys(xread, "XREAD COUNT 2")).isEmpty();
    assertThat(summary(xread)).isEqualTo("0 0 0 movablekeys");
  }

  @Test
  void aWordIsLookedForFromTheEndToo() {
    KeySpec.Begin word = new KeySpec.Keyword("KEYS", -2);
    Command migrate = row().keys(KeySpec.of(word, new KeySpec.Range(-1, 1, 0), "RW delete"));
    assertThat(keys(migrate, "MIGRATE KEYS 1 KEYS a b")).containsExactly("a", "b");
  }

  @Test
  void aFinderKnowsBetter() {
    Command sort =
        row()
            .keys(KeySpec.at(1, "RO access"))
            .keys(KeySpec.unknown("STORE may be anywhere", "OW update"))
            .keysBy(args -> List.of(new KeySpec.Found(args.length - 1, List.of("OW"))));
    assertThat(keys(sort, "SORT a STORE b")).containsExactly("b");
    assertThat(summary(sort)).isEqualTo("1 1 1 movablekeys");
  }

  private Command row() {
    return table.add("X", -1, call -> null);
  }

  private static List<String> keys(Command command, String request) {
    return command.keysOf(request(request)).stream().map(Bytes::text).toList();
  }

  private static Bytes[] request(String line) {
    return Words.split(line).orElseThrow();
  }

  private static String summary(Command command) {
    return command.firstKey()
        + " "
        + command.lastKey()
        + " "
        + command.keyStep()
        + " "
        + command.flags().stream().map(Flag::word).collect(Collectors.joining(" "));
  }
}
