package miniredis.differential;

import module java.base;

/** What a client is sent without having asked for it, and what of its order Redis leaves open. */
final class Messages {

  private static final Pattern KIND =
      Pattern.compile("\\$\\d+\r\n([ps]?message|[ps]?(un)?subscribe)\r\n");

  /** How a message of client-side caching begins, in RESP3 and, on a channel, in either. */
  private static final Pattern INVALIDATION =
      Pattern.compile(
          ">2\r\n\\$10\r\ninvalidate\r\n"
              + "|[*>]3\r\n\\$7\r\nmessage\r\n\\$20\r\n__redis__:invalidate\r\n");

  /** How a keyspace event begins that is heard by the name of its channel or by a pattern. */
  private static final Pattern EVENT =
      Pattern.compile(
          "[*>]3\r\n\\$7\r\nmessage\r\n\\$\\d+\r\n__key"
              + "|[*>]4\r\n\\$8\r\npmessage\r\n\\$\\d+\r\n[^\r]*\r\n\\$\\d+\r\n__key");

  /** How any message begins. */
  private static final Pattern MESSAGE =
      Pattern.compile("[*>][34]\r\n\\$[78]\r\n[ps]?message\r\n|>2\r\n\\$10\r\ninvalidate\r\n");

  private Messages() {}

  /** All answers and messages in these bytes, as far as they are whole. */
  static List<Answer> all(String raw) {
    InputStream in = new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1));
    List<Answer> all = new ArrayList<>();
    try {
      while (in.available() > 0) all.add(Answer.read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** Whether it is a message, or the confirmation of a subscription, which is sent as one. */
  static boolean test(Answer answer) {
    if (answer.raw().startsWith(">")) return true;
    if (!answer.raw().startsWith("*")) return false;
    List<Answer> items = answer.items();
    return !items.isEmpty() && items.size() > 2 && KIND.matcher(items.getFirst().raw()).matches();
  }

  /** The same bytes with those of client-side caching, wherever they stood, sorted at the end. */
  static String invalidationsLast(String raw) {
    return last(INVALIDATION, raw, List::sort);
  }

  static String withoutInvalidations(String raw) {
    return last(INVALIDATION, raw, (taken, _) -> taken.clear());
  }

  /** The same bytes with the keyspace events, wherever they stood, at the end. */
  static String eventsLast(String raw) {
    return last(EVENT, raw, (_, _) -> {});
  }

  /** The same bytes with all messages at the end, those that stood inside of a reply among them. */
  static String messagesLast(String raw) {
    return last(MESSAGE, raw, (_, _) -> {});
  }

  private static String last(
      Pattern which, String raw, BiConsumer<List<String>, Comparator<String>> order) {
    StringBuilder rest = new StringBuilder();
    List<String> taken = new ArrayList<>();
    int from = 0;
    for (Matcher next = which.matcher(raw); next.find(from); ) {
      rest.append(raw, from, next.start());
      taken.add(all(raw.substring(next.start())).getFirst().raw());
      from = next.start() + taken.getLast().length();
    }
    order.accept(taken, Comparator.naturalOrder());
    return rest.append(raw.substring(from)).append(String.join("", taken)).toString();
  }

  /** All messages sorted at the end, the replies before them. */
  static List<Answer> messagesLast(List<Answer> sent) {
    return Stream.concat(
            sent.stream().filter(Predicate.not(Messages::test)),
            sent.stream().filter(Messages::test).sorted(Comparator.comparing(Answer::raw)))
        .toList();
  }

  /**
   * The patterns of one message, and the names in an answer to UNSUBSCRIBE without any, come in the
   * order of a hash table; and the id in an answer to HELLO is that of the connection.
   */
  static List<String> ordered(List<Answer> sent) {
    List<String> ordered = new ArrayList<>();
    for (int from = 0; from < sent.size(); ) {
      int to = from + 1;
      while (to < sent.size() && kind(sent.get(to)).equals(kind(sent.get(from)))) to++;
      List<Answer> run = sent.subList(from, to);
      if (!kind(run.getFirst()).isEmpty()) ordered.addAll(inAnyOrder(run));
      else ordered.add(run.getFirst().raw().replaceAll("id\r\n:\\d+", "id\r\n:0"));
      from = kind(run.getFirst()).isEmpty() ? from + 1 : to;
    }
    return ordered;
  }

  /** Which answers next to each other may change places; empty if this one may not. */
  private static String kind(Answer answer) {
    List<Answer> items = answer.items();
    if (items.isEmpty()) return "";
    String first = items.getFirst().raw();
    if (first.endsWith("unsubscribe\r\n")) return first;
    if (!first.endsWith("pmessage\r\n") || items.size() < 4) return "";
    return first + items.get(2) + items.get(3);
  }

  /** The second item of each answer is what may be elsewhere: the names come in their order. */
  private static List<String> inAnyOrder(List<Answer> run) {
    List<Answer> names =
        run.stream()
            .map(each -> each.items().get(1))
            .sorted(Comparator.comparing(Answer::raw))
            .toList();
    List<String> ordered = new ArrayList<>();
    for (int i = 0; i < run.size(); i++) {
      List<Answer> items = run.get(i).items();
      items.set(1, names.get(i));
      ordered.add(run.get(i).with(items).raw());
    }
    return ordered;
  }
}
