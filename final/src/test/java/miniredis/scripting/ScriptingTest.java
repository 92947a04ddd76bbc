package miniredis.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts among other clients: one unit, with the rights and the database of who sends it. */
class ScriptingTest {

  private static final String SHA_OF_RETURN_1 = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();
  private final Redis other = server.client();

  @AfterEach
  void stop() {
    redis.close();
    other.close();
    server.close();
  }

  private static String eval(String script) {
    return "EVAL \"" + script + "\" 0";
  }

  @Test
  void aScriptGetsItsKeysAndItsArguments() {
    redis.expect(
        "EVAL \"return {KEYS[1],KEYS[2],ARGV[1]}\" 2 a b c", "*3", "$1", "a", "$1", "b", "$1", "c");
  }

  @Test
  void aScriptIsKnownByItsNameOnceItWasSeen() {
    redis.expect(
        "EVALSHA " + SHA_OF_RETURN_1 + " 0", "-NOSCRIPT No matching script. Please use EVAL.");
    redis.expect(eval("return 1"), ":1").expect("EVALSHA " + SHA_OF_RETURN_1 + " 0", ":1");
    redis.expect("SCRIPT EXISTS " + SHA_OF_RETURN_1 + " ff", "*2", ":1", ":0");
    redis.expect("SCRIPT FLUSH", "+OK").expect("SCRIPT EXISTS " + SHA_OF_RETURN_1, "*1", ":0");
    redis.expect("SCRIPT LOAD 'return 1'", "$40", SHA_OF_RETURN_1);
    redis.expect("EVALSHA_RO " + SHA_OF_RETURN_1.toUpperCase(java.util.Locale.ROOT) + " 0", ":1");
  }

  @Test
  void nothingOfOneScriptIsThereForTheNext() {
    redis.expect(eval("table.insert(_G, 7) return _G[1]"), ":7");
    assertThat(redis.ask(eval("return _G[1]"))).contains("nonexistent global variable '1'");
    redis.expect("EVAL 'return #KEYS' 1 k", ":1").expect(eval("return #KEYS"), ":0");
  }

  @Test
  void theDatabaseThatAScriptSelectsIsItsOwn() {
    redis.expect(eval("redis.call('select', 5) return redis.call('set', 'k', 'five')"), "+OK");
    redis.expect("EXISTS k", ":0").expect("SELECT 5", "+OK").expect("GET k", "$4", "five");
  }

  @Test
  void theProtocolThatAScriptChoosesIsItsOwn() {
    redis.expect(eval("redis.setresp(3) return redis.call('get', 'none')"), "$-1");
    redis.expect("GET none", "$-1");
    redis.expect(eval("return type(redis.call('get', 'none'))"), "$7", "boolean");
  }

  @Test
  void theClockStandsStillInAScript() {
    redis.expect("SET k v PX 1000", "+OK");
    server.advance(Duration.ofSeconds(5));
    redis.expect(
        eval("local a = redis.call('time') for i = 1, 1e6 do end return redis.call('exists', 'k')"),
        ":0");
    String twice =
        "redis.call('set', 'k', 'v', 'px', 1) for i = 1, 2e6 do end return redis.call('exists', 'k')";
    redis.expect(eval(twice), ":1");
  }

  @Test
  void aScriptTellsThoseWhoWatchAndThoseWhoWait() {
    redis.expect("WATCH k", "+OK");
    other.expect(eval("return redis.call('set', 'k', 'v')"), "+OK");
    redis.expect("MULTI", "+OK").expect("PING", "+QUEUED").expect("EXEC", "*-1");
    redis.send("BLPOP list 0\r\n");
    Redis.eventually(
        "the client to wait", () -> other.ask("INFO clients").contains("blocked_clients:1"));
    other.expect(
        eval("redis.call('rpush', 'list', 'a') return redis.call('lpop', 'list')"), "$1", "a");
    redis.expectNothing();
    other.expect(eval("return redis.call('rpush', 'list', 'b')"), ":1");
    redis.expectReply("*2", "$4", "list", "$1", "b");
  }

  @Test
  void aScriptInATransactionIsOneOfItsCommands() {
    redis.expect("MULTI", "+OK").expect("SET k 1", "+QUEUED");
    redis.expect(eval("return redis.call('incr', 'k')"), "+QUEUED");
    redis.expect("EXEC", "*2", "+OK", ":2");
  }

  @Test
  void aCommandThatBlocksIsRefusedOrDoesNotWait() {
    assertThat(redis.ask(eval("return redis.call('blpop', 'k', 0)")))
        .contains("not allowed from script");
    assertThat(redis.ask(eval("return redis.call('xread', 'block', 0, 'streams', 's', '$')")))
        .contains("is not allowed with BLOCK option from scripts");
  }

