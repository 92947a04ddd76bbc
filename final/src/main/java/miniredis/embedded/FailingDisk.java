package miniredis.embedded;

import module java.base;

import miniredis.aof.DiskLogFile;
import miniredis.aof.LogFile;

/** Opens log files on the real disk whose next force can be made to fail. Safe on any thread. */
final class FailingDisk implements LogFile.Opener {

  private final AtomicBoolean failsNext = new AtomicBoolean();

  /** Whether the next force of any file fails, and only that one. */
  void failNextForce(boolean fails) {
    failsNext.set(fails);
  }

  @Override
  public LogFile open(Path path) throws IOException {
    return new FailingFile(DiskLogFile.open(path));
  }

  private final class FailingFile implements LogFile {

    private final LogFile real;

    FailingFile(LogFile real) {
      this.real = real;
    }

    @Override
    public int write(byte[] bytes, int from, int to) throws IOException {
      return real.write(bytes, from, to);
    }

    @Override
    public void force() throws IOException {
      if (failsNext.getAndSet(false)) throw new IOException("Input/output error");
      real.force();
    }

    @Override
    public void truncate(long size) throws IOException {
      real.truncate(size);
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
