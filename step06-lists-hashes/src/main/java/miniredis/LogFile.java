package miniredis;

import module java.base;

/**
 * A file that grows at its end. What is appended is with the operating system: it outlives the
 * death of this program. What is forced is on the disk: it outlives a power cut. Forcing takes far
 * longer, and all that can be said about safe data is about these two words.
 */
interface LogFile extends Closeable {
  void append(byte[] bytes) throws IOException;

  void force() throws IOException;

  record OnDisk(FileChannel channel) implements LogFile {
    OnDisk(Path path) throws IOException {
      this(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** All or nothing: half a command in the middle would spoil whatever comes after it. */
    @Override
    public void append(byte[] bytes) throws IOException {
      long end = channel.size();
      try {
        for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) channel.write(rest);
      } catch (IOException e) {
        channel.truncate(end);
        throw e;
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** For --power-cut: the system gets only what is forced, so even kill -9 loses the rest. */
  record Forgetful(LogFile file, ByteArrayOutputStream unforced) implements LogFile {
    Forgetful(LogFile file) {
      this(file, new ByteArrayOutputStream());
    }

    @Override
    public synchronized void append(byte[] bytes) {
      unforced.writeBytes(bytes);
    }

    @Override
    public synchronized void force() throws IOException {
      file.append(unforced.toByteArray());
      unforced.reset();
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** After a crash there is the old file or the new one, but never half of one. */
  static void replace(Path path, byte[] content) throws IOException {
    Files.move(fresh(path, content), path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A new file, forced, under a name of its own. */
  static Path fresh(Path path, byte[] content) throws IOException {
    Path fresh = path.resolveSibling("temp-" + path.getFileName());
    Files.deleteIfExists(fresh);
    try (LogFile file = new OnDisk(fresh)) {
      file.append(content);
      file.force();
    }
    return fresh;
  }
}
