package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.interop.RunningServer;

/**
 * Several clients of each server, who take turns; each speaks the protocol that it asks for, waits,
 * listens, tracks, logs in, is sent away and comes again. After each turn everything that each of
 * them was sent is compared, whether asked for or not.
 *
 * <p>When a turn is over is known without a mark that the clients would have to send themselves,
 * which would disturb their transactions: a porter has asked twice, and each server does the next
 * round of its loop only when all that the last one had to say is out.
 */
final class Assembly implements Stage, AutoCloseable {

  static final int CLIENTS = 4;

  /** How often to listen again before two servers are said to differ. */
  private static final int MOST_LOOKS = 100;

  private static final Answer QUEUED = new Answer("+QUEUED\r\n");

  /** Whoever sends one of these finds keys in the order of a hash table, dead ones among them. */
  private static final Set<String> IN_ANY_ORDER = Set.of("SORT", "SORT_RO", "SCAN", "KEYS");

  private final AclAnswers rules;
  private final House ours;
  private final House theirs;
  private final Member[] members = new Member[CLIENTS];
  private final Map<String, Integer> seen = new TreeMap<>();
  private int compared;

  Assembly(Twins twins, AclAnswers rules) throws IOException {
    this.rules = rules;
    ours = new House(twins.ours());
    theirs = new House(twins.theirs());
  }

  @Override
  public int compared() {
    return compared;
  }

  /** How often what happened, to see that everything did. */
  Map<String, Integer> seen() {
    return seen;
  }

