package miniredis.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that take too long, or would take the server with them. */
class LongScriptTest {

  private static final String BUSY =
      "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";

  private final LiveServer server = LiveServer.with("busy-reply-threshold", "50");
  private final Redis redis = server.client();
  private final Redis other = server.client();

  @AfterEach
  void stop() {
    redis.close();
    other.close();
    server.close();
  }

  private void begin(String script) {
    redis.send("EVAL \"" + script + "\" 0\r\n");
    Redis.eventually("the script to be found slow", () -> other.ask("PING").equals(BUSY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "while true do pcall(function() while true do end end) end",
        "while true do redis.pcall('get', 'k') end",
        "coroutine.wrap(function() while true do end end)()",
        "while true do xpcall(error, function() while true do end end) end",
        "local t = setmetatable({}, {__index = function() while true do end end}) return t.x"
      })
  void aScriptThatHasNotWrittenCanBeKilled(String script) {
    begin(script);
    other.expect("GET k", BUSY).expect("SET k v", BUSY).expect("SHUTDOWN", BUSY);
    other.expect("SCRIPT KILL", "+OK");
    assertThat(redis.replies(1).toString()).contains("Script killed by user with SCRIPT KILL...");
    other
        .expect("PING", "+PONG")
        .expect("SCRIPT KILL", "-NOTBUSY No scripts in execution right now.");
    redis.expect("EVAL 'return 1' 0", ":1");
  }

  @Test
  void aScriptThatHasWrittenCanOnlyBeWaitedForOrLostWithTheServer() {
    begin("redis.call('set', 'k', 'v') while true do end");
    assertThat(other.ask("SCRIPT KILL")).startsWith("-UNKILLABLE");
    other
        .expect("MULTI", "+OK")
        .expect("SHUTDOWN NOSAVE", "-ERR Command not allowed inside a transaction");
    other.expect("DISCARD", "+OK").send("SHUTDOWN NOSAVE\r\n").expectClosed();
  }

  @Test
  void whatIsSentMeanwhileIsAnsweredAfterwards() {
    begin("while true do end");
    redis.send("SET k v\r\nGET k\r\n");
    Redis late = server.client();
    late.expect("GET k", BUSY);
    other.expect("SCRIPT KILL", "+OK");
    assertThat(redis.replies(1).toString()).contains("killed");
    redis.expectReply("+OK", "$1", "v");
    late.expect("GET k", "$1", "v");
    late.close();
  }

  @Test
  void aClientThatLeavesDuringItsScriptHarmsNobody() {
    begin("while true do end");
    redis.reset();
    other.expect("PING", BUSY).expect("SCRIPT KILL", "+OK");
    Redis.eventually("the script to end", () -> other.ask("PING").equals("+PONG"));
    other.expect("SET k v", "+OK").expect("EVAL 'return 1' 0", ":1");
  }

  @Test
  void aServerThatIsToStopDoesNotWaitForAScriptThatHasNotWritten() {
    begin("while true do end");
    server.close();
    assertThat(server.log()).contains("ready to exit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local function f() return 1 + f() end return f()",
        "local function f() return coroutine.wrap(f)() end return f()",
        "local t = setmetatable({}, {__index = function(t, k) return t[k] end}) return t.x",
        "return string.find(string.rep('a', 300000), string.rep('a?', 300000) .. 'b')",
        "return #string.rep('x', 2^40)",
        "return loadstring('return ' .. string.rep('(', 300) .. '1' .. string.rep(')', 300))()",
        "return cjson.decode(string.rep('[', 100000))",
        "return cmsgpack.unpack(string.rep(string.char(145), 100000))",
        "local t = {} for i = 1, 5000 do t = {t} end return cjson.encode(t)",
        "error({no = 'text'})",
        "error(setmetatable({}, {__tostring = function() error('again') end}))",
        "return unpack({}, 1, 1e8)",
        "table.sort({3, 1, 2, 5, 4, 7, 6}, function() return true end)"
      })
  void aScriptThatAsksForTooMuchGetsAnError(String script) {
    assertThat(redis.ask("EVAL \"" + script + "\" 0")).startsWith("-");
    redis.expect("EVAL 'return 1' 0", ":1");
  }

  @Test
  void aTableThatHoldsItselfEndsSomewhere() {
    redis.ask("EVAL 'local t = {} t[1] = t return t' 0");
    redis.expect("PING", "+PONG");
  }
}
