package miniredis.differential;

import module java.base;

/**
 * Every difference that may be, and why. Where a command stands here, the bytes need not be equal,
 * but what the row says must still hold.
 *
 * @param commands names; {@code CLIENT|ID} for a subcommand
 */
record Explained(Set<String> commands, Comparison comparison, String reason) {

  /** Whether two answers to a request are the same in the sense of one row. */
  @FunctionalInterface
  interface Comparison {
    boolean same(Request request, Answer ours, Answer theirs);
  }

  /** The type of a list in a dump. */
  private static final char LIST = 18;

  private static final List<Explained> TABLE =
      List.of(
          row("TTL EXPIRETIME", within(10), "the two servers set deadlines at different moments"),
          row("PTTL PEXPIRETIME", within(10_000), "the same, in milliseconds"),
          row("DBSIZE", within(100), "counts keys past their deadline until a cycle removes them"),
          row("KEYS", Explained::sameItems, "the order of a hash table is nobody's promise"),
          row(
              "SCAN SSCAN HSCAN ZSCAN",
              Explained::sameScan,
              "cursors and order are the table's own"),
          row(
              "PUBSUB|CHANNELS PUBSUB|SHARDCHANNELS",
              Explained::sameItems,
              "the order of a hash table"),
          row("CONFIG|GET", Explained::samePairs, "order of a hash table"),
          row(
              "DUMP",
              Explained::sameCollection,
              "members of collections in the order of a hash table"),
          row("HGETALL", Explained::samePairs, "order of a hash table"),
          row("HKEYS HVALS SMEMBERS", Explained::sameItems, "order of a hash table"),
          row("SINTER SUNION SDIFF", Explained::sameItems, "order of a hash table"),
          row("SORT SORT_RO", Explained::sameUnsorted, "in any order where weights are the same"),
          row(
              "OBJECT|HELP CLIENT|HELP COMMAND|HELP XGROUP|HELP XINFO|HELP",
              Explained::isText,
              "prose in our own words"),
          row("RANDOMKEY", Explained::sameKind, "random"),
          row("SPOP SRANDMEMBER HRANDFIELD ZRANDMEMBER", Explained::sameKind, "random"),
          row("TIME LASTSAVE", Explained::sameKind, "the clock"),
          row("OBJECT|IDLETIME OBJECT|FREQ", Explained::sameKind, "the clock"),
          row("XPENDING XINFO|CONSUMERS", Explained::sameKind, "milliseconds since a delivery"),
          row("XINFO|STREAM", Explained::sameKind, "tells of Redis's radix tree, and of times"),
          row(
              "OBJECT|ENCODING OBJECT|REFCOUNT",
              Explained::isNumberAsText,
              "Redis keeps what INCRBYFLOAT wrote as text, also where it reads as an integer"),
          row("CLIENT|ID", Explained::sameKind, "counts all connections since the start"),
          row("CLIENT|LIST CLIENT|INFO", Explained::sameClient, "addresses, ids, times and sizes"),
          row("HELLO", Explained::sameButId, "names the connection's id"),
          row("EXEC", Explained::sameInAnyWay, "holds the answers of any commands above"));

  private static Explained row(String commands, Comparison comparison, String reason) {
    return new Explained(Set.of(commands.split(" ")), comparison, reason);
  }

  /** Equal to the byte, or explained. */
  static boolean same(Request request, Answer ours, Answer theirs) {
    return ours.equals(theirs)
        || TABLE.stream()
            .filter(row -> row.isAbout(request))
            .anyMatch(row -> row.comparison.same(request, ours, theirs));
  }

  private boolean isAbout(Request request) {
    return commands.contains(request.name())
        || commands.contains(request.name() + "|" + request.word(1));
  }

  private static Comparison within(long tolerance) {
    return (_, ours, theirs) -> {
      long a = ours.integer().orElse(-1);
      long b = theirs.integer().orElse(-1);
      return a >= 0 && b >= 0 && Math.abs(a - b) <= tolerance;
    };
  }

  private static boolean sameKind(Request request, Answer ours, Answer theirs) {
    if (ours.isError() || theirs.isError()) return false;
    return ours.isAggregate()
        ? ours.head().equals(theirs.head())
        : ours.raw().charAt(0) == theirs.raw().charAt(0);
  }

  private static boolean isText(Request request, Answer ours, Answer theirs) {
    return ours.raw().startsWith("*") && theirs.raw().startsWith("*");
  }

  private static boolean isNumberAsText(Request request, Answer ours, Answer theirs) {
    return ours.raw().matches("\\$3\r\nint\r\n|:2147483647\r\n")
        && theirs.raw().matches("\\$6\r\nembstr\r\n|:1\r\n");
  }

  private static boolean sameItems(Request request, Answer ours, Answer theirs) {
    return ours.head().equals(theirs.head()) && sorted(ours, 1).equals(sorted(theirs, 1));
  }

  private static boolean samePairs(Request request, Answer ours, Answer theirs) {
    return ours.head().equals(theirs.head()) && sorted(ours, 2).equals(sorted(theirs, 2));
  }

  /** Weights that are looked up may be the same, a set has no order: a part may be any part. */
  private static boolean sameUnsorted(Request request, Answer ours, Answer theirs) {
    if (place(request, "by") < 0) return false;
    if (sameItems(request, ours, theirs)) return true;
    return place(request, "limit") >= 0 && ours.head().equals(theirs.head());
  }

