package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.Snapshot;
import miniredis.value.SetValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCommandsTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final Playground redis =
      new Playground(
          SetCommands::addTo,
          KeyCommands::addTo,
          ObjectCommands::addTo,
          ExpiryCommands::addTo,
          ListCommands::addTo,
          SortCommands::addTo);

  @BeforeEach
  void aString() {
    redis.set("string", "v");
    redis.events();
  }

  private void set(String key, String members) {
    redis.ask("SADD " + key + " " + members);
    redis.events();
  }

  private Set<String> members(String key) {
    return new TreeSet<>(bulks(redis.ask("SMEMBERS " + key)));
  }

  /** The bulk strings of an array on the wire, which hold no spaces. */
  private static List<String> bulks(String reply) {
    String[] words = reply.split(" ");
    return IntStream.range(0, words.length / 2).mapToObj(i -> words[2 * i + 2]).toList();
  }

  @Test
  void saddCountsTheMembersThatAreNew() {
    redis.expect("SADD s a b a", ":2");
    redis.expect("SADD s b c", ":1");
    redis.expect("SADD s b", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("SCARD s", ":3");
    assertThat(redis.events()).containsExactly("0 new s", "0 sadd s", "0 sadd s");
    assertThat(members("s")).containsExactly("a", "b", "c");
  }

  @Test
  void theLastMemberTakesTheKeyWithIt() {
    set("s", "a b");
    redis.expect("SREM s x", ":0");
    redis.expect("SREM s a x b a", ":2");
    assertThat(redis.events()).containsExactly("0 srem s", "0 del s");
    redis.expect("EXISTS s", ":0");
    redis.expect("SREM s a", ":0");
  }

  @Test
  void whatIsNotThereIsAnEmptySet() {
    redis.expect("SCARD s", ":0");
    redis.expect("SMEMBERS s", "*0");
    redis.expect("SISMEMBER s a", ":0");
    redis.expect("SMISMEMBER s a b", "*2 :0 :0");
    redis.expect("SPOP s", "$-1");
    redis.expect("SPOP s 3", "*0");
    redis.expect("SRANDMEMBER s", "$-1");
    redis.expect("SRANDMEMBER s -3", "*0");
    redis.expect("SSCAN s 0", "*2 $1 0 *0");
    redis.expect("SINTER s", "*0");
    redis.expect("SUNION s t", "*0");
    redis.expect("SDIFF s t", "*0");
    redis.expect("SINTERCARD 1 s", ":0");
    redis.expect("SMOVE s t a", ":0");
    redis.expect("EXISTS s t", ":0");
  }

  @Test
  void membersAreFound() {
    set("s", "a 1");
    redis.expect("SISMEMBER s a", ":1");
    redis.expect("SISMEMBER s b", ":0");
    redis.expect("SMISMEMBER s 1 b a 01", "*4 :1 :0 :1 :0");
  }

  @Test
  void integersAreAnIntsetInTheirOrder() {
    set("s", "10 -3 7");
    redis.expect("OBJECT ENCODING s", "$6 intset");
    redis.expect("SMEMBERS s", "*3 $2 -3 $1 7 $2 10");
    redis.expect("SSCAN s 0 COUNT 1", "*2 $1 0 *3 $2 -3 $1 7 $2 10");
    redis.expect("SADD s +1", ":1");
    redis.expect("OBJECT ENCODING s", "$9 hashtable");
    redis.expect("SREM s +1", ":1");
    redis.expect("OBJECT ENCODING s", "$9 hashtable");
  }

  @Test
  void moreThan512IntegersAreATable() {
    for (int i = 0; i < 512; i++) redis.ask("SADD s " + i);
    redis.expect("OBJECT ENCODING s", "$6 intset");
    redis.expect("SADD s 512", ":1");
    redis.expect("OBJECT ENCODING s", "$9 hashtable");
    assertThat(members("s")).hasSize(513);
  }

  @Test
  void aMoveIsARemovalAndAnAddition() {
    set("a", "1 2");
    set("b", "2");
    redis.expect("SMOVE a b 1", ":1");
    assertThat(redis.events()).containsExactly("0 srem a", "0 sadd b");
    redis.expect("SMOVE a b 2", ":1");
    assertThat(redis.events()).containsExactly("0 srem a", "0 del a");
    redis.expect("SMOVE b b 2", ":1");
    redis.expect("SMOVE b b 3", ":0");
    redis.expect("SMOVE b c 3", ":0");
    assertThat(redis.events()).isEmpty();
    redis.expect("SMOVE b c 1", ":1");
    assertThat(redis.events()).containsExactly("0 srem b", "0 new c", "0 sadd c");
    redis.expect("SMOVE none string x", ":0");
    redis.expect("SMOVE b string x", WRONG_TYPE);
  }

  @Test
  void setsAreIntersectedUnitedAndSubtracted() {
    set("a", "1 2 3 4");
    set("b", "2 3");
    set("c", "3 9");
    redis.expect("SINTER a b c", "*1 $1 3");
    redis.expect("SUNION a b c", "*5 $1 1 $1 2 $1 3 $1 4 $1 9");
    redis.expect("SDIFF a b c", "*2 $1 1 $1 4");
    redis.expect("SDIFF a a", "*0");
    redis.expect("SDIFF a none", "*4 $1 1 $1 2 $1 3 $1 4");
    redis.expect("SINTER a none", "*0");
    redis.expect("SINTER none string", WRONG_TYPE);
  }

  @Test
  void sintercardCountsUpToALimit() {
    set("a", "1 2 3 4");
    set("b", "2 3 4");
    redis.expect("SINTERCARD 2 a b", ":3");
    redis.expect("SINTERCARD 2 a b LIMIT 2", ":2");
    redis.expect("SINTERCARD 2 a b LIMIT 0", ":3");
    redis.expect("SINTERCARD 2 a b LIMIT 1 LIMIT 9", ":3");
    redis.expect("SINTERCARD 0 a", "-ERR numkeys should be greater than 0");
    redis.expect("SINTERCARD x a", "-ERR numkeys should be greater than 0");
    redis.expect("SINTERCARD 3 a b", "-ERR Number of keys can't be greater than number of args");
    redis.expect("SINTERCARD 1 a LIMIT -1", "-ERR LIMIT can't be negative");
    redis.expect("SINTERCARD 1 a LIMIT", "-ERR syntax error");
    redis.expect("SINTERCARD 1 a b", "-ERR syntax error");
  }

  @Test
  void aResultIsStoredInPlaceOfWhateverWasThere() {
    set("a", "1 2 x");
    set("b", "2 3");
    redis.expect("EXPIRE b 100", ":1");
    redis.events();
    redis.expect("SINTERSTORE b a b", ":1");
    redis.expect("SUNIONSTORE string a b", ":3");
    redis.expect("SDIFFSTORE d a b", ":2");
    assertThat(redis.events())
        .containsExactly("0 sinterstore b", "0 sunionstore string", "0 new d", "0 sdiffstore d");
    redis.expect("TTL b", ":-1");
    redis.expect("OBJECT ENCODING b", "$6 intset");
    redis.expect("SMEMBERS b", "*1 $1 2");
    assertThat(members("string")).containsExactly("1", "2", "x");
    assertThat(members("d")).containsExactly("1", "x");
  }

  @Test
  void storingNothingRemovesTheKey() {
    set("a", "1");
    redis.expect("SINTERSTORE string a none", ":0");
    redis.expect("SDIFFSTORE a a a", ":0");
    redis.expect("SUNIONSTORE none none", ":0");
    assertThat(redis.events())
        .containsExactly("0 keymiss none", "0 del string", "0 del a", "0 keymiss none");
    redis.expect("EXISTS string a none", ":0");
  }

  /** A large set less a few small ones, and a small one less large ones: two ways, one result. */
  @ParameterizedTest
  @ValueSource(ints = {10, 3_000})
  void aDifferenceIsTheSameWhicheverWayItIsReckoned(int first) {
    for (int i = 0; i < first; i++) redis.ask("SADD first m" + i);
    for (int i = 0; i < 40; i++) redis.ask("SADD other" + i % 8 + " m" + 2 * i);
    Set<String> wanted = new TreeSet<>();
    for (int i = 0; i < first; i++) if (i % 2 == 1 || i >= 80) wanted.add("m" + i);
    String request = "first other0 other1 other2 other3 other4 other5 other6 other7";
    assertThat(new TreeSet<>(bulks(redis.ask("SDIFF " + request)))).isEqualTo(wanted);
  }

  @Test
  void spopTakesOutWhatItRepliesAndIsLoggedAsThat() {
    set("s", "a b");
    String popped = bulks("*1 " + redis.ask("SPOP s")).getFirst();
    assertThat(redis.logged()).containsExactly("SREM s " + popped);
    String left = members("s").iterator().next();
    redis.expect("SPOP s", "$1 " + left);
    assertThat(redis.logged()).containsExactly("SREM s " + left);
    assertThat(redis.events()).containsExactly("0 spop s", "0 spop s", "0 del s");
    redis.expect("SPOP s 1 2", "-ERR syntax error");
    redis.expect("SPOP s -1", "-ERR value is out of range, must be positive");
    redis.expect("SPOP s x", "-ERR value is out of range, must be positive");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 30, 99})
  void spopOfSeveralTakesOutThoseAndNoOthers(int count) {
    for (String word : List.of("", "m")) {
      redis.ask("DEL s");
      for (int i = 0; i < 100; i++) redis.ask("SADD s " + word + i);
      Set<String> before = members("s");
      redis.events();
      List<String> popped = bulks(redis.ask("SPOP s " + count));
      assertThat(redis.logged())
          .containsExactlyElementsOf(popped.stream().map(each -> "SREM s " + each).toList());
      assertThat(redis.events()).containsExactly("0 spop s");
      assertThat(popped).hasSize(count).doesNotHaveDuplicates();
      before.removeAll(popped);
      assertThat(members("s")).isEqualTo(before);
    }
  }

  @Test
  void spopOfAllIsLoggedAsTheRemovalOfTheKey() {
    set("s", "1 2");
    redis.expect("SPOP s 0", "*0");
    redis.expect("SPOP s 7", "*2 $1 1 $1 2");
    assertThat(redis.logged()).containsExactly("DEL s");
    assertThat(redis.events()).containsExactly("0 spop s", "0 del s");
    redis.expect("EXISTS s", ":0");
  }

  @Test
  void srandmemberPicksWhatIsThere() {
    set("s", "a b c");
    assertThat(redis.ask("SRANDMEMBER s")).matches("\\$1 [abc]");
    assertThat(bulks(redis.ask("SRANDMEMBER s 10"))).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(bulks(redis.ask("SRANDMEMBER s 2"))).hasSize(2).doesNotHaveDuplicates();
    assertThat(bulks(redis.ask("SRANDMEMBER s -7"))).hasSize(7).allMatch(members("s")::contains);
    redis.expect("SRANDMEMBER s 0", "*0");
    redis.expect("SRANDMEMBER s 1 2", "-ERR syntax error");
    redis.expect(
        "SRANDMEMBER s -9223372036854775808",
        "-ERR value is out of range, value must between -9223372036854775807 and"
            + " 9223372036854775807");
    redis.expect("SRANDMEMBER s x", "-ERR value is not an integer or out of range");
    assertThat(members("s")).hasSize(3);
  }

  /** One, a few and most of the members, drawn again and again: all come equally often. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "10", "80", "-50"})
  void everyMemberIsPickedAboutAsOftenAsAnother(String count) {
    int members = 100;
    for (int i = 0; i < members; i++) redis.ask("SADD s m" + i);
    int[] picked = new int[members];
    int picks = 0;
    while (picks < 100 * members) {
      for (String each : bulks(redis.ask("SRANDMEMBER s " + count))) {
        picked[Integer.parseInt(each.substring(1))]++;
        picks++;
      }
    }
    double wanted = (double) picks / members;
    double chiSquare =
        Arrays.stream(picked).mapToDouble(n -> (n - wanted) * (n - wanted) / wanted).sum();
    // With 99 degrees of freedom, one run in ten thousand is above 161; without repetitions less.
    assertThat(chiSquare).isLessThan(161);
  }

  @Test
  void sscanOfATableVisitsEveryMemberOnceAtLeast() {
    for (int i = 0; i < 1_000; i++) redis.ask("SADD s m" + i);
    Set<String> seen = new TreeSet<>();
    String cursor = "0";
    int calls = 0;
    do {
      String[] words = redis.ask("SSCAN s " + cursor + " COUNT 50").split(" ");
      cursor = words[2];
      for (int i = 5; i < words.length; i += 2) seen.add(words[i]);
      calls++;
    } while (!cursor.equals("0"));
    assertThat(seen).isEqualTo(members("s"));
    assertThat(calls).isBetween(10, 40);
  }

  @Test
  void sscanHasTheOptionsOfScanButType() {
    set("s", "ab b ac");
    assertThat(redis.ask("SSCAN s 0 MATCH a* COUNT 100"))
        .startsWith("*2 $1 0 *2 ")
        .contains("ab", "ac");
    redis.expect("SSCAN s x", "-ERR invalid cursor");
    redis.expect("SSCAN s 0 TYPE x", "-ERR syntax error");
    redis.expect("SSCAN s 0 COUNT 0", "-ERR syntax error");
  }

  @Test
  void aSetIsSortedLikeAListButHasNoOrderToBeLeft() {
    set("s", "3 1 2");
    redis.expect("SORT s DESC", "*3 $1 3 $1 2 $1 1");
    redis.expect("SORT s BY nosort DESC LIMIT 0 2", "*2 $1 1 $1 2");
    set("words", "c b a 10 9");
    redis.expect("SORT words BY nosort STORE l", ":5");
    redis.expect("LRANGE l 0 -1", "*5 $2 10 $1 9 $1 a $1 b $1 c");
    redis.expect("SORT words BY nosort DESC LIMIT 0 2 STORE l", ":2");
    redis.expect("LRANGE l 0 -1", "*2 $1 c $1 b");
  }

  @Test
  void aCopyIsOfItsOwn() {
    set("s", "a");
    redis.expect("COPY s other", ":1");
    redis.expect("SADD other b", ":1");
    redis.expect("SCARD s", ":1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SADD string a",
        "SREM string a",
        "SMOVE string s a",
        "SISMEMBER string a",
        "SMISMEMBER string a",
        "SCARD string",
        "SMEMBERS string",
        "SPOP string",
        "SPOP string 1",
        "SRANDMEMBER string",
        "SRANDMEMBER string 2",
        "SSCAN string 0",
        "SINTER string",
        "SUNION none string",
        "SDIFF string string",
        "SINTERSTORE s none string",
        "SINTERCARD 2 none string",
      })
  void whatIsNoSetIsRefused(String request) {
    redis.expect(request, WRONG_TYPE);
    redis.expect("TYPE string", "+string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SADD s c", "SREM s a b", "SPOP s", "SPOP s 5", "SMOVE s t a", "DEL s"})
  void aSetThatChangesDuringASnapshotIsSavedAsItWas(String request) {
    set("s", "a b");
    Set<Bytes> saved = new TreeSet<>();
    Snapshot snapshot =
        redis
            .keyspace()
            .openSnapshot(
                (database, entry) -> {
                  if (entry.value() instanceof SetValue known) known.forEach(saved::add);
                });
    redis.ask(request);
    while (snapshot.walk(0)) {}
    assertThat(saved).containsExactly(Bytes.of("a"), Bytes.of("b"));
  }

  @Test
  void inResp3MembersAreASetButPickedOnesAnArray() {
    set("s", "1 2");
    redis.client().protocol(3);
    redis.expect("SMEMBERS s", "~2 $1 1 $1 2");
    redis.expect("SMEMBERS none", "~0");
    redis.expect("SUNION s", "~2 $1 1 $1 2");
    redis.expect("SINTER s none", "~0");
    redis.expect("SDIFF s s", "~0");
    redis.expect("SRANDMEMBER s 5", "*2 $1 1 $1 2");
    redis.expect("SRANDMEMBER none 5", "*0");
    redis.expect("SSCAN s 0", "*2 $1 0 *2 $1 1 $1 2");
    redis.expect("SPOP none", "_");
    redis.expect("SPOP none 2", "~0");
    redis.expect("SPOP s 2", "~2 $1 1 $1 2");
  }
}
