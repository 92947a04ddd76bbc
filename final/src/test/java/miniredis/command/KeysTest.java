package miniredis.command;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.DELETE;
import static miniredis.command.Access.NOT_KEY;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;
import org.junit.jupiter.api.Test;

class KeysTest {

  private final CommandTable table = new CommandTable();

  @Test
  void aRangeThatEndsAtTheEndTakesEverySecondArgument() {
    Command mset = row().keys(1, -1, 2, OW, UPDATE);
    assertThat(keys(mset, "MSET a 1 b 2")).containsExactly("a", "b");
    assertThat(summary(mset)).isEqualTo("1 -1 2 ");
  }

  @Test
  void whatIsNoKeyIsToldOfInTheRowAndFoundInNoRequest() {
    Command ssubscribe = row().keys(1, -1, 1, NOT_KEY);
    assertThat(summary(ssubscribe)).isEqualTo("1 -1 1 ");
    assertThat(ssubscribe.keys().isEmpty()).isTrue();
    assertThat(keys(ssubscribe, "SSUBSCRIBE a b")).isEmpty();
  }

  @Test
  void groupsThatFollowOneAnotherAreToldAsOne() {
    Command copy = row().keys(KeySpec.at(1, RO, ACCESS)).keys(KeySpec.at(2, OW, UPDATE));
    assertThat(keys(copy, "COPY a b DB 1")).containsExactly("a", "b");
    assertThat(summary(copy)).isEqualTo("1 2 1 ");
    assertThat(copy.keys().in(request("COPY a b")).getLast().access()).containsExactly(OW, UPDATE);
  }

  @Test
  void aGapOrACountMakesKeysMovable() {
    Command gap = row().keys(KeySpec.at(1, RO, ACCESS)).keys(KeySpec.at(3, RO, ACCESS));
    assertThat(summary(gap)).isEqualTo("1 1 1 movablekeys");
    Command counted = row().keys(KeySpec.at(1, OW, UPDATE)).keys(KeySpec.counted(2, RO, ACCESS));
    assertThat(keys(counted, "ZUNIONSTORE d 2 a b WEIGHTS 1 2")).containsExactly("d", "a", "b");
    assertThat(summary(counted)).isEqualTo("1 1 1 movablekeys");
  }

  @Test
  void aCountThatMakesNoSenseGivesNoKeys() {
    Command counted = row().keys(KeySpec.counted(1, RO, ACCESS));
    assertThat(keys(counted, "ZUNION 3 a b")).isEmpty();
    assertThat(keys(counted, "ZUNION x a b")).isEmpty();
    assertThat(keys(counted, "ZUNION -1 a b")).isEmpty();
    assertThat(keys(counted, "ZUNION 9223372036854775807 a b")).isEmpty();
    assertThat(keys(counted, "ZUNION")).isEmpty();
  }

  @Test
  void keysAfterAWordAreHalfOfWhatFollows() {
    KeySpec.Begin word = new KeySpec.Keyword("STREAMS", 1);
    Command xread = row().keys(KeySpec.of(word, new KeySpec.Range(-1, 1, 2), RO, ACCESS));
    assertThat(keys(xread, "XREAD COUNT 2 streams a b 0 0")).containsExactly("a", "b");
    assertThat(keys(xread, "XREAD COUNT 2")).isEmpty();
    assertThat(summary(xread)).isEqualTo("0 0 0 movablekeys");
  }

  @Test
  void aWordIsLookedForFromTheEndToo() {
    KeySpec.Begin word = new KeySpec.Keyword("KEYS", -2);
    Command migrate = row().keys(KeySpec.of(word, new KeySpec.Range(-1, 1, 0), RW, DELETE));
    assertThat(keys(migrate, "MIGRATE KEYS 1 KEYS a b")).containsExactly("a", "b");
  }

  @Test
  void aFinderKnowsBetter() {
    Command sort =
        row()
            .keys(KeySpec.at(1, RO, ACCESS))
            .keys(KeySpec.unknown(OW, UPDATE))
            .keysBy(args -> List.of(new KeySpec.Found(args.length - 1, OW)));
    assertThat(keys(sort, "SORT a STORE b")).containsExactly("b");
    assertThat(summary(sort)).isEqualTo("1 1 1 movablekeys");
  }

  @Test
  void accessIsWrittenAsRedisWritesIt() {
    assertThat(
            EnumSet.allOf(Access.class).stream().map(Access::word).collect(Collectors.joining(" ")))
        .isEqualTo("RO RW OW RM access update insert delete not_key incomplete variable_flags");
  }

  @Test
  void onlyTheRowSaysThatACallIsBrief() {
    Command fast = table.add("Y", -1, call -> null, Flag.READONLY, Flag.FAST).complexity("O(1)");
    assertThat(fast.isBrief(1)).isFalse();
    assertThat(fast.brief().isBrief(8)).isTrue();
    assertThat(fast.isBrief(9)).isFalse();
    assertThat(fast.briefUpTo(2).isBrief(3)).isFalse();
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
