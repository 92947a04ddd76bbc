package miniredis.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.CommandTable;
import miniredis.command.Flag;
import miniredis.command.Group;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules read and written: each line that is shown is also a line that can be given. */
class RuleReaderTest {

  private final Rights rights = new Rights();
  private final RuleReader reader = new RuleReader(rights, () -> false);
  private final RuleWriter writer = new RuleWriter(rights);

  RuleReaderTest() {
    CommandTable table = new CommandTable();
    table.group(Group.STRING);
    table.add("GET", 2, _ -> Reply.OK, Flag.READONLY, Flag.FAST);
    table.add("STRLEN", 2, _ -> Reply.OK, Flag.READONLY, Flag.FAST);
    table.add("SET", -3, _ -> Reply.OK, Flag.WRITE, Flag.DENYOOM);
    table.group(Group.CONNECTION);
    table.add("SELECT", 2, _ -> Reply.OK, Flag.FAST);
    table.add("ECHO", 2, _ -> Reply.OK, Flag.FAST);
    table.group(Group.SERVER).addContainer("CONFIG");
    table.add("CONFIG|GET", -3, _ -> Reply.OK, Flag.ADMIN);
    table.add("CONFIG|SET", -4, _ -> Reply.OK, Flag.ADMIN);
    table.add("CONFIG|NEW", 2, _ -> Reply.OK).since("7.2.0");
    rights.know(table.all());
  }

  private Rules rules(String line) {
    Rules rules = reader.fresh();
    List<Bytes> words = Stream.of(line.split(" ")).map(Bytes::of).toList();
    RuleReader.gather(words).forEach(each -> reader.apply(rules, each));
    return rules;
  }

  private String line(Rules rules) {
    String line = writer.line(Bytes.of("ann"), rules).text();
    assertThat(line).startsWith("user ann ");
    return line.substring("user ann ".length());
  }

