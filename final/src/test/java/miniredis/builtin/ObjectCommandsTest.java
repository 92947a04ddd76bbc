package miniredis.builtin;

import org.junit.jupiter.api.Test;

class ObjectCommandsTest {

  private final Playground redis = new Playground(KeyCommands::addTo, ObjectCommands::addTo);

  @Test
  void aMissingKeyIsNullToEveryQuestion() {
    for (String question : new String[] {"ENCODING", "FREQ", "IDLETIME", "REFCOUNT"}) {
      redis.expect("OBJECT " + question + " missing", "$-1");
    }
  }

  @Test
  void encodingTellsNumbersShortStringsAndLongOnes() {
    redis.set("number", "-12");
    redis.set("short", "x".repeat(44));
    redis.set("long", "x".repeat(45));
    redis.set("padded", "007");
    redis.expect("OBJECT ENCODING number", "$3 int");
    redis.expect("OBJECT ENCODING short", "$6 embstr");
    redis.expect("OBJECT ENCODING long", "$3 raw");
    redis.expect("OBJECT ENCODING padded", "$6 embstr");
  }

  @Test
  void smallIntegersAreSharedByAll() {
    redis.set("small", "9999");
    redis.set("large", "10000");
    redis.expect("OBJECT REFCOUNT small", ":2147483647");
    redis.expect("OBJECT REFCOUNT large", ":1");
  }

  @Test
  void idleTimeGrowsUntilTheKeyIsUsed() {
    redis.set("k", "v");
    redis.advance(7_000);
    redis.expect("OBJECT IDLETIME k", ":7");
    redis.expect("TYPE k", "+string");
    redis.expect("OBJECT IDLETIME k", ":7");
    redis.expect("TOUCH k", ":1");
    redis.expect("OBJECT IDLETIME k", ":0");
  }

  @Test
  void anUnknownSubcommandSaysWhereHelpIs() {
    redis.expect("OBJECT Foo", "-ERR unknown subcommand 'Foo'. Try OBJECT HELP.");
  }
}
