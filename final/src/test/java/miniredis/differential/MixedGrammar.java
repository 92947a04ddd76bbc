package miniredis.differential;

import static miniredis.differential.Arguments.*;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Everything at once: data of all families, transactions, waiting, messages, client-side caching,
 * users and their rights, for the clients of an {@link Assembly}. {@code @2} is the id of the third
 * of them.
 */
final class MixedGrammar {

  private static final int REQUESTS_A_ROUND = 1_000;

  /** What picks keys by chance, and throws those away that are past their deadline. */
  private static final Set<String> PICKS_BY_CHANCE = Set.of("RANDOMKEY");

  private final List<Family> data;
  private final List<String> commands;

  /** {@code commands} are those that both servers know, subcommands among them. */
  MixedGrammar(List<Family> data, List<String> commands) {
    this.data = data;
    this.commands = commands;
  }

  /** One that comes several times in a list is drawn as often. */
  private interface Source extends Function<Draw, List<Request>> {}

  /** A round has something of everything, and mostly more of one thing. */
  List<Request> script(Draw draw) {
    Family theme = draw.oneOf(data);
    List<Source> sources = sources(draw, theme);
    if (draw.chance(60)) sources.addAll(Collections.nCopies(8, draw.oneOf(sources)));
    List<Request> script = beginning(draw);
    while (script.size() < REQUESTS_A_ROUND) {
      int client = draw.below(Assembly.CLIENTS);
      if (draw.chance(5)) script.addAll(conflict(client, draw));
      for (int i = draw.below(4); i >= 0; i--) {
        for (Request each : draw.oneOf(sources).apply(draw)) script.add(each.from(client));
      }
    }
    return script;
  }

  /** One watches a key, another may change it, and the first would like to run a transaction. */
  private List<Request> conflict(int client, Draw draw) {
    Family family = draw.oneOf(data);
    String key = draw.key().text();
    List<Request> all = new ArrayList<>();
    all.add(Request.of("WATCH", key).from(client));
    int other = (client + 1 + draw.below(Assembly.CLIENTS - 1)) % Assembly.CLIENTS;
    for (int i = 0; i < 3; i++) data(family, draw).forEach(each -> all.add(each.from(other)));
    if (draw.chance(50)) all.add(Request.of(draw.chance(50) ? "DEL" : "TOUCH", key).from(other));
    all.add(Request.of("MULTI").from(client));
    data(family, draw).forEach(each -> all.add(each.from(client)));
    all.add(Request.of("EXEC").from(client));
    return all;
  }

  private static List<Request> beginning(Draw draw) {
    List<Request> first = new ArrayList<>();
    for (int i = 0; i < Assembly.CLIENTS; i++) {
      first.add(Request.of("HELLO", draw.chance(50) ? "3" : "2").from(i));
    }
    if (draw.chance(40)) first.add(Request.of("CONFIG", "SET", "notify-keyspace-events", "KEA"));
    return first;
  }

  private List<Source> sources(Draw draw, Family theme) {
    AclGrammar rules = new AclGrammar(commands, draw);
    Family users = users(rules);
    List<Source> sources = new ArrayList<>();
    add(sources, 12, some -> data(some.chance(50) ? theme : some.oneOf(data), some));
    add(sources, 2, MixedGrammar::waiting);
    add(sources, 1, some -> List.of(TransactionGrammar.family().draw(some)));
    add(sources, 3, this::transaction);
    add(sources, 2, some -> List.of(publishing().draw(some)));
    add(sources, 2, MixedGrammar::leave);
    add(sources, 2, some -> List.of(tracking().draw(some)));
    add(sources, 1, MixedGrammar::caching);
    add(sources, 1, some -> List.of(users.draw(some)));
    add(sources, 2, some -> logIn(rules, some));
    add(sources, 1, some -> dryRun(rules, some));
    return sources;
  }

  private static void add(List<Source> sources, int weight, Source source) {
    sources.addAll(Collections.nCopies(weight, source));
  }

  /** Back to a client that may send anything: in RESP2, listeners may not. */
  private static List<Request> leave(Draw draw) {
    if (draw.chance(30)) return List.of(Request.of("RESET"));
    return Stream.of("UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE").map(Request::of).toList();
  }