  @Override
  public Optional<Difference> play(Script script) {
    compared = 0;
    try {
      ours.clear();
      theirs.clear();
      Arrays.setAll(members, _ -> new Member());
      List<Request> all = script.requests();
      for (int from = 0, to; from < all.size(); from = to) {
        to = endOfTurn(all, from);
        if (turn(all.subList(from, to))) continue;
        Difference found = new Difference(to - 1, all.get(to - 1), ours.shown(), theirs.shown());
        return Optional.of(found);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Is our server alive?\n" + ours.server.log() + script, e);
    }
  }

  /** A turn is what one client says without being interrupted, up to what has no single answer. */
  private static int endOfTurn(List<Request> all, int from) {
    int to = from;
    do if (endsTurn(all.get(to++))) return to;
    while (to < all.size()
        && all.get(to).client() == all.get(from).client()
        && !all.get(to).name().equals("RESET"));
    return to;
  }

  /**
   * After RESET a client may be nobody. Redis allows those next to nothing: neither what it had to
   * say to them before, if they have not read it, nor more than ten arguments.
   */
  private static boolean endsTurn(Request request) {
    return request.name().endsWith("SUBSCRIBE")
        || request.name().equals("RESET")
        || request.name().equals("EXEC")
        || BlockingGrammar.waits(request);
  }

  /** One who waits has no turn, unless all do: then this one is told to wait no longer. */
  private boolean turn(List<Request> requests) throws IOException {
    int client = requests.getFirst().client();
    if (members[client].waiting != null) {
      if (!Stream.of(members).allMatch(each -> each.waiting != null)) return true;
      ours.unblock(client);
      theirs.unblock(client);
      return outcome(client, List.of());
    }
    if (takesRights(members[client], requests) && isFelt(members[client])) return true;
    ours.send(requests);
    theirs.send(requests);
    compared += requests.size();
    requests.forEach(this::noteWhoIsTold);
    members[client].hasSubscribed |= requests.getLast().name().endsWith("SUBSCRIBE");
    return outcome(client, requests);
  }

  private static boolean takesRights(Member member, List<Request> requests) {
    boolean runs = requests.getLast().name().equals("EXEC");
    return Stream.concat(requests.stream(), runs ? member.queued.stream() : Stream.empty())
        .anyMatch(Explained::takesRights);
  }

  /**
   * Who waited takes its element in its own name in Redis, and from a list without saying that the
   * key has changed once more; here it is one change with what brought the element.
   */
  private boolean somebodyIsServed() {
    return IntStream.range(0, CLIENTS)
        .anyMatch(
            each ->
                members[each].waiting != null && !replies(ours.heard[each].toString()).isEmpty());
  }

  private boolean isFelt(Member by) {
    return by.hasSubscribed || Stream.of(members).anyMatch(each -> each.waiting != null);
  }

  private boolean outcome(int client, List<Request> requests) throws IOException {
    for (int i = 0; i < MOST_LOOKS; i++) {
      ours.ping();
      theirs.ping();
      ours.listen();
      theirs.listen();
      if (!isAnswered(client, requests) || !isSame(client, requests)) continue;
      for (int each = 0; each < CLIENTS; each++) after(each, client, requests);
      return true;
    }
    return false;
  }

  private void noteWhoIsTold(Request request) {
    if (!request.word(1).equals("TRACKING")) return;
    for (int i = 0; i < CLIENTS; i++) {
      boolean named = request.arguments().contains(Bytes.of("@" + i));
      members[i].isToldOfOthers |= named && i != request.client();
    }
  }

  private boolean isAnswered(int client, List<Request> requests) {
    if (requests.isEmpty() || ours.isClosed(client)) return true;
    boolean mayWait = BlockingGrammar.waits(requests.getLast());
    long replies = replies(ours.heard[client].toString()).size();
    return replies >= requests.size() - (mayWait ? 1 : 0) || endsInAMessage(requests);
  }

  /** Whether the last answer may be nothing but messages. */
  private static boolean endsInAMessage(List<Request> requests) {
    return requests.getLast().name().endsWith("SUBSCRIBE");
  }

  private static List<Answer> replies(String heard) {
    return Messages.all(heard).stream().filter(Predicate.not(Messages::test)).toList();
  }

  private boolean isSame(int client, List<Request> requests) {
    boolean anyOrder = requests.stream().anyMatch(each -> isInAnyOrder(each, client));
    return IntStream.range(0, CLIENTS)
        .allMatch(each -> isSame(each, each == client ? requests : List.of(), anyOrder));
  }

  private boolean isInAnyOrder(Request request, int client) {
    if (!request.name().equals("EXEC")) return IN_ANY_ORDER.contains(request.name());
    return members[client].queued.stream().anyMatch(each -> IN_ANY_ORDER.contains(each.name()));
  }

  private boolean isSame(int client, List<Request> requests, boolean anyOrder) {
    if (ours.isClosed(client) != theirs.isClosed(client)) return false;
    String our = ours.heard[client].toString();
    String their = theirs.heard[client].toString();
    if (our.equals(their)) return true;
    Member member = members[client];
    boolean exec = requests.stream().anyMatch(each -> each.name().equals("EXEC"));
    if (exec
        && Stream.concat(member.queued.stream(), requests.stream())
            .anyMatch(Explained::changesProtocol)) return true;
    List<Request> asked = member.waiting == null ? requests : List.of(member.waiting);
    List<Answer> a = comparable(our, client, anyOrder, exec);
    List<Answer> b = comparable(their, client, anyOrder, exec);
    if (a.size() != b.size()) return false;
    List<Request> queue = new ArrayList<>(member.queued);
    for (int i = 0, reply = 0; i < a.size(); i++) {
      if (Messages.test(a.get(i)) || asked.isEmpty()) {
        if (!ours.named(a.get(i)).equals(theirs.named(b.get(i)))) return false;
        continue;
      }
      Request to = asked.get(Math.min(reply++, asked.size() - 1));
      if (to.name().equals("EXEC")) {
        return isSame(queue, a.subList(i, a.size()), b.subList(i, b.size()));
      }
      if (!isSameAnswer(to, a.get(i), b.get(i))) return false;
      queue(queue, to, a.get(i));
    }
    return true;
  }

  /** What stands in the queue of a transaction after this answer to this request. */
  private static void queue(List<Request> queue, Request asked, Answer answer) {
    if (answer.equals(QUEUED)) queue.add(asked);
    else if (Set.of("EXEC", "DISCARD", "RESET").contains(asked.name())) queue.clear();
  }

  /**
   * What {@link TrackingDifferentialTest} says of messages about what others read holds here. And
   * in Redis it depends on the command whether a client that listens to the events of its own
   * commands, in RESP3, hears of them before it gets its reply, or after, or in the middle of what
   * EXEC replies; here it is before.
   */
  private List<Answer> comparable(String heard, int client, boolean anyOrder, boolean exec) {
    String sent = heard.replaceAll("invalidate\r\n(\\$-1|_|\\*-1)\r\n", "invalidate\r\n_\r\n");
    if (somebodyIsServed()) sent = Messages.withoutInvalidations(sent);
    if (members[client].isToldOfOthers) sent = Messages.invalidationsLast(sent);
    sent = exec ? Messages.messagesLast(sent) : Messages.eventsLast(sent);
    List<Answer> all = ordered(sent);
    return anyOrder ? Messages.messagesLast(all) : all;
  }

  /** Whether all is the same that EXEC has been answered with. */
  private boolean isSame(List<Request> queue, List<Answer> our, List<Answer> their) {
    Iterator<Request> next = queue.iterator();
    List<Answer> a = parts(our);
    List<Answer> b = parts(their);
    if (a.size() != b.size()) return false;
    for (int i = 0; i < a.size(); i++) {
      if (Messages.test(a.get(i))) {
        if (!ours.named(a.get(i)).equals(theirs.named(b.get(i)))) return false;
        continue;
      }
      Request to = answered(a.get(i), next);
      if (a.get(i).equals(b.get(i))) continue;
      if (to == null || !isSameAnswer(to, a.get(i), b.get(i))) return false;
    }
    return our.getFirst().head().equals(their.getFirst().head());
  }

  /**
   * The parts of what EXEC replies. Redis counts one for a SUBSCRIBE, and sends one a channel: so
   * some stand behind the end.
   */
  private static List<Answer> parts(List<Answer> sent) {
    String raw = sent.stream().map(Answer::raw).collect(Collectors.joining());
    return ordered(raw.substring(sent.getFirst().head().length()));
  }

  private static List<Answer> ordered(String raw) {
    return Messages.ordered(Messages.all(raw)).stream().map(Answer::new).toList();
  }

  private static boolean isRefusalToSubscribe(Answer answer) {
    return answer.raw().matches("(?is)-(ERR SSUBSCRIBE|NOPERM.*(subscribe|channels)).*");
  }

  /** The next of the queue that is answered at all, and not by messages; null behind its end. */
  private static Request answered(Answer answer, Iterator<Request> queue) {
    while (queue.hasNext()) {
      Request next = queue.next();
      if (!next.name().endsWith("SUBSCRIBE") || isRefusalToSubscribe(answer)) return next;
    }
    return null;
  }

  private boolean isSameAnswer(Request asked, Answer our, Answer their) {
    return switch (asked.name()) {
      case "ACL" -> rules.comparable(our.raw()).equals(rules.comparable(their.raw()));
      case "CLIENT" -> Explained.same(asked, ours.named(our), theirs.named(their));
      default -> Explained.same(asked, our, their);
    };
  }

  private void after(int client, int actor, List<Request> requests) {
    Member member = members[client];
    Messages.all(ours.heard[client].toString()).forEach(this::count);
    List<Answer> replies = replies(ours.heard[client].toString());
    if (ours.isClosed(client)) {
      if (!member.isGone) seen.merge("closed", 1, Integer::sum);
      members[client] = new Member();
      members[client].isGone = true;
      members[client].isToldOfOthers = member.isToldOfOthers;
    } else if (member.waiting != null) {
      if (!replies.isEmpty()) member.waiting = null;
    } else if (client == actor) {
      member.isGone = false;
      afterOwn(member, requests, replies);
    }
  }

  private void afterOwn(Member member, List<Request> requests, List<Answer> replies) {
    for (int i = 0; i < Math.min(requests.size(), replies.size()); i++) {
      Request asked = requests.get(i);
      Answer answer = replies.get(i);
      if (asked.name().equals("EXEC")) {
        seen.merge("EXEC " + outcome(answer), 1, Integer::sum);
      }
      queue(member.queued, asked, answer);
      if (asked.name().equals("RESET")) member.hasSubscribed = false;
    }
    if (replies.size() >= requests.size() || endsInAMessage(requests)) return;
    member.waiting = requests.getLast();
    seen.merge("waits", 1, Integer::sum);
  }

  private static String outcome(Answer ofExec) {
    if (ofExec.isError()) return "is refused";
    return ofExec.isAggregate() && !ofExec.head().equals("*-1\r\n") ? "runs" : "is given up";
  }

  private void count(Answer sent) {
    if (sent.isError()) seen.merge(sent.raw().split("[ \r]")[0], 1, Integer::sum);
    if (!Messages.test(sent)) return;
    String kind = sent.items().getFirst().raw().replaceFirst("\\$\\d+\r\n", "").strip();
    seen.merge(sent.raw().charAt(0) + kind, 1, Integer::sum);
  }

  @Override
  public void close() throws IOException {
    ours.close();
    theirs.close();
  }

  /** What is known of a client, here and there. */
  private static final class Member {

    /** What it waits for, or null. */
    Request waiting;

    /** The commands of its open transaction. */
    final List<Request> queued = new ArrayList<>();

    /** Whether messages about what others read may go to it. */
    boolean isToldOfOthers;

    /** Whether it may have subscribed to something. */
    boolean hasSubscribed;

    /** Whether its connection has ended; it comes again with its next turn. */
    boolean isGone;
  }

  /** One server with its clients, and a porter whom no rule touches. */
  private static final class House implements AutoCloseable {

    private static final Pattern ID =
        Pattern.compile("(redirect\r\n:|redir-broken\r\n:|redir=|(?:^|\n):)(\\d+)(?=[ \r])");

    private static final Answer PONG = new Answer("+PONG\r\n");

    private final RunningServer server;
    private final Line porter;
    private final Wire[] wires = new Wire[CLIENTS];
    private final String[] ids = new String[CLIENTS];
    private final Map<String, String> names = new HashMap<>();
    private final StringBuilder[] heard = new StringBuilder[CLIENTS];

    House(RunningServer server) throws IOException {
      this.server = server;
      porter = new Line(server.connect());
      ok("ACL", "SETUSER", "porter", "on", "nopass", "allkeys", "allchannels", "+@all");
      ok("AUTH", "porter", "x");
      ok("DEBUG", "SET-ACTIVE-EXPIRE", "0");
      Arrays.setAll(heard, _ -> new StringBuilder());
    }

    private void ok(String... words) {
      Answer answer = porter.ask(words);
      if (!answer.raw().equals("+OK\r\n")) throw new AssertionError(List.of(words) + ": " + answer);
    }

    /** As after the start, with new clients. */
    void clear() throws IOException {
      for (Wire each : wires) if (each != null) each.close();
      while (!porter.ask("INFO", "clients").raw().contains("connected_clients:1\r")) {
        Thread.onSpinWait();
      }
      porter.ask("ACL", "DELUSER", "u", "w");
      ok("ACL", "SETUSER", "default", "reset", "on", "nopass", "allkeys", "allchannels", "+@all");
      ok("ACL", "LOG", "RESET");
      ok("CONFIG", "SET", "notify-keyspace-events", "");
      ok("FLUSHALL");
      names.clear();
      for (int i = 0; i < CLIENTS; i++) admit(i);
    }

    private void admit(int client) throws IOException {
      wires[client] = new Wire(server);
      Pattern line =
          Pattern.compile("id=(\\d+) addr=127\\.0\\.0\\.1:" + wires[client].localPort() + " ");
      Matcher matcher;
      do matcher = line.matcher(porter.ask("CLIENT", "LIST").raw());
      while (!matcher.find());
      ids[client] = matcher.group(1);
      names.put(ids[client], "@" + client);
    }

    void send(List<Request> requests) throws IOException {
      int client = requests.getFirst().client();
      for (StringBuilder each : heard) each.setLength(0);
      if (isClosed(client)) {
        wires[client].close();
        admit(client);
      }
      wires[client].send(requests.stream().map(this::addressed).toList());
    }

    private Request addressed(Request request) {
      return new Request(
          request.arguments().stream()
              .map(word -> word.text().matches("@[0-3]") ? id(word) : word)
              .toList());
    }

    private Bytes id(Bytes name) {
      return Bytes.of(ids[name.text().charAt(1) - '0']);
    }

    void unblock(int client) {
      for (StringBuilder each : heard) each.setLength(0);
      porter.ask("CLIENT", "UNBLOCK", ids[client], "ERROR");
    }

    /** Asks for the first time; the answer is {@link #listen}'s. */
    void ping() {
      porter.send(List.of(Request.of("PING")));
    }

    void listen() throws IOException {
      Answer first = porter.receive();
      if (!first.equals(PONG) || !porter.ask("PING").equals(PONG)) {
        throw new EOFException("the porter is gone: " + first + server.log());
      }
      for (int i = 0; i < CLIENTS; i++) wires[i].readInto(heard[i]);
    }

    boolean isClosed(int client) {
      return wires[client].isClosed();
    }

    /** With the clients' names in place of their ids. */
    Answer named(Answer answer) {
      return new Answer(ID.matcher(answer.raw()).replaceAll(this::named));
    }

    private String named(MatchResult id) {
      // Whoever is gone has no name any more, though its successor may have the same id.
      boolean gone = id.group(1).startsWith("redir-broken");
      String name = gone ? "gone" : names.getOrDefault(id.group(2), id.group(2));
      return Matcher.quoteReplacement(id.group(1) + name);
    }

    Answer shown() {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < CLIENTS; i++) {
        if (!heard[i].isEmpty()) all.append("client ").append(i).append(": ").append(heard[i]);
        if (isClosed(i)) all.append("client ").append(i).append(" is gone ");
      }
      return new Answer(all.isEmpty() ? "(nothing)" : all.toString());
    }

    @Override
    public void close() throws IOException {
      for (Wire each : wires) if (each != null) each.close();
      porter.close();
    }
  }
}
