package miniredis.probe;

import module java.base;

import miniredis.bytes.Json;

/**
 * What one part of a server looks like at a moment. Immutable.
 *
 * <p>Two views are equal if there is nothing new to tell: what only goes on by itself, as a time to
 * live that runs down, makes no difference.
 */
sealed interface View {

  /** So many rows of a view are shown at the most. */
  int MOST_ROWS = 60;

  /** So many slots of a table. */
  int MOST_CELLS = 256;

  /** So many tables. */
  int MOST_TABLES = 8;

  /** A deadline that there is not. */
  long NEVER = -1;

  /**
   * Writes its fields into an object that has been begun.
   *
   * @param now by the server's clock, in Unix milliseconds
   */
  void write(Json out, long now);

  /**
   * One key; {@code encoding} and {@code bytes} are null and -1 where the server has no such thing.
   *
   * @param deadline in Unix milliseconds, or {@link #NEVER}
   */
  record Row(String key, String type, String value, long deadline, String encoding, long bytes) {

    private void write(Json out, long now) {
      out.beginObject().name("key").text(key).name("type").text(type).name("value").text(value);
      out.name("ttl");
      if (deadline == NEVER) out.nothing();
      else out.number(Math.max(0, deadline - now));
      if (deadline != NEVER && deadline <= now) out.name("dead").truth(true);
      if (encoding != null) out.name("encoding").text(encoding);
      if (bytes >= 0) out.name("bytes").number(bytes);
      out.endObject();
    }
  }

  /** Some keys in the order of their names, dead ones that are still in memory too. */
  record Keyspace(List<Row> rows, long size) implements View {
    @Override
    public void write(Json out, long now) {
      list(out, "rows", rows, row -> row.write(out, now));
      out.name("size").number(size).name("more").number(size - rows.size());
    }
  }

  /**
   * One table of hashes.
   *
   * @param every the distance between two slots that are shown; 1 if all are
   * @param cells 0 empty, 1 full, 2 full with a collision
   */
  record Table(int slots, int used, int every, List<Integer> cells) {

    private void write(Json out) {
      out.beginObject().name("slots").number(slots).name("used").number(used);
      out.name("every").number(every);
      list(out, "cells", cells, cell -> out.number(cell));
      out.endObject();
    }
  }

  /**
   * The tables of keys: one, or the first of those that a large one is made of.
   *
   * @param count how many tables there are
   */
  record Dictionary(long size, List<Table> tables, int count) implements View {
    @Override
    public void write(Json out, long now) {
      out.name("size").number(size);
      list(out, "tables", tables, table -> table.write(out));
      out.name("count").number(count);
    }
  }

  /** A key and the moment of its death, in Unix milliseconds. */
  record Deadline(String key, long moment) {}

  /**
   * The search for dead keys.
   *
   * @param count how often it has looked
   * @param removed how many keys it has removed so far
   * @param last how many it removed when it last found any
   */
  record Sweeps(long count, long removed, long last) {

    static final Sweeps NONE = new Sweeps(0, 0, 0);

    /** It looks ten times a second: that alone is no news. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Sweeps that && removed == that.removed && last == that.last;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(removed);
    }
  }

  /** The keys that die next, the nearest first. */
  record Deadlines(List<Deadline> rows, long size, Sweeps sweeps) implements View {
    @Override
    public void write(Json out, long now) {
      list(
          out,
          "rows",
          rows,
          row -> {
            out.beginObject().name("key").text(row.key());
            out.name("in").number(row.moment() - now).endObject();
          });
      out.name("size").number(size).name("more").number(size - rows.size());
      out.name("sweeps").beginObject().name("count").number(sweeps.count());
      out.name("removed").number(sweeps.removed()).name("last").number(sweeps.last()).endObject();
    }
  }

  /** How a collection is kept: the bytes of each of its packs, or none where it is a table. */
  record Encoded(String key, String encoding, List<Long> nodes, int more) {}

  /** The collections. */
  record Encodings(List<Encoded> rows, long more) implements View {
    @Override
    public void write(Json out, long now) {
      list(
          out,
          "rows",
          rows,
          row -> {
            out.beginObject().name("key").text(row.key()).name("encoding").text(row.encoding());
            list(out, "nodes", row.nodes(), out::number);
            out.name("more").number(row.more()).endObject();
          });
      out.name("more").number(more);
    }
  }