  /** A user with all rights, of which some are then taken. */
  private static List<Request> logIn(AclGrammar rules, Draw draw) {
    String name = draw.chance(50) ? "u" : "w";
    List<String> fewer = new ArrayList<>(List.of("ACL", "SETUSER", name));
    fewer.addAll(rules.rules());
    return List.of(
        Request.of("ACL", "SETUSER", name, "on", "nopass", "allkeys", "allchannels", "+@all"),
        Request.of("AUTH", name, "x"),
        Request.of(fewer.toArray(String[]::new)));
  }

  private List<Request> data(Family family, Draw draw) {
    return DifferentialTest.inACrowd(family, draw)
        .filter(request -> !PICKS_BY_CHANCE.contains(request.name()))
        .filter(Predicate.not(Explained::findsOtherKeys))
        .filter(request -> !request.name().equals("SCAN") || seesAll(request))
        .map(List::of)
        .orElse(List.of());
  }

  private static List<Request> waiting(Draw draw) {
    Request request = draw.oneOf(BlockingGrammar.families()).draw(draw);
    return Explained.findsOtherKeys(request) ? List.of() : List.of(request);
  }

  /** Of a part of the keys, others would be thrown away here than there. */
  private static boolean seesAll(Request request) {
    return request.word(1).equals("0") && request.arguments().contains(Bytes.of("100000"));
  }

  private List<Request> transaction(Draw draw) {
    List<Request> all = new ArrayList<>();
    if (draw.chance(30)) all.add(Request.of("WATCH", draw.key("string").text()));
    if (draw.chance(10)) return all;
    all.add(Request.of("MULTI"));
    for (int i = 0, count = draw.below(5); i < count; i++) {
      all.addAll(
          switch (draw.below(8)) {
            case 0 -> List.of(publishing().draw(draw));
            case 1 -> List.of(tracking().draw(draw));
            case 2 -> waiting(draw);
            default -> data(draw.oneOf(data), draw);
          });
    }
    all.add(Request.of(draw.chance(90) ? "EXEC" : "DISCARD"));
    return all;
  }

  private static List<Request> caching(Draw draw) {
    return List.of(
        Request.of("CLIENT", "CACHING", draw.chance(70) ? "YES" : "NO"), reading().draw(draw));
  }

  private List<Request> dryRun(AclGrammar rules, Draw draw) {
    Request inner =
        switch (draw.below(5)) {
          case 0 -> rules.any();
          case 1 -> rules.publishing();
          default -> Mutation.maybe(draw.oneOf(data).draw(draw), draw);
        };
    if (inner.arguments().isEmpty() || Explained.findsOtherKeys(inner)) return List.of();
    List<Bytes> words = new ArrayList<>();
    Argument.sequence("ACL", "DRYRUN", user()).draw(draw, words);
    words.addAll(inner.arguments());
    return List.of(new Request(words));
  }

  private static Family reading() {
    return new Family("reading", "any")
        .command("GET", key("string"))
        .command("MGET", some(key("string")))
        .command("HGET", key("hash"), member())
        .command("LRANGE", key("list"), "0", "-1")
        .command("SUNION", some(key("set")))
        .command("ZRANGE", key("zset"), "0", "-1")
        .command("XLEN", key("stream"))
        .command("EXISTS", some(key()))
        .command("TYPE", key());
  }

  private static Family tracking() {
    return new Family("tracking", "any")
        .command("CLIENT TRACKING", "ON", options("NOLOOP", "OPTIN", "OPTOUT"))
        .command("CLIENT TRACKING", "ON", options("NOLOOP", option("REDIRECT", client()), "OPTIN"))
        .command(
            "CLIENT TRACKING",
            "ON",
            "BCAST",
            options("NOLOOP", option("PREFIX", prefix()), option("PREFIX", prefix())))
        .command(
            "CLIENT TRACKING",
            "ON",
            options("BCAST", "OPTIN", option("PREFIX", prefix()), option("REDIRECT", client())))
        .command("CLIENT TRACKING", "OFF")
        .command("CLIENT TRACKINGINFO")
        .command("CLIENT GETREDIR")
        .command("SUBSCRIBE", exactly("__redis__:invalidate"))
        .command("HELLO", "3")
        .rare("HELLO", "2")
        .rare("CLIENT TRACKING", "ON", "REDIRECT", "999999999")
        .rare("CLIENT KILL", "ID", client())
        .rare("CLIENT UNBLOCK", client(), options("TIMEOUT", "ERROR"))
        .command("GET", key("string"))
        .command("MGET", some(key("string")))
        .command("SMEMBERS", key("set"))
        .command("SET", key("string"), value())
        .command("SET", key("string"), value(), "PXAT", "1")
        .command("DEL", some(key()))
        .command("RPUSH", key("list"), some(value()))
        .command("HSET", key("hash"), member(), value())
        .rare("SWAPDB", database(), database())
        .rare("FLUSHDB");
  }

