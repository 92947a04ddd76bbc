package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;
import miniredis.config.Version;
import miniredis.engine.Propagation;
import miniredis.engine.ServerLog;
import miniredis.resp.Reply;

/** The library redis, by which a script runs commands and talks to the server. */
final class RedisLibrary {

  private static final int REPLICATE_ALL = 3;
  private static final int REPLICATE_TO_LOG = 1;

  private final InnerCommands commands;
  private final Supplier<Run> running;
  private final Propagation propagation;
  private final ServerLog log;

  /** {@code running} gives the script that is being run. */
  RedisLibrary(
      InnerCommands commands, Supplier<Run> running, Propagation propagation, ServerLog log) {
    this.commands = commands;
    this.running = running;
    this.propagation = propagation;
    this.log = log;
  }

  /** Pushes the library as a table. */
  void push(LuaState lua) {
    Frame frame = lua.main();
    frame.pushTable(0, 24);
    numbers()
        .forEach(
            (name, value) -> {
              frame.push((double) value);
              frame.set(-2, name);
            });
    frame.push(Version.REDIS);
    frame.set(-2, "REDIS_VERSION");
    functions()
        .forEach(
            (name, function) -> {
              lua.push(function);
              frame.set(-2, name);
            });
  }

  private static Map<String, Integer> numbers() {
    return Map.of(
        "LOG_DEBUG", 0,
        "LOG_VERBOSE", 1,
        "LOG_NOTICE", 2,
        "LOG_WARNING", 3,
        "REPL_NONE", 0,
        "REPL_AOF", 1,
        "REPL_SLAVE", 2,
        "REPL_REPLICA", 2,
        "REPL_ALL", 3,
        "REDIS_VERSION_NUM", versionNumber());
  }

  /** A byte for each of the version's three numbers. */
  private static int versionNumber() {
    int number = 0;
    for (String part : Version.REDIS.split("\\.")) number = number << 8 | Integer.parseInt(part);
    return number;
  }

  private Map<String, LuaFunction> functions() {
    Map<String, LuaFunction> all = new LinkedHashMap<>();
    all.put("call", this::call);
    all.put("pcall", this::protectedCall);
    all.put("error_reply", RedisLibrary::errorReply);
    all.put("status_reply", RedisLibrary::statusReply);
    all.put("sha1hex", RedisLibrary::sha1hex);
    all.put("log", this::log);
    all.put("setresp", this::setresp);
    all.put("set_repl", this::setRepl);
    all.put("replicate_commands", RedisLibrary::replicateCommands);
    all.put("breakpoint", RedisLibrary::breakpoint);
    all.put("debug", _ -> 0);
    all.put("acl_check_cmd", this::aclCheckCmd);
    return all;
  }

  // Running commands

  private int call(Frame frame) {
    Reply reply = run(frame);
    if (reply instanceof Reply.Error(Bytes text)) throw LuaError.ofRedis(text);
    return result(reply, frame);
  }

  private int protectedCall(Frame frame) {
    try {
      return result(run(frame), frame);
    } catch (LuaError wrong) {
      LuaReplies.pushError(wrong.text(), frame);
      return 1;
    }
  }

  private Reply run(Frame frame) {
    return commands.run(request(frame), running.get());
  }

  private int result(Reply reply, Frame frame) {
    LuaReplies.push(reply, running.get().client.protocol(), frame);
    return 1;
  }

  /** The arguments of a function as a request. */
  private static Bytes[] request(Frame frame) {
    int count = frame.top();
    if (count == 0) throw LuaError.ofRedis(ScriptErrors.NO_ARGUMENTS);
    Bytes[] request = new Bytes[count];
    for (int i = 0; i < count; i++) {
      request[i] =
          switch (frame.type(i + 1)) {
            case Frame.STRING -> frame.string(i + 1);
            case Frame.NUMBER -> Bytes.of(Doubles.seventeenDigits(frame.number(i + 1)));
            default -> throw LuaError.ofRedis(ScriptErrors.WRONG_ARGUMENTS);
          };
    }
    return request;
  }

  private int aclCheckCmd(Frame frame) {
    Boolean allowed = commands.mayRun(running.get().client, request(frame));
    if (allowed == null) {
      throw LuaError.ofRedis("ERR Invalid command passed to redis.acl_check_cmd()");
    }
    frame.push(allowed);
    return 1;
  }

  // Replies

  /** One that has no code is given ERR; a minus sign in front is no part of it. */
  private static int errorReply(Frame frame) {
    if (!isOneString(frame)) return notOneString(frame);
    String text = frame.string(1).latinText();
    if (text.startsWith("-")) text = text.substring(1);
    if (text.indexOf(' ') < 0) text = "ERR " + text;
    LuaReplies.pushField("err", Bytes.latin(text), frame);
    return 1;
  }

  private static int statusReply(Frame frame) {
    if (!isOneString(frame)) return notOneString(frame);
    LuaReplies.pushField("ok", frame.string(1), frame);
    return 1;
  }

  private static boolean isOneString(Frame frame) {
    return frame.top() == 1 && frame.is(1, Frame.STRING);
  }

  private static int notOneString(Frame frame) {
    LuaReplies.pushError(Bytes.of(ScriptErrors.NOT_ONE_STRING), frame);
    return 1;
  }

  // The rest

  /** What is no string is taken for an empty one, as in Redis. */
  private static int sha1hex(Frame frame) {
    if (frame.top() != 1) throw LuaError.ofRedis("ERR wrong number of arguments");
    Bytes text = frame.string(1);
    frame.push(Script.nameOf(text == null ? Bytes.EMPTY : text));
    return 1;
  }

  private int log(Frame frame) {
    int count = frame.top();
    if (count < 2) throw LuaError.ofRedis("ERR redis.log() requires two arguments or more.");
    if (!frame.is(1, Frame.NUMBER)) {
      throw LuaError.ofRedis("ERR First argument must be a number (log level).");
    }
    long level = Frame.toLong(frame.number(1));
    if (level < 0 || level > 3) throw LuaError.ofRedis("ERR Invalid debug level.");
    StringJoiner words = new StringJoiner(" ");
    for (int i = 2; i <= count; i++) {
      Bytes word = frame.string(i);
      if (word != null) words.add(word.text());
    }
    switch ((int) level) {
      case 0 -> log.debug(words.toString());
      case 1 -> log.verbose(words.toString());
      case 2 -> log.notice(words.toString());
      default -> log.warning(words.toString());
    }
    return 0;
  }

  private int setresp(Frame frame) {
    if (frame.top() != 1) throw LuaError.ofRedis("ERR redis.setresp() requires one argument.");
    double version = frame.number(1);
    if (version != 2 && version != 3) {
      throw LuaError.ofRedis("ERR RESP version must be 2 or 3.");
    }
    running.get().client.protocol((int) version);
    return 0;
  }

  /** There is the log and nothing else that effects could be handed to. */
  private int setRepl(Frame frame) {
    if (frame.top() != 1) throw LuaError.ofRedis("ERR redis.set_repl() requires two arguments.");
    long flags = Frame.toLong(frame.number(1));
    if ((flags & ~REPLICATE_ALL) != 0) {
      throw LuaError.ofRedis(
          "ERR Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
    }
    propagation.mute((flags & REPLICATE_TO_LOG) == 0);
    return 0;
  }

  /** Scripts are always handed on by their effects. */
  private static int replicateCommands(Frame frame) {
    frame.push(true);
    return 1;
  }

  private static int breakpoint(Frame frame) {
    frame.push(false);
    return 1;
  }
}