  /**
   * The log.
   *
   * @param written bytes that the system has
   * @param forced how many of them are on the disk
   * @param tail the last bytes written, in Base64
   * @param tailFrom the place of the tail's first byte in the file
   */
  record Log(
      String path,
      long written,
      long forced,
      String tail,
      long tailFrom,
      String policy,
      boolean rewriting)
      implements View {
    @Override
    public void write(Json out, long now) {
      out.name("path").text(path).name("written").number(written).name("forced").number(forced);
      out.name("tail").text(tail).name("tailFrom").number(tailFrom).name("policy").text(policy);
      out.name("rewriting").truth(rewriting);
    }
  }

  /**
   * The snapshot that is being taken, or the last one.
   *
   * @param saved keys that are saved
   * @param total keys that there were at its beginning
   * @param kept those that were saved because a command was about to change them
   */
  record Snapshot(boolean running, long saved, long total, long kept) implements View {
    @Override
    public void write(Json out, long now) {
      out.name("running").truth(running).name("saved").number(saved);
      out.name("total").number(total).name("kept").number(kept);
    }
  }

  /** A key that was evicted, or may be next, and why. */
  record Candidate(String key, String why) {

    private void write(Json out) {
      out.beginObject().name("key").text(key).name("why").text(why).endObject();
    }
  }

  /** What data take, and what had to go for it; all sizes in bytes. */
  record Memory(
      long used,
      long max,
      long evicted,
      List<Candidate> lastEvicted,
      String policy,
      long heap,
      List<Candidate> pool)
      implements View {
    @Override
    public void write(Json out, long now) {
      out.name("used").number(used).name("max").number(max).name("evicted").number(evicted);
      list(out, "lastEvicted", lastEvicted, each -> each.write(out));
      out.name("policy").text(policy).name("heap").number(heap);
      list(out, "pool", pool, each -> each.write(out));
    }
  }

  /** A key, and the numbers of the clients that wait for it, the first one first. */
  record Queue(String key, List<Long> clients) {}

  /** Who waits for what. */
  record Waiting(List<Queue> rows, long more) implements View {
    @Override
    public void write(Json out, long now) {
      list(
          out,
          "rows",
          rows,
          row -> {
            out.beginObject().name("key").text(row.key());
            list(out, "clients", row.clients(), out::number);
            out.endObject();
          });
      out.name("more").number(more);
    }
  }

  /** What the event loop has done since the start; turns in which nothing was read do not count. */
  record Turns(long turns, long reads, long commands, long writes) implements View {
    @Override
    public void write(Json out, long now) {
      out.name("turns").number(turns).name("reads").number(reads);
      out.name("commands").number(commands).name("writes").number(writes);
      String mean = turns == 0 ? "0" : "%.1f".formatted((double) commands / turns);
      out.name("perTurn").raw(mean);
    }
  }

  /** A thread; {@code client} is the client's number, or 0. */
  record ThreadRow(String name, String state, int client) {}

  /**
   * The threads.
   *
   * @param holder who has the lock; empty if nobody has
   * @param waiters who waits for it, in no order; null where there is no lock
   */
  record Threads(List<ThreadRow> rows, int more, String holder, List<String> waiters)
      implements View {
    @Override
    public void write(Json out, long now) {
      list(
          out,
          "rows",
          rows,
          row -> {
            out.beginObject().name("name").text(row.name()).name("state").text(row.state());
            if (row.client() > 0) out.name("client").number(row.client());
            out.endObject();
          });
      out.name("more").number(more);
      if (waiters == null) return;
      out.name("lock").beginObject().name("holder");
      if (holder.isEmpty()) out.nothing();
      else out.text(holder);
      list(out, "waiters", waiters, out::text);
      out.endObject();
    }
  }

  /** The play of two clients; {@code mode} is off, locked or unlocked. */
  record Race(String mode, String a, String b) implements View {
    @Override
    public void write(Json out, long now) {
      out.name("mode").text(mode).name("A").text(a).name("B").text(b);
    }
  }

  /** What cannot be seen here, and why. */
  record Unseen(String reason) implements View {
    @Override
    public void write(Json out, long now) {
      out.name("unseen").text(reason);
    }
  }

  private static <T> void list(Json out, String name, List<T> rows, Consumer<? super T> each) {
    out.name(name).beginArray();
    rows.forEach(each);
    out.endArray();
  }
}
