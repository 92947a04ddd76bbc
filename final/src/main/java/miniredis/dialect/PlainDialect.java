package miniredis.dialect;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.command.Dialect;
import miniredis.resp.Reply;

/**
 * A language for people with nc. Values need no type, keys die after a minute unless another time
 * is given, and answers are words.
 *
 * <pre>
 *   SET key value [ttl]      OK             UPDATE key value [ttl]   OK, or Nil if there is no key
 *   GET key                  the value      EXISTS key               YES or NO
 *   DEL key                  OK, or Nil     TYPE key                 String, VecStr, Hash
 *   RENAME key other         OK             CLEARALL                 OK
 * </pre>
 *
 * <p>Whatever else is said goes to Redis's commands as it is. A client that speaks RESP says the
 * same and gets the same, as RESP. See {@link PlainValue} for how a value gets its type.
 */
public final class PlainDialect implements Dialect {

  private static final long DEFAULT_TTL = 60;
  private static final Bytes NIL = Bytes.of("Nil");
  private static final Bytes UNBALANCED = Bytes.of("ERR unbalanced quotes\n");

  /** A key's new value is made under this name first, so that a failure leaves the old one. */
  private static final Bytes DRAFT = Bytes.of("\0draft");

  /** One request: its words, which of them were quoted, and how to run others. */
  private record Saying(Bytes[] words, boolean[] quoted, Function<Bytes[], Reply> redis) {

    boolean is(String name, int least, int most) {
      return words[0].is(name) && words.length >= least && words.length <= most;
    }

    Reply run(Object... request) {
      return redis.apply(
          Stream.of(request)
              .map(word -> word instanceof Bytes bytes ? bytes : Bytes.of(word.toString()))
              .toArray(Bytes[]::new));
    }

    boolean exists(Bytes key) {
      return run("EXISTS", key) instanceof Reply.Int(long count) && count > 0;
    }

    /** The type as Redis names it. */
    String type(Bytes key) {
      return run("TYPE", key) instanceof Reply.Text(Bytes name) ? name.text() : "none";
    }
  }

  @Override
  public Bytes answer(Bytes line, Function<Bytes[], Reply> redis) {
    PlainLine parsed = PlainLine.of(line).orElse(null);
    if (parsed == null) return UNBALANCED;
    if (parsed.words().length == 0) return Bytes.EMPTY;
    return message(answer(new Saying(parsed.words(), parsed.quoted(), redis)));
  }

  @Override
  public Bytes message(Reply message) {
    BytesBuilder out = new BytesBuilder(32);
    write(message, out);
    return out.toBytes();
  }

  @Override
  public Reply answer(Bytes[] request, Function<Bytes[], Reply> redis) {
    return answer(new Saying(request, new boolean[request.length], redis));
  }

  private static Reply answer(Saying said) {
    if (said.is("SET", 3, 4)) return set(said);
    if (said.is("UPDATE", 3, 4)) return said.exists(said.words[1]) ? set(said) : Reply.NULL;
    if (said.is("GET", 2, 2)) return get(said);
    if (said.is("DEL", 2, 2)) return deleted(said.run("DEL", said.words[1]));
    if (said.is("EXISTS", 2, 2)) return Reply.simple(said.exists(said.words[1]) ? "YES" : "NO");
    if (said.is("TYPE", 2, 2)) return type(said);
    if (said.is("CLEARALL", 1, 1)) return said.run("FLUSHALL");
    for (String name : List.of("SET", "UPDATE", "GET", "DEL", "EXISTS", "TYPE", "CLEARALL")) {
      if (!said.words[0].is(name)) continue;
      return Reply.error(
          "ERR wrong number of arguments for '" + name.toLowerCase(Locale.ROOT) + "' command");
    }
    return said.redis.apply(said.words);
  }

