package miniredis.probe;

import module java.base;

/** A server that runs in this process and can be looked into. Safe on any thread. */
interface WatchedServer {

  /** A key with what it holds as it is shown, and its deadline. */
  record Pair(String key, String value, long deadline) {}

  int port();

  /** For people, in a line. */
  String title();

  StoppableClock clock();

  /**
   * Whether it goes by that clock: keys of an early step live for ever, and it asks for no time.
   */
  boolean takesClock();

  /** To be called when the clock was put forward or goes again: what is due happens. */
  void clockMoved();

  /**
   * Everything that can be seen just now, by the name of the view. What a command that runs is busy
   * with is left out.
   */
  SequencedMap<String, Pane> look();

  /** Of many keys so many are told. */
  int MOST_PAIRS = 200;

  /**
   * Keys that are alive; none where keys cannot be seen.
   *
   * @param wanted only these, as they are shown, for which all keys are looked at; empty for any
   * @return null if the server is too busy to be asked
   */
  List<Pair> pairs(Set<String> wanted);

  /** The play of two clients, or null where there is none. */
  Race race();

  /** The files that a power cut would make shorter; null where there are none. */
  Disk disk();

  /** Stops it as SIGTERM would. */
  void close();
}
