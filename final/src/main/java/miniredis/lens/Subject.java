package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;

/**
 * The server that is looked at. Safe on any thread.
 *
 * <p>What it tells of its own accord are events, each a text of one JSON object that begins with
 * its kind: {@code {"kind":"note","text":"..."}}. The {@link Hub} gives them their number and time.
 */
interface Subject extends Closeable {

  /**
   * The server's clock.
   *
   * @param offset how far it was moved, in milliseconds
   */
  record Clock(long offset, boolean stopped) {

    static final Clock REAL = new Clock(0, false);
  }

  /** Who is told; on any thread, and is to return soon. */
  interface Listener {

    /** An event of the kinds inside, note or verdict. */
    void event(String json);

    /** The server has ended or runs again, or its clock goes otherwise. */
    void changed();
  }

  /** As the events call it: step05-persistence, final, source, proxy or recording. */
  String name();

  /** For people, in a line. */
  String title();

  /** What it was started with, for one who wants to start the same again. */
  List<String> options();

  /** The machine that it runs on. */
  default String host() {
    return "127.0.0.1";
  }

  /** Where it listens; may be another one after a restart. */
  int port();

  /** What can be asked of it: words among inside, kill, power, clock, race. */
  Set<String> can();

  /** Whether its process lives. */
  boolean running();

  Clock clock();

  /** Who is told from now on; the last view of the insides comes at once, if there is one. */
  void listen(Listener listener);

  /**
   * Does what the page asks for: kill, power, restart, clock, race or look, with the fields that
   * {@code POST /do} has. Returns when it is done.
   *
   * @return an object with {@code "ok":true}, or with {@code "error"} and one sentence
   */
  String ask(JsonValue request);

  /** Ends it; nothing of it is left behind. May be called twice. */
  @Override
  void close();
}
