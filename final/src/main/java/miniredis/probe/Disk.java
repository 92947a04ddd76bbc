package miniredis.probe;

import module java.base;

/**
 * The disk under a server's log, with a switch for the power.
 *
 * <p>Whoever writes or forces holds {@link #power} meanwhile. After {@link #cut} nobody gets it any
 * more: no further byte is written, no further reply leaves that waits for a force, and the files
 * are as the disk has them. All that is left to do then is to kill the process.
 *
 * <p>Safe on any thread.
 */
final class Disk {

  private final ReentrantReadWriteLock power = new ReentrantReadWriteLock();
  private final List<LogTail> files = new CopyOnWriteArrayList<>();

  /** Held by whoever writes or forces; many may at a time. */
  Lock power() {
    return power.readLock();
  }

  /** Takes care of a file from now on. */
  LogTail add(LogTail file) {
    files.add(file);
    return file;
  }

  void remove(LogTail file) {
    files.remove(file);
  }

  /** The file that was opened last and is still open, or null. */
  LogTail last() {
    return files.isEmpty() ? null : files.getLast();
  }

  /**
   * The power goes: cuts what was not forced off every file, and lets nobody write any more.
   *
   * @return how many bytes are lost
   */
  long cut() throws IOException {
    power.writeLock().lock();
    long lost = 0;
    for (LogTail each : files) lost += each.cut();
    return lost;
  }
}
