package miniredis.probe;

import module java.base;

/**
 * The lost update as a play: two clients count the same thing, and whoever looks on says who goes
 * on, one moment at a time.
 *
 * <pre>
 *   comes in  ->  is about to read  ->  has read 5  ->  wrote 6
 *               (waits for its cue)  (waits for its cue)
 * </pre>
 *
 * <p>The database of a step tells of each moment, on the thread of the client that has come to it,
 * and goes on when this returns. Without the lock both stand on the stage at once; with it, the
 * second waits at the door. When both have left, the play is over, and commands run as ever.
 *
 * <p>Safe on any thread.
 */
final class Race implements BiPredicate<String, Object> {

  enum Mode {
    OFF,
    LOCKED,
    UNLOCKED
  }

  private static final long A_MOMENT = TimeUnit.SECONDS.toNanos(1);

  private static final class Player {
    final Thread thread;
    String state = "comes in";
    boolean waitsForCue;
    boolean waitsForLock;
    boolean done;

    Player(Thread thread) {
      this.thread = thread;
    }
  }

  private final List<Player> players = new ArrayList<>();

  /** Looked at by every command, so it is no lock that they would have to take. */
  private volatile Mode mode = Mode.OFF;

  private final AtomicLong sweeps = new AtomicLong();
  private final AtomicLong swept = new AtomicLong();
  private volatile long lastSwept;

  /** Begins a new play, or ends the one that is on: whoever stands on the stage may leave. */
  synchronized void mode(Mode next) {
    for (Player each : players) each.waitsForCue = false;
    players.clear();
    mode = next;
    notifyAll();
  }

  /** Whether a client stands on the stage with the lock in its hand. */
  synchronized boolean holdsTheLock() {
    return mode == Mode.LOCKED && players.stream().anyMatch(each -> each.waitsForCue);
  }

  View.Sweeps sweeps() {
    return new View.Sweeps(sweeps.get(), swept.get(), lastSwept);
  }

  synchronized View.Race view() {
    return new View.Race(mode.name().toLowerCase(Locale.ROOT), state(0), state(1));
  }

  private String state(int player) {
    return player < players.size() ? players.get(player).state : "";
  }

  /**
   * Gives a client its cue, and returns when it has come to its next moment.
   *
   * @param name A for the client that came first, B for the other
   * @throws ProbeException if that one cannot go on, with the reason
   */
  synchronized void step(String name) throws ProbeException {
    if (!name.equals("A") && !name.equals("B"))
      throw new ProbeException("It is A or B who goes on.");
    int index = name.charAt(0) - 'A';
    if (index >= players.size()) throw new ProbeException(name + " has not come yet.");
    Player player = players.get(index);
    if (player.done) throw new ProbeException(name + " is done: it " + player.state + ".");
    if (player.waitsForLock) {
      throw new ProbeException(name + " waits for the lock, which the other one has.");
    }
    long end = System.nanoTime() + A_MOMENT;
    // It may have come in and not to where it waits: a cue given now would be lost.
    while (!player.waitsForCue && !player.done && System.nanoTime() < end) await(50);
    player.waitsForCue = false;
    notifyAll();
    while (!player.waitsForCue && !player.done && System.nanoTime() < end) await(50);
  }

  /**
   * Told by the step's database. Of {@code enter} the answer is whether to run without the lock.
   */
  @Override
  public boolean test(String moment, Object what) {
    if (moment.equals("swept")) swept((Integer) what);
    else if (mode != Mode.OFF) return play(moment, what);
    return false;
  }

  private void swept(int count) {
    sweeps.incrementAndGet();
    swept.addAndGet(count);
    if (count > 0) lastSwept = count;
  }

  private synchronized boolean play(String moment, Object what) {
    Player player = moment.equals("enter") ? comesIn() : player();
    if (player == null) return false;
    switch (moment) {
      case "enter" -> {
        return mode == Mode.UNLOCKED;
      }
      case "read" -> {
        player.waitsForLock = false;
        waitForCue(player, "is about to read");
      }
      case "has read" -> waitForCue(player, "has read " + shown(what));
      case "wrote" -> player.state = "wrote " + shown(what);
      case "leave" -> leaves(player);
      default -> {}
    }
    return false;
  }

  /** Only clients play, and only two: others, and those who come late, run as ever. */
  private Player comesIn() {
    Thread me = Thread.currentThread();
    boolean client = me.getName().startsWith("client ");
    if (!client || players.size() == 2) return null;
    if (players.stream().anyMatch(each -> each.thread == me)) return null;
    Player player = new Player(me);
    player.waitsForLock = mode == Mode.LOCKED;
    if (mode == Mode.LOCKED && !players.isEmpty()) player.state = "waits for the lock";
    players.add(player);
    notifyAll();
    return player;
  }

  private Player player() {
    for (Player each : players) {
      if (each.thread == Thread.currentThread() && !each.done) return each;
    }
    return null;
  }

  private void waitForCue(Player player, String state) {
    player.state = state;
    player.waitsForCue = true;
    notifyAll();
    while (player.waitsForCue && mode != Mode.OFF) await(1_000);
  }

  private void leaves(Player player) {
    player.done = true;
    notifyAll();
    if (players.size() == 2 && players.stream().allMatch(each -> each.done)) mode = Mode.OFF;
  }

  private void await(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      mode = Mode.OFF;
    }
  }

  private static String shown(Object value) {
    return value == null ? "nothing" : Shown.text(StepValues.bytes(value));
  }
}