  @Test
  void aScriptMayDoNoMoreThanItsUser() {
    redis.expect("ACL SETUSER bob on nopass allcommands -set ~a*", "+OK");
    other.expect("AUTH bob x", "+OK");
    assertThat(other.ask(eval("return redis.call('set', 'a', 1)")))
        .contains("can't run this command or subcommand");
    assertThat(other.ask(eval("return redis.call('get', 'b')")))
        .contains("can't access at least one of the keys");
    other.expect(eval("return redis.call('incr', 'a')"), ":1");
    assertThat(redis.ask("ACL LOG 1")).contains("lua");
  }

  @Test
  void aReadOnlyScriptDoesNotWrite() {
    String refused = "Write commands are not allowed from read-only scripts.";
    assertThat(redis.ask("EVAL_RO \"return redis.call('set', 'k', 1)\" 0")).contains(refused);
    String flagged = "EVAL \"#!lua flags=no-writes\\nreturn redis.call('set', 'k', 1)\" 0";
    assertThat(redis.ask(flagged)).contains(refused);
    redis.expect("EXISTS k", ":0");
  }

  @Test
  void whoWatchesWithMonitorSeesTheScriptAndThenItsCommands() {
    other.expect("MONITOR", "+OK");
    redis.expect(eval("return redis.call('set', 'k', 'v')"), "+OK");
    assertThat(other.replies(2).toString()).containsSubsequence("EVAL", "lua]", "set");
  }

  @Test
  void whatAClientCachesItIsToldOfWhenAScriptChangesIt() {
    redis.ask("HELLO 3");
    redis.expect("CLIENT TRACKING ON", "+OK");
    redis.expect(eval("return redis.call('get', 'k')"), "_");
    other.expect(eval("return redis.call('set', 'k', 'v')"), "+OK");
    redis.expectReply(">2", "$10", "invalidate", "*1", "$1", "k");
  }

  @Test
  void anErrorIsCountedOnce() {
    redis.expect("SET k v", "+OK").expect("CONFIG RESETSTAT", "+OK");
    redis.ask(eval("return redis.call('lpush', 'k', 'a')"));
    redis.ask(eval("return redis.pcall('lpush', 'k', 'a')"));
    assertThat(redis.ask("INFO errorstats")).contains("errorstat_WRONGTYPE:count=2");
    assertThat(redis.ask("INFO commandstats"))
        .containsPattern("cmdstat_lpush:calls=2,.*failed_calls=2")
        .containsPattern("cmdstat_eval:calls=2,.*failed_calls=2");
  }

  @Test
  void withoutMemoryTheFirstWriteIsRefusedAndNoLaterOne() {
    redis.expect("SET k v", "+OK").expect("CONFIG SET maxmemory 1", "+OK");
    assertThat(redis.ask(eval("return redis.call('set', 'a', 1)"))).startsWith("-OOM");
    redis.expect(eval("redis.call('del', 'k') return redis.call('set', 'a', 1)"), "+OK");
    redis.expect("EVAL \"#!lua flags=allow-oom\\nreturn redis.call('set', 'b', 1)\" 0", "+OK");
    assertThat(redis.ask("EVAL \"#!lua\\nreturn 1\" 0")).startsWith("-OOM");
  }

  /**
   * All that a script writes is one unit; what it only reads, and what set_repl keeps, is not
   * there.
   */
  @Test
  void theLogHoldsWhatAScriptHasDoneAsOneUnit(@TempDir Path folder) throws IOException {
    try (LiveServer logging = LiveServer.with("appendonly", "yes", "dir", folder.toString());
        Redis client = logging.client()) {
      client.expect("EVAL \"redis.call('set','a','1') return redis.call('incr','a')\" 0", ":2");
      client.expect("EVAL \"return redis.call('set','single','1')\" 0", "+OK");
      client.expect(
          "EVAL \"redis.set_repl(redis.REPL_NONE) return redis.call('set','kept','1')\" 0", "+OK");
      String log = log(folder).replaceAll("\\r\\n(?:[*$]\\d+\\r\\n)*", " ");
      assertThat(log)
          .containsSubsequence("MULTI", "set a 1", "incr a", "EXEC", "set single 1")
          .doesNotContain("kept")
          .doesNotContainIgnoringCase("eval");
      assertThat(log.split("MULTI")).hasSize(2);
    }
  }

  private static String log(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      Path file = files.filter(each -> each.toString().endsWith(".incr.aof")).findFirst().get();
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
  }
}
