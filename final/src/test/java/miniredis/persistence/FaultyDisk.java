package miniredis.persistence;

import module java.base;

import miniredis.aof.DiskLogFile;
import miniredis.aof.LogFile;

/**
 * A disk for logs that fails on demand, takes only a part of a write, and forgets at a power cut
 * what was not forced.
 */
final class FaultyDisk implements LogFile.Opener {

  static final String FULL = "No space left on device";

  private final Map<Path, AtomicLong> forced = new ConcurrentHashMap<>();
  private volatile boolean failing;
  private volatile boolean forceFailing;
  private volatile boolean cutFailing;
  private volatile boolean dead;
  private volatile long delay;
  private volatile int room = Integer.MAX_VALUE;

  /** From now on only so many more bytes are taken. */
  void room(int bytes) {
    room = bytes;
  }

  void failing(boolean on) {
    failing = on;
    if (!on) room = Integer.MAX_VALUE;
  }

  /** From now on each write and each force takes so many nanoseconds. */
  void delay(long nanoseconds) {
    delay = nanoseconds;
  }

  void forceFailing(boolean on) {
    forceFailing = on;
  }

  /** Whether what was written of a failed write cannot be taken back either. */
  void cutFailing(boolean on) {
    cutFailing = on;
  }

  /** After this nothing reaches the disk, and what was not forced has never been there. */
  synchronized void cutPower() throws IOException {
    dead = true;
    for (Map.Entry<Path, AtomicLong> each : forced.entrySet()) {
      if (!Files.exists(each.getKey())) continue;
      try (FileChannel channel = FileChannel.open(each.getKey(), StandardOpenOption.WRITE)) {
        channel.truncate(each.getValue().get());
      }
    }
  }

  @Override
  public LogFile open(Path path) throws IOException {
    LogFile real = DiskLogFile.open(path);
    forced.put(path, new AtomicLong(real.size()));
    return new Watched(path, real);
  }

  private final class Watched implements LogFile {
    private final Path path;
    private final LogFile real;
    private volatile long size;

    Watched(Path path, LogFile real) throws IOException {
      this.path = path;
      this.real = real;
      size = real.size();
    }

    @Override
    public int write(byte[] bytes, int from, int to) throws IOException {
      LockSupport.parkNanos(delay);
      synchronized (FaultyDisk.this) {
        if (failing || dead || room == 0) throw new IOException(FULL);
        int count = real.write(bytes, from, Math.min(to, from + Math.min(room, to - from)));
        room -= count;
        size += count;
        return count;
      }
    }

    @Override
    public void force() throws IOException {
      long safe = size;
      LockSupport.parkNanos(delay);
      if (forceFailing) throw new IOException("Input/output error");
      real.force();
      synchronized (FaultyDisk.this) {
        if (dead) throw new IOException("no power");
        forced.get(path).accumulateAndGet(safe, Math::max);
      }
    }

    @Override
    public void truncate(long to) throws IOException {
      if (cutFailing) throw new IOException("Read-only file system");
      real.truncate(to);
      size = to;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