  private static Family publishing() {
    return new Family("publishing", "any")
        .command("SUBSCRIBE", some(channel()))
        .command("PSUBSCRIBE", some(channels()))
        .command("SSUBSCRIBE", some(channel()))
        .command("UNSUBSCRIBE", maybe(channel()))
        .command("UNSUBSCRIBE")
        .command("PUNSUBSCRIBE", maybe(channels()))
        .command("PUNSUBSCRIBE")
        .command("SUNSUBSCRIBE", maybe(channel()))
        .command("SUNSUBSCRIBE")
        .command("RESET")
        .command("PUBLISH", channel(), value())
        .command("PUBLISH", channel(), value())
        .command("PUBLISH", channel(), value())
        .command("SPUBLISH", channel(), value())
        .command("SPUBLISH", channel(), value())
        .command("PUBSUB CHANNELS", maybe(channels()))
        .command("PUBSUB NUMSUB", some(channel()))
        .command("PUBSUB NUMPAT")
        .command("PUBSUB SHARDCHANNELS", maybe(channels()))
        .command("PUBSUB SHARDNUMSUB", some(channel()))
        .command("PING", maybe(value()))
        .rare("CONFIG SET", "notify-keyspace-events", oneOf(exactly("KEA"), exactly("")));
  }

  private static Family users(AclGrammar rules) {
    return new Family("users", "any")
        .command("ACL SETUSER", user(), "on", "nopass", "allkeys", "allchannels", "+@all")
        .command("ACL SETUSER", user(), rules(rules))
        .command("ACL SETUSER", user(), rules(rules))
        .command("ACL SETUSER", "default", "nopass")
        .command("ACL SETUSER", "default", "nopass")
        .command("ACL SETUSER", "default", "resetpass", exactly(">one"))
        .rare("ACL DELUSER", some(user()))
        .command("AUTH", user(), password())
        .command("AUTH", user(), password())
        .command("AUTH", "default", exactly("one"))
        .command("HELLO", oneOf("2", "3"), "AUTH", user(), password())
        .command("RESET")
        .command("ACL WHOAMI")
        .command("ACL USERS")
        .command("ACL LIST")
        .command("ACL GETUSER", user())
        .command("ACL LOG", maybe(integer(0, 9)))
        .rare("ACL LOG", "RESET")
        .rare("ACL SAVE")
        .rare("ACL LOAD");
  }

  private static Argument rules(AclGrammar grammar) {
    return (_, into) -> grammar.rules().stream().map(Bytes::of).forEach(into::add);
  }

  private static Argument user() {
    return oneOf(exactly("u"), exactly("u"), exactly("w"), exactly("default"));
  }

  private static Argument password() {
    return oneOf(exactly("one"), exactly("two"), exactly("x"));
  }

  private static Argument client() {
    return drawn(draw -> Bytes.of("@" + draw.below(Assembly.CLIENTS)));
  }

  private static Argument prefix() {
    return oneOf(exactly("string:"), exactly("list:"), exactly("s"), exactly("z"), exactly(""));
  }

  private static Argument channel() {
    return drawn(
        draw ->
            Bytes.of(
                draw.oneOf(
                    List.of(
                        "news:0",
                        "news:0",
                        "news:0",
                        "news:1",
                        "string:1",
                        "list:2",
                        "__keyspace@0__:string:1",
                        "__keyevent@0__:del",
                        "__keyevent@0__:expired"))));
  }

  private static Argument channels() {
    return drawn(
        draw ->
            Bytes.of(
                draw.oneOf(
                    List.of(
                        "news:*", "*", "[ns]*:1", "__key*", "__keyevent@*", "*:string:*", "?"))));
  }
}
