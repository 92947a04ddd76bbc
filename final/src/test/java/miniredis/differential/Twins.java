package miniredis.differential;

import module java.base;

import miniredis.bytes.BytesBuilder;
import miniredis.interop.RunningServer;

/** Our server and real Redis, which get the same commands. */
final class Twins implements Stage, AutoCloseable {

  /** Enough that the network costs little, and little enough that no buffer on the way fills up. */
  private static final int BATCH_REQUESTS = 100;

  private static final int BATCH_BYTES = 30_000;

  private final RunningServer ours;
  private final RunningServer theirs;
  private int compared;

  Twins(String... options) {
    ours = RunningServer.ours(options);
    try {
      theirs = RunningServer.redis(options);
    } catch (RuntimeException | Error e) {
      ours.close();
      throw e;
    }
  }

  /** By one connection to each, whoever the script says it is from. */
  @Override
  public Optional<Difference> play(Script script) {
    try (Line a = new Line(ours.connect());
        Line b = new Line(theirs.connect())) {
      List<Request> all = new ArrayList<>();
      all.add(Request.of("FLUSHALL"));
      if (script.protocol() == 3) all.add(Request.of("HELLO", "3"));
      int before = all.size();
      compared = 0;
      all.addAll(script.requests());
      for (int from = 0; from < all.size(); ) {
        int to = endOfBatch(all, from);
        a.send(all.subList(from, to));
        b.send(all.subList(from, to));
        for (; from < to; from++) {
          Answer our = a.receive();
          Answer their = b.receive();
          if (!Explained.same(all.get(from), our, their)) {
            return Optional.of(new Difference(from - before, all.get(from), our, their));
          }
          compared++;
          if (our.equals(Answer.CLOSED)) return Optional.empty();
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Is our server alive? " + ours.isAlive() + "\n" + ours.log(), e);
    }
  }

  @Override
  public int compared() {
    return compared;
  }

  RunningServer ours() {
    return ours;
  }

  RunningServer theirs() {
    return theirs;
  }

  /** Whether our server has this command; what it says to three question marks tells. */
  boolean knows(Family.Row row) {
    try (Line line = new Line(ours.connect())) {
      String words = row.name().replace('|', ' ') + " ? ? ?";
      line.send(List.of(Request.of(words.split(" "))));
      return !line.receive().raw().matches("(?s)-ERR unknown (sub)?command.*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int endOfBatch(List<Request> all, int from) {
    int bytes = 0;
    int to = from;
    while (to < all.size() && to < from + BATCH_REQUESTS && bytes < BATCH_BYTES) {
      BytesBuilder one = new BytesBuilder(256);
      all.get(to++).encode(one);
      bytes += one.length();
    }
    return to;
  }

  @Override
  public void close() {
    ours.close();
    theirs.close();
  }
}
