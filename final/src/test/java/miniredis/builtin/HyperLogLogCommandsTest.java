package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperLogLogCommandsTest {

  private final Playground redis =
      new Playground(
          HyperLogLogCommands::addTo,
          KeyCommands::addTo,
          ObjectCommands::addTo,
          ListCommands::addTo,
          StringCommands::addTo);

  @Test
  void pfaddTellsWhetherARegisterChanged() {
    redis.expect("PFADD p a b a", ":1");
    redis.expect("PFADD p b", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("PFADD p c", ":1");
    assertThat(redis.events()).containsExactly("0 new p", "0 pfadd p", "0 pfadd p");
    redis.expect("PFCOUNT p", ":3");
    redis.expect("TYPE p", "+string");
    redis.expect("OBJECT ENCODING p", "$3 raw");
  }

  @Test
  void aKeyIsMadeEvenIfNothingIsAdded() {
    redis.expect("PFADD p", ":1");
    redis.expect("PFADD p", ":0");
    redis.expect("PFCOUNT p", ":0");
    redis.expect("PFCOUNT none", ":0");
    redis.expect("STRLEN p", ":18");
    redis.expect("PFMERGE q none", "+OK");
    redis.expect("STRLEN q", ":18");
  }

  @Test
  void anEstimateIsKeptAndThatIsLogged() {
    redis.ask("PFADD p a");
    redis.events();
    redis.expect("PFCOUNT p", ":1");
    assertThat(redis.logged()).containsExactly("PFCOUNT p");
    redis.expect("PFCOUNT p", ":1");
    assertThat(redis.logged()).isEmpty();
    assertThat(redis.events()).isEmpty();
  }

  @Test
  void severalAreCountedAsOne() {
    redis.ask("PFADD p a b c");
    redis.ask("PFADD q c d");
    redis.expect("PFCOUNT p q none", ":4");
    assertThat(redis.logged()).isEmpty();
    redis.expect("PFMERGE p q", "+OK");
    assertThat(redis.logged()).containsExactly("PFMERGE p q");
    redis.expect("PFCOUNT p", ":4");
    redis.expect("PFCOUNT q", ":2");
  }

  @Test
  void oneDenseSourceMakesTheResultDense() {
    redis.ask("PFADD p a");
    redis.ask("PFADD q b");
    redis.expect("PFDEBUG TODENSE q", ":1");
    redis.expect("PFDEBUG TODENSE q", ":0");
    redis.expect("PFDEBUG ENCODING p", "+sparse");
    redis.expect("PFMERGE p q", "+OK");
    redis.expect("PFDEBUG ENCODING p", "+dense");
    redis.expect("PFCOUNT p", ":2");
  }

  @Test
  void manyThingsMakeItDense() {
    for (int i = 0; i < 3_000; i++) redis.ask("PFADD p thing" + i);
    redis.expect("PFDEBUG ENCODING p", "+dense");
    redis.expect("STRLEN p", ":12304");
  }

  @Test
  void pfdebugShowsRunsAndRegisters() {
    redis.ask("PFADD p");
    redis.expect("PFDEBUG DECODE p", "$7 Z:16384");
    assertThat(redis.ask("PFDEBUG GETREG p")).startsWith("*16384 :0 :0 ");
    redis.expect("PFDEBUG DECODE p", "-ERR HLL encoding is not sparse");
    redis.expect("PFDEBUG NOSUCH p", "-ERR Unknown PFDEBUG subcommand 'NOSUCH'");
    redis.expect("PFDEBUG DECODE none", "-ERR The specified key does not exist");
  }

  @Test
  void theSelfTestSucceeds() {
    redis.expect("PFSELFTEST", "+OK");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PFADD k a", "PFCOUNT k", "PFCOUNT k k", "PFMERGE k", "PFDEBUG DECODE k"})
  void whatIsNoHyperLogLogIsRefused(String request) {
    redis.set("k", "some other string");
    redis.expect(request, "-WRONGTYPE Key is not a valid HyperLogLog string value.");
    redis.ask("DEL k");
    redis.ask("RPUSH k a");
    redis.expect(request, "-WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PFADD k a", "PFCOUNT k", "PFCOUNT k k", "PFMERGE k", "PFDEBUG TODENSE k"})
  void damagedRunsAreRefused(String request) {
    redis.data().setString(Bytes.of("k"), Bytes.latin("HYLL\1" + "\0".repeat(10) + "\u0080\0\0"));
    redis.expect(request, "-INVALIDOBJ Corrupted HLL object detected");
  }
}