  private static Reply set(Saying said) {
    Bytes key = said.words[1];
    Bytes value = said.words[2];
    long ttl = DEFAULT_TTL;
    if (said.words.length == 4) {
      String seconds = said.words[3].text();
      if (!seconds.matches("[1-9]\\d{0,9}")) {
        return Reply.error("ERR the time to live is a number of seconds, 1 or more");
      }
      ttl = Long.parseLong(seconds);
    }
    PlainValue plain = said.quoted[2] ? PlainValue.string(value) : PlainValue.of(value);
    if (plain.kind() == PlainValue.Kind.STRING) return said.run("SET", key, value, "EX", ttl);
    Bytes draft = new BytesBuilder(16).append(key).append(DRAFT).toBytes();
    Reply stored = said.redis.apply(plain.stored(draft));
    if (stored instanceof Reply.Error) return stored;
    said.run("EXPIRE", draft, ttl);
    return said.run("RENAME", draft, key);
  }

  /** Lists and hashes are written as they are typed. */
  private static Reply get(Saying said) {
    Bytes key = said.words[1];
    return switch (said.type(key)) {
      case "list" -> joined(said.run("LRANGE", key, 0, -1), List.of(","));
      case "hash" -> joined(said.run("HGETALL", key), List.of(":", ","));
      default -> said.run("GET", key);
    };
  }

  private static Reply joined(Reply reply, List<String> separators) {
    List<Bytes> parts = new ArrayList<>();
    parts(reply, parts);
    BytesBuilder out = new BytesBuilder(64);
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) out.append(Bytes.of(separators.get((i - 1) % separators.size())));
      out.append(parts.get(i));
    }
    return Reply.bulk(out.toBytes());
  }

  private static void parts(Reply reply, List<Bytes> parts) {
    switch (reply) {
      case Reply.Bulk(Bytes bytes) -> parts.add(bytes);
      case Reply.Array(List<? extends Reply> items) -> items.forEach(item -> parts(item, parts));
      case Reply.Map(List<? extends Reply> items) -> items.forEach(item -> parts(item, parts));
      default -> {}
    }
  }

  private static Reply deleted(Reply reply) {
    return reply instanceof Reply.Int(long count) && count == 0 ? Reply.NULL : ok(reply);
  }

  private static Reply ok(Reply reply) {
    return reply instanceof Reply.Error ? reply : Reply.OK;
  }

  private static Reply type(Saying said) {
    return switch (said.type(said.words[1])) {
      case "string" -> Reply.simple("String");
      case "list" -> Reply.simple("VecStr");
      case "hash" -> Reply.simple("Hash");
      case "none" -> Reply.NULL;
      case String other -> Reply.simple(other);
    };
  }

  /** A line for each part of a reply. */
  private static void write(Reply reply, BytesBuilder out) {
    switch (reply) {
      case Reply.None() -> {}
      case Reply.Attributed(_, Reply inner) -> write(inner, out);
      case Reply.Null(), Reply.NullArray() -> line(NIL, out);
      case Reply.Text(Bytes text) -> line(text, out);
      case Reply.Error(Bytes text) -> line(text, out);
      case Reply.Bulk(Bytes bytes) -> line(bytes, out);
      case Reply.Verbatim(_, Bytes text) -> line(text, out);
      case Reply.BigNumber(Bytes digits) -> line(digits, out);
      case Reply.Int(long value) -> line(Bytes.of(value), out);
      case Reply.Double(Bytes digits) -> line(digits, out);
      case Reply.Boolean(boolean value) -> line(Bytes.of(value ? "YES" : "NO"), out);
      case Reply.Array(List<? extends Reply> items) -> lines(items, out);
      case Reply.Set(List<? extends Reply> items) -> lines(items, out);
      case Reply.Map(List<? extends Reply> items) -> lines(items, out);
      case Reply.Push(List<? extends Reply> items) -> lines(items, out);
      case Reply.Several(List<? extends Reply> replies) -> lines(replies, out);
    }
  }

  private static void lines(List<? extends Reply> items, BytesBuilder out) {
    items.forEach(item -> write(item, out));
  }

  private static void line(Bytes text, BytesBuilder out) {
    out.append(text).append((byte) '\n');
  }
}
