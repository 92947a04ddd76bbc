package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.Snapshot;
import miniredis.value.ListCursor;
import miniredis.value.ListValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCommandsTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final Playground redis =
      new Playground(
          ListCommands::addTo, KeyCommands::addTo, CommandCommands::addTo, ScanCommands::addTo);

  private void list(String elements) {
    redis.ask("RPUSH l " + elements);
    redis.events();
  }

  @BeforeEach
  void aString() {
    redis.set("string", "v");
    redis.events();
  }

  @Test
  void elementsGoInOneByOneAtTheirEnd() {
    redis.expect("RPUSH l a b", ":2");
    redis.expect("LPUSH l c d", ":4");
    redis.expect("LRANGE l 0 -1", "*4 $1 d $1 c $1 a $1 b");
    assertThat(redis.events()).containsExactly("0 new l", "0 rpush l", "0 lpush l");
  }

  @Test
  void pushxWantsAListThatIsThere() {
    redis.expect("LPUSHX l a", ":0");
    redis.expect("RPUSHX l a", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("EXISTS l", ":0");
    list("b");
    redis.expect("LPUSHX l a", ":2");
    redis.expect("RPUSHX l c", ":3");
    redis.expect("LRANGE l 0 -1", "*3 $1 a $1 b $1 c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LPUSH string a",
        "RPUSHX string a",
        "LPOP string",
        "RPOP string 1",
        "LLEN string",
        "LRANGE string 0 0",
        "LINDEX string 0",
        "LSET string 0 a",
        "LREM string 0 a",
        "LTRIM string 0 0",
        "LINSERT string AFTER a b",
        "LPOS string a",
        "RPOPLPUSH string l",
        "LMPOP 2 none string LEFT"
      })
  void aStringIsNoList(String request) {
    redis.expect(request, WRONG_TYPE);
  }

  @Test
  void poppingTheLastElementRemovesTheKey() {
    redis.expect("RPUSH jobs only", ":1");
    redis.events();
    redis.expect("LPOP jobs", "$4 only");
    redis.expect("EXISTS jobs", ":0");
    assertThat(redis.events()).containsExactly("0 lpop jobs", "0 del jobs", "0 keymiss jobs");
  }

  @Test
  void popTakesOneOrAsManyAsAreAskedForAndThere() {
    list("a b c d e");
    redis.expect("RPOP l", "$1 e");
    redis.expect("LPOP l 2", "*2 $1 a $1 b");
    redis.expect("RPOP l 9", "*2 $1 d $1 c");
    redis.expect("LPOP l", "$-1");
    redis.expect("LPOP l 1", "*-1");
    assertThat(redis.logged()).isEmpty();
  }

  @Test
  void aCountOfZeroPopsNothing() {
    list("a");
    redis.expect("LPOP l 0", "*0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("LPOP none 0", "*-1");
    redis.expect("LPOP l -1", "-ERR value is out of range, must be positive");
    redis.expect("LPOP l x", "-ERR value is out of range, must be positive");
    redis.expect("LPOP l 1 2", "-ERR wrong number of arguments for 'lpop' command");
  }

  @Test
  void rangesCountFromEitherEndAndEndWhereTheListDoes() {
    list("a b c d");
    redis.expect("LRANGE l 1 2", "*2 $1 b $1 c");
    redis.expect("LRANGE l -2 100", "*2 $1 c $1 d");
    redis.expect("LRANGE l -100 0", "*1 $1 a");
    redis.expect("LRANGE l 2 1", "*0");
    redis.expect("LRANGE l 4 9", "*0");
    redis.expect("LRANGE none 0 -1", "*0");
    redis.expect("LRANGE l 0 9223372036854775807", "*4 $1 a $1 b $1 c $1 d");
    redis.expect("LRANGE l -9223372036854775808 -4", "*1 $1 a");
  }

  @Test
  void anIndexBeyondTheListIsNothingToReadAndAnErrorToWrite() {
    list("a b");
    redis.expect("LINDEX l -1", "$1 b");
    redis.expect("LINDEX l 2", "$-1");
    redis.expect("LINDEX none x", "$-1");
    redis.expect("LSET l 1 c", "+OK");
    redis.expect("LSET l 2 c", "-ERR index out of range");
    redis.expect("LSET none 0 c", "-ERR no such key");
    redis.expect("LRANGE l 0 -1", "*2 $1 a $1 c");
    assertThat(redis.events()).contains("0 lset l");
  }

  @Test
  void insertLooksForItsPivotFromTheHead() {
    list("a b a");
    redis.expect("LINSERT l BEFORE a x", ":4");
    redis.expect("LINSERT l AFTER b y", ":5");
    redis.expect("LINSERT l AFTER none z", ":-1");
    redis.expect("LINSERT none AFTER a z", ":0");
    redis.expect("LINSERT l BESIDE a z", "-ERR syntax error");
    redis.expect("LRANGE l 0 -1", "*5 $1 x $1 a $1 b $1 y $1 a");
    assertThat(redis.events()).containsExactly("0 linsert l", "0 linsert l");
  }

  @Test
  void aNumberIsFoundHoweverItIsKept() {
    list("1 01 -7 1");
    redis.expect("LREM l -1 1", ":1");
    redis.expect("LPOS l -7", ":2");
    redis.expect("LREM l 0 1", ":1");
    redis.expect("LRANGE l 0 -1", "*2 $2 01 $2 -7");
  }

  @Test
  void removingTheLastElementRemovesTheKey() {
    list("a a");
    redis.expect("LREM l 0 b", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("LREM l 5 a", ":2");
    assertThat(redis.events()).containsExactly("0 lrem l", "0 del l");
  }

  @Test
  void trimLeavesTheRangeAndNothingElse() {
    list("a b c d e");
    redis.expect("LTRIM l 1 -2", "+OK");
    redis.expect("LRANGE l 0 -1", "*3 $1 b $1 c $1 d");
    redis.expect("LTRIM l 0 -1", "+OK");
    assertThat(redis.logged()).as("nothing was removed").isEmpty();
    redis.expect("LTRIM l 5 9", "+OK");
    assertThat(redis.events()).containsExactly("0 ltrim l", "0 ltrim l", "0 ltrim l", "0 del l");
  }

  @Test
  void positionsCountMatchesFromEitherEnd() {
    list("a b c 1 2 3 c c");
    redis.expect("LPOS l c", ":2");
    redis.expect("LPOS l c RANK 2", ":6");
    redis.expect("LPOS l c RANK -1", ":7");
    redis.expect("LPOS l c COUNT 2", "*2 :2 :6");
    redis.expect("LPOS l c COUNT 0 RANK -2", "*2 :6 :2");
    redis.expect("LPOS l c COUNT 0 MAXLEN 7", "*2 :2 :6");
    redis.expect("LPOS l x", "$-1");
    redis.expect("LPOS l x COUNT 1", "*0");
    redis.expect("LPOS none x COUNT 1", "*0");
    redis.expect("LPOS l c RANK -9223372036854775808 COUNT 1", "*3 :7 :6 :2");
  }

  @Test
  void positionsRefuseOptionsThatMakeNoSense() {
    redis.expect(
        "LPOS l c RANK 0",
        "-ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use"
            + " negative to start from the end of the list");
    redis.expect("LPOS l c COUNT -1", "-ERR COUNT can't be negative");
    redis.expect("LPOS l c MAXLEN x", "-ERR MAXLEN can't be negative");
    redis.expect("LPOS l c RANK", "-ERR syntax error");
    redis.expect("LPOS l c WORD 1", "-ERR syntax error");
  }

  @Test
  void anElementMovesFromOneListToAnother() {
    list("a b c");
    redis.expect("LMOVE l other LEFT RIGHT", "$1 a");
    redis.expect("RPOPLPUSH l other", "$1 c");
    redis.expect("LRANGE other 0 -1", "*2 $1 c $1 a");
    redis.events();
    redis.expect("LMOVE l other RIGHT LEFT", "$1 b");
    assertThat(redis.events()).containsExactly("0 lpush other", "0 rpop l", "0 del l");
    redis.expect("LMOVE l other LEFT LEFT", "$-1");
    redis.expect("LMOVE l other UP LEFT", "-ERR syntax error");
  }

  @Test
  void aListCanBeTurnedRoundInPlace() {
    list("a b c");
    redis.expect("LMOVE l l LEFT RIGHT", "$1 a");
    redis.expect("LRANGE l 0 -1", "*3 $1 b $1 c $1 a");
    redis.ask("LTRIM l 0 0");
    redis.expect("RPOPLPUSH l l", "$1 b");
    redis.expect("LRANGE l 0 -1", "*1 $1 b");
  }

  @Test
  void nothingMovesToWhatIsNoList() {
    list("a");
    redis.expect("LMOVE l string LEFT LEFT", WRONG_TYPE);
    redis.expect("LLEN l", ":1");
    redis.expect("LMOVE none string LEFT LEFT", "$-1");
  }

  @Test
  void lmpopTakesFromTheFirstListThatIsThereAndIsLoggedAsAPop() {
    list("a b c");
    redis.expect("LMPOP 2 none l RIGHT COUNT 2", "*2 $1 l *2 $1 c $1 b");
    assertThat(redis.logged()).containsExactly("RPOP l 2");
    redis.expect("LMPOP 1 l LEFT COUNT 9", "*2 $1 l *1 $1 a");
    assertThat(redis.logged()).containsExactly("LPOP l 1");
    redis.expect("LMPOP 1 l LEFT", "*-1");
    redis.expect("LMPOP 0 l LEFT", "-ERR numkeys should be greater than 0");
    redis.expect("LMPOP 1 l LEFT COUNT 0", "-ERR count should be greater than 0");
    redis.expect("LMPOP 2 l LEFT", "-ERR syntax error");
    redis.expect("LMPOP 1 l LEFT COUNT 1 COUNT 1", "-ERR syntax error");
    redis.expect("COMMAND GETKEYS LMPOP 2 a b LEFT", "*2 $1 a $1 b");
  }

  @Test
  void listsAreRenamedCopiedAndMovedWhole() {
    list("a b");
    redis.expect("RENAME l m", "+OK");
    redis.expect("COPY m n", ":1");
    redis.ask("RPUSH m c");
    redis.expect("LRANGE n 0 -1", "*2 $1 a $1 b");
    redis.expect("MOVE m 1", ":1");
    redis.expect("TYPE n", "+list");
    redis.expect("SCAN 0 TYPE list", "*2 $1 0 *1 $1 n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LPUSH l x",
        "RPUSHX l x",
        "LPOP l",
        "RPOP l 2",
        "LSET l 0 x",
        "LREM l 0 a",
        "LTRIM l 1 1",
        "LINSERT l AFTER a x",
        "LMOVE l l LEFT RIGHT",
        "LMOVE other l LEFT RIGHT",
        "LMPOP 1 l LEFT COUNT 9",
        "DEL l",
        "RENAME other l"
      })
  void aListThatChangesDuringASnapshotIsSavedAsItWas(String request) {
    list("a b c");
    redis.ask("RPUSH other d");
    List<String> saved = new ArrayList<>();
    Snapshot snapshot =
        redis
            .keyspace()
            .openSnapshot(
                (database, entry) -> {
                  if (!entry.key().equals(Bytes.of("l"))) return;
                  ListValue list = (ListValue) entry.value();
                  for (ListCursor at = list.cursor(0); at.isThere(); at.next()) {
                    saved.add(at.get().text());
                  }
                });
    redis.ask(request);
    while (snapshot.walk(0)) {}
    assertThat(saved).containsExactly("a", "b", "c");
  }
}