  @ParameterizedTest
  @CsvSource({
    "on, on resetchannels -@all",
    "on off, off resetchannels -@all",
    "ON NoPass, on nopass resetchannels -@all",
    "reset, off sanitize-payload resetchannels -@all",
    "on nopass ~* &* +@all reset, off sanitize-payload resetchannels -@all",
    "skip-sanitize-payload, off skip-sanitize-payload resetchannels -@all",
    "~* &* +@all, off ~* &* +@all",
    "allkeys allchannels allcommands, off ~* &* +@all",
    "~* resetkeys &* resetchannels +@all nocommands, off resetchannels -@all",
    "~a ~b ~a, off ~a ~b resetchannels -@all",
    "%R~a %w~a %W~b %rw~c %R~d, off ~a %W~b ~c %R~d resetchannels -@all",
    "%R, off %R~ resetchannels -@all",
    "&a &b* &a, off resetchannels &a &b* -@all",
    "~a ~*, off ~* resetchannels -@all",
    "+get +GET, off resetchannels -@all +get",
    "+@all -get, off resetchannels +@all -get",
    "+@all -get +get, off resetchannels +@all",
    "-@all +@all, off resetchannels +@all",
    "+config|get, off resetchannels -@all +config|get",
    "+config, off resetchannels -@all +config",
    "+config -config|set, off resetchannels -@all +config -config|set",
    "+select|0 +SELECT|1 +select|0, off resetchannels -@all +select|0 +select|1",
    "+select|0 +select, off resetchannels -@all +select",
    "+select|0 -select, off resetchannels -@all",
    "+select|A +select|a, off resetchannels -@all +select|A",
    "'(+get ~a) (+set  %W~b &c )', off resetchannels -@all (~a resetchannels -@all +get) (%W~b resetchannels &c -@all +set)",
    "() ( ), off resetchannels -@all (resetchannels -@all) (resetchannels -@all)",
    "(+get) clearselectors, off resetchannels -@all",
    "~a( (~b, ",
  })
  void whatComesOfRules(String given, String shown) {
    if (shown == null) {
      assertThatExceptionOfType(RuleReader.UnmatchedParenthesis.class)
          .isThrownBy(() -> rules(given))
          .satisfies(bad -> assertThat(bad.start).isEqualTo(Bytes.of("(~b")));
      return;
    }
    assertThat(line(rules(given))).isEqualTo(shown);
    assertThat(line(rules(shown))).as("read again").isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "foo, SYNTAX",
    "@read, SYNTAX",
    "), SYNTAX",
    "(on), SYNTAX",
    "((+get)), SYNTAX",
    "%, SYNTAX",
    "%~a, SYNTAX",
    "%RR~a, SYNTAX",
    "%RX~a, SYNTAX",
    "+config|, SYNTAX",
    "+select|, SYNTAX",
    "+, UNKNOWN",
    "-, UNKNOWN",
    "+@, UNKNOWN",
    "+foo, UNKNOWN",
    "-@foo, UNKNOWN",
    "+config|foo, UNKNOWN",
    "-config|foo, UNKNOWN",
    "-select|0, UNKNOWN",
    "+get|a|b, UNKNOWN",
    "(+foo), UNKNOWN",
    "+config|get|x, FIRST_ARGUMENT_OF_PART",
    "~* ~a, KEYS_AFTER_ALL",
    "~* %R~a, KEYS_AFTER_ALL",
    "&* &a, CHANNELS_AFTER_ALL",
    "<nosuch, NO_SUCH_PASSWORD",
    "#abc, NO_HASH",
    "!abc, NO_HASH",
  })
  void whatIsWrongWithRules(String given, RuleException.Fault fault) {
    assertThatExceptionOfType(RuleException.class)
        .isThrownBy(() -> rules(given))
        .satisfies(bad -> assertThat(bad.fault()).isEqualTo(fault));
  }

  @ParameterizedTest
  @ValueSource(strings = {"~a b", "~a\tb", "~a\0b", "&a\nb", "%R~ "})
  void noPatternHasASpaceInIt(String rule) {
    assertThatExceptionOfType(RuleException.class)
        .isThrownBy(() -> reader.apply(reader.fresh(), Bytes.of(rule)))
        .satisfies(bad -> assertThat(bad.fault()).isEqualTo(RuleException.Fault.SYNTAX));
  }

  @Test
  void anEmptyRuleChangesNothing() {
    assertThat(line(reader.apply(reader.fresh(), "", "on", ""))).startsWith("on ");
  }

  @Test
  void passwordsAreKeptAsHashesAndTakenAwayByEither() {
    String hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    Rules rules = rules("on >secret >other >secret");
    assertThat(line(rules)).startsWith("on #" + hash + " #").doesNotContain("secret");
    assertThat(rules.passwords).hasSize(2);
    assertThat(rules("nopass #" + hash).passwords).containsExactly(Bytes.of(hash));
    assertThat(rules("nopass #" + hash).needsNoPassword).isFalse();
    assertThat(rules(">secret !" + hash).passwords).isEmpty();
    assertThat(rules("#" + hash + " <secret").passwords).isEmpty();
    assertThat(rules(">secret nopass").passwords).isEmpty();
    assertThat(rules("nopass resetpass").needsNoPassword).isFalse();
  }

  @Test
  void aPasswordMayHoldAnyBytes() {
    Rules rules = reader.fresh();
    reader.apply(rules, Bytes.of("on"));
    reader.apply(rules, Bytes.latin(">a b\0\u00ff"));
    assertThat(rules.accept(Bytes.latin("a b\0\u00ff"))).isTrue();
    assertThat(rules.accept(Bytes.latin("a b"))).isFalse();
  }

  @Test
  void newUsersMayHaveAllChannelsIfTheSettingSaysSo() {
    RuleReader generous = new RuleReader(rights, () -> true);
    assertThat(line(generous.apply(generous.fresh(), "(+get)")))
        .isEqualTo("off &* -@all (&* -@all +get)");
    assertThat(line(generous.apply(generous.fresh(), "resetchannels", "reset")))
        .isEqualTo("off sanitize-payload &* -@all");
  }

  @Test
  void categoriesAreNamedWhereTheyFitAndOtherCommandsOneByOne() {
    assertThat(line(rules("+@read"))).isEqualTo("off resetchannels -@all +@read");
    assertThat(line(rules("+@read +echo"))).isEqualTo("off resetchannels -@all +@read +echo");
    assertThat(line(rules("+@read +set"))).isEqualTo("off resetchannels -@all +@string");
    assertThat(line(rules("+@all -@string +get")))
        .isEqualTo("off resetchannels +@all -@string +get");
  }

  /** Otherwise a server with one more command than Redis 7.0 would show other categories. */
  @Test
  void whetherACategoryFitsIsNotDecidedByCommandsThatCameLater() {
    assertThat(line(rules("+@admin"))).doesNotContain("new").contains("+@admin");
    assertThat(line(rules("+@all -config|new"))).isEqualTo("off resetchannels +@all -config|new");
  }

  @Test
  void commandsThatAreNotHereAreReadAndWrittenAllTheSame() {
    String others = "off resetchannels -@all +function|load +eval +psync";
    assertThat(line(rules("+psync +eval +function|load"))).isEqualTo(others);
    assertThat(line(rules("+@all -replicaof"))).isEqualTo("off resetchannels +@all -replicaof");
  }

  @Test
  void aDraftThatIsThrownAwayLeavesNoTrace() {
    Rules kept = rules("on >a ~a &a +select|0 (+get ~b)");
    String before = line(kept);
    reader.apply(kept.copy(), "off", ">b", "~c", "&c", "+select|1", "+@all", "clearselectors");
    assertThat(line(kept)).isEqualTo(before);
  }
}