  private static int place(Request request, String option) {
    for (int i = 0; i < request.arguments().size(); i++) {
      if (request.arguments().get(i).is(option)) return i;
    }
    return -1;
  }

  /** The first byte of a dump is the type; that of a string or list must be the same to the end. */
  private static boolean sameCollection(Request request, Answer ours, Answer theirs) {
    char a = firstOfBulk(ours);
    return a == firstOfBulk(theirs) && a > 0 && a != LIST && a < 0xff;
  }

  private static char firstOfBulk(Answer bulk) {
    boolean any = bulk.raw().startsWith("$") && !bulk.raw().matches("\\$(-1|0)\r\n.*");
    return any ? bulk.raw().charAt(bulk.head().length()) : 0xff;
  }

  /** The items in groups of this size, the groups sorted. */
  private static List<String> sorted(Answer answer, int size) {
    List<Answer> items = answer.items();
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < items.size(); i += size) {
      List<Answer> group = items.subList(i, Math.min(i + size, items.size()));
      groups.add(group.stream().map(Answer::raw).collect(Collectors.joining()));
    }
    Collections.sort(groups);
    return groups;
  }

  /** A scan that is whole in one step must show the same; a step of a longer one, nothing. */
  private static boolean sameScan(Request request, Answer ours, Answer theirs) {
    if (!sameKind(request, ours, theirs) || ours.items().size() != 2) return false;
    int cursor = request.name().equals("SCAN") ? 1 : 2;
    boolean whole = request.word(cursor).equals("0") && isZero(ours) && isZero(theirs);
    if (!whole) return true;
    int size = request.name().matches("[HZ]SCAN") ? 2 : 1;
    return sorted(ours.items().get(1), size).equals(sorted(theirs.items().get(1), size));
  }

  private static boolean isZero(Answer scan) {
    return scan.items().get(0).raw().equals("$1\r\n0\r\n");
  }

  private static boolean sameButId(Request request, Answer ours, Answer theirs) {
    return withoutId(ours).equals(withoutId(theirs));
  }

  private static List<Answer> withoutId(Answer hello) {
    List<Answer> items = new ArrayList<>(hello.items());
    int id = items.indexOf(new Answer("$2\r\nid\r\n"));
    if (id >= 0) items.remove(id + 1);
    return items;
  }

  /** The fields that no address, clock or allocator decides; of the others only the names. */
  private static boolean sameClient(Request request, Answer ours, Answer theirs) {
    return decided(ours).equals(decided(theirs));
  }

  private static List<String> decided(Answer client) {
    return Stream.of(client.raw().split("[ \n]"))
        .filter(field -> !field.startsWith("$"))
        .map(
            field ->
                field.matches("(name|flags|db|p?sub|ssub|multi|cmd|user|redir|resp)=.*")
                    ? field
                    : field.replaceAll("=.*", ""))
        .toList();
  }

  private static boolean sameInAnyWay(Request request, Answer ours, Answer theirs) {
    List<Answer> a = ours.items();
    List<Answer> b = theirs.items();
    return ours.head().equals(theirs.head())
        && IntStream.range(0, a.size())
            .allMatch(i -> a.get(i).equals(b.get(i)) || anyRow(request, a.get(i), b.get(i)));
  }

  private static boolean anyRow(Request request, Answer ours, Answer theirs) {
    return TABLE.stream()
        .filter(row -> !row.commands.contains("EXEC"))
        .anyMatch(row -> row.comparison.same(request, ours, theirs));
  }

  /**
   * Whether this may take rights from a client that waits or listens. Redis 7.0 then still gives it
   * what it has waited for; we refuse it, as Redis has since 7.2. And where a client that listens
   * takes channels from itself, Redis 7.0 frees it in the middle of its command, and crashes.
   */
  static boolean takesRights(Request request) {
    if (!request.name().equals("ACL") || !request.word(1).equals("SETUSER")) return false;
    String rules = request.toString();
    boolean givesAll = rules.contains("+@all") && rules.contains("allchannels");
    boolean isOfPassword = rules.matches("(?i).* default (nopass|resetpass)( .*)?");
    return !givesAll && !isOfPassword;
  }

  /**
   * Whether this changes the protocol in the middle of a transaction: Redis writes each reply in
   * the protocol of its moment, we write all in the last.
   */
  static boolean changesProtocol(Request queued) {
    return queued.name().equals("HELLO");
  }

  /**
   * Whether Redis looks for the keys of this command in other places than we do, and so may judge
   * otherwise whether a user may send it.
   */
  static boolean findsOtherKeys(Request request) {
    return switch (request.name()) {
      // Where one of two groups of keys is empty, Redis 7.0 finds no keys at all, and lets anybody
      // make this one. Here it is a key like any other.
      case "PFMERGE" -> request.arguments().size() == 2;
      // The same with a number of keys that is 0. And of one that is no number, such as 1e3, Redis
      // takes the digits that it begins with when it looks for keys, and then refuses it.
      case "ZUNION", "ZINTER", "ZDIFF", "ZINTERCARD", "SINTERCARD", "LMPOP", "ZMPOP" ->
          !isCount(request.word(1));
      case "ZUNIONSTORE", "ZINTERSTORE", "ZDIFFSTORE", "BLMPOP", "BZMPOP" ->
          !isCount(request.word(2));
      default -> false;
    };
  }

  private static boolean isCount(String word) {
    return word.matches("[1-9]\\d{0,17}");
  }
}
