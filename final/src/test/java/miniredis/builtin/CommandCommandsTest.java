package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandCommandsTest {

  private final Playground redis =
      new Playground(
          CommandCommands::addTo, StringCommands::addTo, KeyCommands::addTo, ObjectCommands::addTo);

  @Test
  void countsWhatItLists() {
    int count = redis.table().all().size();
    redis.expect("COMMAND COUNT", ":" + count);
    assertThat(redis.ask("COMMAND")).startsWith("*" + count + " ");
    assertThat(redis.ask("COMMAND INFO")).isEqualTo(redis.ask("COMMAND"));
    assertThat(redis.ask("COMMAND LIST"))
        .contains(" $7 command ", " $13 command|count ")
        .isEqualTo(redis.ask("COMMAND LIST FILTERBY PATTERN *"));
  }

  @Test
  void infoIsARowInTheShapeOfRedis() {
    redis.expect(
        "COMMAND INFO Get nosuch",
        "*2 *10 $3 get :2 *2 +readonly +fast :1 :1 :1 *3 +@read +@string +@fast *0"
            + " *1 *6 $5 flags *2 +RO +access"
            + " $12 begin_search *4 $4 type $5 index $4 spec *2 $5 index :1"
            + " $9 find_keys *4 $4 type $5 range $4 spec *6 $7 lastkey :0 $7 keystep :1 $5 limit :0"
            + " *0 $-1");
  }

  @Test
  void infoKnowsSubcommandsByTheirWholeNames() {
    assertThat(redis.ask("COMMAND INFO OBJECT|FREQ")).startsWith("*1 *10 $11 object|freq :3 ");
    redis.expect("COMMAND INFO object|nosuch get|x object|freq|x", "*3 $-1 $-1 $-1");
  }

  @Test
  void docsPassOverWhatTheyDoNotKnow() {
    redis.expect("COMMAND DOCS nosuch", "*0");
    redis.client().protocol(3);
    assertThat(redis.ask("COMMAND DOCS nosuch persist get"))
        .startsWith("%1 $3 get %5 $7 summary ")
        .endsWith("$9 arguments *1 %3 $4 name $3 key $4 type $3 key $14 key_spec_index :0");
    assertThat(redis.ask("COMMAND DOCS object"))
        .contains("$11 subcommands %5 $15 object|encoding %");
  }

  @Test
  void aSieveOfNamesFindsSubcommandsToo() {
    redis.expect("COMMAND LIST FILTERBY PATTERN OBJECT|F*", "*1 $11 object|freq");
    redis.expect(
        "COMMAND LIST filterby aclcat Connection",
        redis.ask("COMMAND LIST FILTERBY ACLCAT connection"));
    assertThat(redis.ask("COMMAND LIST FILTERBY ACLCAT connection"))
        .contains("command|count", "wait");
    redis.expect("COMMAND LIST FILTERBY ACLCAT nosuch", "*0");
    redis.expect("COMMAND LIST FILTERBY MODULE any", "*0");
    redis.expect("COMMAND LIST FILTERBY SIZE 3", "-ERR syntax error");
    redis.expect("COMMAND LIST FILTERBY PATTERN", "-ERR syntax error");
    redis.expect("COMMAND LIST x", "-ERR syntax error");
  }

  @Test
  void keysArePickedOutOfARequest() {
    redis.expect("COMMAND GETKEYS MSET a 1 b 2", "*2 $1 a $1 b");
    redis.expect("COMMAND GETKEYS OBJECT ENCODING a", "*1 $1 a");
    redis.expect("COMMAND GETKEYSANDFLAGS SET a b", "*1 *2 $1 a *2 +OW +update");
    redis.expect("COMMAND GETKEYSANDFLAGS SET a b GET", "*1 *2 $1 a *3 +RW +access +update");
  }

  @Test
  void aRequestWithoutKeysSaysWhy() {
    redis.expect("COMMAND GETKEYS nosuch a", "-ERR Invalid command specified");
    redis.expect("COMMAND GETKEYS OBJECT nosuch", "-ERR Invalid command specified");
    redis.expect("COMMAND GETKEYS OBJECT HELP", "-ERR The command has no key arguments");
    redis.expect("COMMAND GETKEYS SET a", "-ERR Invalid number of arguments specified for command");
  }

  @Test
  void anUnknownSubcommandSaysWhereHelpIs() {
    redis.expect("COMMAND Foo", "-ERR unknown subcommand 'Foo'. Try COMMAND HELP.");
    assertThat(redis.ask("COMMAND HELP")).contains("+COUNT +    Counts the commands.");
  }
}
