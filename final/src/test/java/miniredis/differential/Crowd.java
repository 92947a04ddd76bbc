package miniredis.differential;

import module java.base;

import miniredis.interop.RunningServer;

/**
 * Several clients of each server, who take turns. What a turn brings for others, an element for who
 * waits or a message for who listens, is compared as well: who gets it, and in which order.
 */
final class Crowd implements Stage {

  static final int CLIENTS = 4;

  /** How often to look whether a client waits, before its silence is taken for a fault. */
  private static final int MOST_LOOKS = 10_000;

  /** Stands for a command that waits. */
  private static final Answer WAITS = new Answer("(waits)");

  private final RunningServer ours;
  private final RunningServer theirs;
  private int compared;

  Crowd(Twins twins) {
    ours = twins.ours();
    theirs = twins.theirs();
  }

  @Override
  public int compared() {
    return compared;
  }

  @Override
  public Optional<Difference> play(Script script) {
    compared = 0;
    try (House a = new House(ours, script.protocol());
        House b = new House(theirs, script.protocol())) {
      for (int i = 0; i < script.requests().size(); i++) {
        Request request = script.requests().get(i);
        List<Said> our = a.turn(request);
        List<Said> their = b.turn(request);
        if (!same(our, their)) {
          return Optional.of(new Difference(i, request, shown(our), shown(their)));
        }
        compared += our.size();
        if (our.stream().anyMatch(said -> said.answer.equals(Answer.CLOSED))) break;
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Is our server alive? " + ours.isAlive() + "\n" + ours.log(), e);
    }
  }

  private static boolean same(List<Said> our, List<Said> their) {
    return our.size() == their.size()
        && IntStream.range(0, our.size()).allMatch(i -> our.get(i).isLike(their.get(i)));
  }

  private static Answer shown(List<Said> all) {
    return new Answer(
        all.stream()
            .map(said -> "client " + said.client + ": " + said.answer.raw())
            .collect(Collectors.joining(" ")));
  }

  /** What a server said to one of its clients, and to what. */
  private record Said(int client, Request request, Answer answer) {

    boolean isLike(Said other) {
      return client == other.client && Explained.same(request, answer, other.answer);
    }
  }

  /** One server with its clients, and one more that sees how they are. */
  private static final class House implements AutoCloseable {

    private final Line porter;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();

    /** What each client waits for, or null. */
    private final Request[] waiting = new Request[CLIENTS];

    House(RunningServer server, int protocol) throws IOException {
      porter = new Line(server.connect());
      porter.ask("FLUSHALL");
      for (int i = 0; i < CLIENTS; i++) {
        Line line = new Line(server.connect());
        lines.add(line);
        if (protocol == 3) line.ask("HELLO", "3");
        ids.add("" + line.ask("CLIENT", "ID").integer().orElseThrow());
      }
    }

    /** One who waits has no turn, unless all do: then this one is told to wait no longer. */
    List<Said> turn(Request request) throws IOException {
      int client = request.client();
      List<Said> said = new ArrayList<>();
      if (waiting[client] == null) {
        said.add(new Said(client, request, ask(client, request)));
      } else if (Stream.of(waiting).allMatch(Objects::nonNull)) {
        porter.ask("CLIENT", "UNBLOCK", ids.get(client), "ERROR");
      }
      if (porter.ask("PING").equals(Answer.CLOSED)) throw new EOFException("the porter is gone");
      for (int i = 0; i < CLIENTS; i++) hear(i, request, said);
      return said;
    }

    private Answer ask(int client, Request request) throws IOException {
      Line line = lines.get(client);
      line.send(List.of(request));
      if (!BlockingGrammar.waits(request)) return line.receive();
      for (int i = 0; i < MOST_LOOKS && !line.hasAnswer(); i++) {
        if (!isBlocked(client)) continue;
        waiting[client] = request;
        return WAITS;
      }
      return line.receive();
    }

    private boolean isBlocked(int client) {
      String flags = porter.ask("CLIENT", "LIST", "ID", ids.get(client)).raw();
      return flags.matches("(?s).* flags=\\w*b.*");
    }

    /** Whatever came without being asked for, or late. */
    private void hear(int client, Request request, List<Said> said) throws IOException {
      Line line = lines.get(client);
      while (line.hasAnswer()) {
        Request asked = waiting[client] == null ? request : waiting[client];
        waiting[client] = null;
        said.add(new Said(client, asked, line.receive()));
      }
    }

    @Override
    public void close() throws IOException {
      for (Line line : lines) line.close();
      porter.close();
    }
  }
}
