package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * What happens to a server with very many keys, in the order in which they come: each finds what
 * the one before has left. The first one begins with an empty server, and the last one leaves one.
 */
enum Wave {
  /**
   * Keys are added from half of them to all: somewhere in between, a table whose sizes double has
   * become full, whatever share of it must be free.
   */
  RESIZE {
    @Override
    void prepare(Filled filled) throws IOException {
      filled.server().load(Stream.of(Fill.request("FLUSHALL")));
      filled.add(0, filled.keys() / 2, AT_ONCE);
    }

    @Override
    void happen(Filled filled, Client client) throws IOException {
      filled.add(filled.keys() / 2, filled.keys(), ADDED_AT_ONCE);
    }

    @Override
    String name(int keys) {
      return "growth to %,d keys".formatted(keys);
    }
  },
  NOTHING {
    @Override
    void happen(Filled filled, Client client) throws IOException {
      pause(QUIET.toMillis());
    }
  },
  BGSAVE {
    @Override
    void happen(Filled filled, Client client) throws IOException {
      untilOver(client, "rdb_bgsave_in_progress", "BGSAVE");
    }
  },
  BGREWRITEAOF {
    @Override
    void happen(Filled filled, Client client) throws IOException {
      untilOver(client, "aof_rewrite_in_progress", "BGREWRITEAOF");
    }
  },
  EXPIRY {
    @Override
    void prepare(Filled filled) throws IOException {
      filled.addMortals(mortals(filled.keys()));
    }

    @Override
    void happen(Filled filled, Client client) throws IOException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (count(client) > filled.keys()) {
        if (System.nanoTime() > end) throw new IOException("keys that are due are still counted");
        pause(LOOK_MILLIS);
      }
    }

    @Override
    String name(int keys) {
      return "expiry of %,d keys".formatted(mortals(keys));
    }
  },
  FLUSHALL {
    @Override
    void happen(Filled filled, Client client) throws IOException {
      accepted(client.call("FLUSHALL"));
    }
  },
  FLUSHALL_ASYNC {
    @Override
    void prepare(Filled filled) throws IOException {
      filled.add(0, filled.keys(), AT_ONCE);
    }

    @Override
    void happen(Filled filled, Client client) throws IOException {
      accepted(client.call("FLUSHALL", "ASYNC"));
    }
  };

  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int LOOK_MILLIS = 20;
  private static final int AT_ONCE = 1000;
  private static final int ADDED_AT_ONCE = 100;

  /** Makes a server ready, which is not measured. */
  void prepare(Filled filled) throws IOException {}

  /** What is measured; returns when it is over. */
  abstract void happen(Filled filled, Client client) throws IOException;

  /** As the table has it. */
  String name(int keys) {
    return this == NOTHING ? "nothing" : name().replace('_', ' ');
  }

  /** So many keys expire: a million of ten million. */
  private static int mortals(int keys) {
    return keys / 10;
  }

  private static void untilOver(Client client, String field, String command) throws IOException {
    client.send(command);
    client.flush();
    StopsBench.Progress progress = new StopsBench.Progress(client, field);
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (progress.goesOn()) {
        if (System.nanoTime() > end) throw new IOException("not over after ten minutes");
        pause(LOOK_MILLIS);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static long count(Client client) throws IOException {
    Reply reply = client.call("DBSIZE");
    if (reply instanceof Reply.Int(long keys)) return keys;
    throw new IOException("DBSIZE: " + reply);
  }

  private static void accepted(Reply reply) throws IOException {
    if (reply instanceof Reply.Error(Bytes text)) throw new IOException(text.text());
  }

  /** Waits for so long. */
  static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }
}
