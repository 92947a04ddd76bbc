package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;

/** Commands that no run should send: they would cost gigabytes, or their outcome is a race. */
final class Unfit {

  private static final Set<String> DEADLINE_SECOND =
      Set.of("SETEX", "PSETEX", "EXPIRE", "PEXPIRE", "RESTORE");

  private Unfit() {}

  static boolean test(Request request) {
    return endsDuringTheRun(request)
        || makesAHugeString(request)
        || asksForTheSameOverAndOver(request)
        || stopsTheServer(request)
        || waits(request)
        || leavesChanceBehind(request)
        || listsEverything(request);
  }

  /** A deadline from 1 ms to 10 s away would be met at different moments by the two servers. */
  private static boolean endsDuringTheRun(Request request) {
    for (int i = 0; i + 1 < request.arguments().size(); i++) {
      boolean relative = request.word(i).equals("EX") || request.word(i).equals("PX");
      if (relative && isBetween(request, i + 1, 1, 9999)) return true;
    }
    return DEADLINE_SECOND.contains(request.name()) && isBetween(request, 2, 1, 9999);
  }

  /** One offset can ask for 512 MB; and LCS takes the product of two lengths. */
  private static boolean makesAHugeString(Request request) {
    return switch (request.name()) {
      case "SETRANGE" -> isBetween(request, 2, 2_000, 1 << 29);
      case "SETBIT" -> isBetween(request, 2, 20_000, (1L << 32) - 1);
      case "BITFIELD" ->
          IntStream.range(2, request.arguments().size())
              .anyMatch(i -> isBetween(request, i, 20_000, Long.MAX_VALUE));
      default -> false;
    };
  }

  /** A negative count draws again and again: a billion members of a set of three. */
  private static boolean asksForTheSameOverAndOver(Request request) {
    return request.name().matches("[SHZ]RAND(MEMBER|FIELD)") && request.word(2).matches("-\\d{4,}");
  }

  /** The grammar waits a millisecond; only a mutation could make it long. */
  private static boolean waits(Request request) {
    int last = request.arguments().size() - 1;
    return switch (request.name()) {
      case "WAIT" -> !request.word(1).equals("0");
      case "BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH", "BZPOPMIN", "BZPOPMAX" ->
          !request.word(last).equals("0.001");
      case "BLMPOP", "BZMPOP" -> !request.word(1).equals("0.001");
      case "XREAD", "XREADGROUP" ->
          IntStream.rangeClosed(1, last).anyMatch(i -> request.word(i).equals("BLOCK"));
      default -> false;
    };
  }

  /** A random member gone, or an entry named by the moment: the two servers would drift apart. */
  private static boolean leavesChanceBehind(Request request) {
    return switch (request.name()) {
      case "SPOP" -> !request.word(2).equals("1000000");
      case "ZADD", "ZRANGESTORE" -> hasScoresWhereNamesCount(request);
      case "XADD" -> request.arguments().contains(Bytes.of("*"));
      case "SORT" -> storesEqualWeights(request);
      default -> false;
    };
  }

  /**
   * Weights that are texts, and may all be absent: which elements come first is nobody's promise.
   */
  private static boolean storesEqualWeights(Request request) {
    Set<String> words =
        IntStream.range(0, request.arguments().size())
            .mapToObj(request::word)
            .collect(Collectors.toSet());
    return words.containsAll(Set.of("ALPHA", "BY", "STORE"));
  }

  /** See {@link LexicalGrammar}. */
  private static boolean hasScoresWhereNamesCount(Request request) {
    if (!request.word(1).startsWith("LEX:")) return false;
    if (request.name().equals("ZRANGESTORE")) return !request.word(2).startsWith("LEX:");
    return IntStream.range(2, request.arguments().size())
        .mapToObj(request::word)
        .anyMatch(word -> word.matches("[-+]?\\.?[\\dI].*") && !word.equals("0"));
  }

  /** All commands, or all settings: ours lacks scripts and clusters, and has its own folder. */
  private static boolean listsEverything(Request request) {
    return switch (request.name()) {
      case "COMMAND" -> Set.of("", "COUNT", "LIST", "DOCS", "INFO").contains(request.word(1));
      case "CONFIG" -> request.arguments().contains(Bytes.of("*"));
      default -> false;
    };
  }

  /** Closes, or takes away the reply that every command should have. */
  private static boolean stopsTheServer(Request request) {
    return switch (request.name()) {
      case "SHUTDOWN",
          "DEBUG",
          "MONITOR",
          "SUBSCRIBE",
          "PSUBSCRIBE",
          "SSUBSCRIBE",
          "SYNC",
          "PSYNC",
          "REPLICAOF",
          "SLAVEOF",
          "FAILOVER" ->
          true;
      case "CLIENT" -> Set.of("REPLY", "PAUSE").contains(request.word(1));
      default -> false;
    };
  }

  private static boolean isBetween(Request request, int index, long least, long most) {
    if (index >= request.arguments().size()) return false;
    Bytes argument = request.arguments().get(index);
    String digits = argument.text().replace("#", "");
    if (!digits.matches("\\d{1,19}")) return false;
    BigInteger number = new BigInteger(digits);
    return number.compareTo(BigInteger.valueOf(least)) >= 0
        && number.compareTo(BigInteger.valueOf(most)) <= 0;
  }
}
