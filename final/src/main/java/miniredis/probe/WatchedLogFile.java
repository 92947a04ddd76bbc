package miniredis.probe;

import module java.base;

import miniredis.aof.LogFile;

/** A file of the log that keeps account of what was written and what was forced. */
record WatchedLogFile(LogFile file, Disk disk, LogTail tail) implements LogFile {

  @Override
  public int write(byte[] bytes, int from, int to) throws IOException {
    disk.power().lock();
    try {
      int taken = file.write(bytes, from, to);
      tail.wrote(bytes, from, from + taken);
      return taken;
    } finally {
      disk.power().unlock();
    }
  }

  @Override
  public void force() throws IOException {
    disk.power().lock();
    try {
      long before = tail.written();
      file.force();
      tail.forced(before);
    } finally {
      disk.power().unlock();
    }
  }

  @Override
  public void truncate(long size) throws IOException {
    disk.power().lock();
    try {
      file.truncate(size);
      tail.truncated(size);
    } finally {
      disk.power().unlock();
    }
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void close() throws IOException {
    disk.remove(tail);
    file.close();
  }
}
