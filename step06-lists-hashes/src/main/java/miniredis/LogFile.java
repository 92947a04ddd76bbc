package miniredis;

import module java.base;

/**
 * A file that grows at its end. Appended bytes have reached the operating system, and outlive this
 * program. Forced bytes have reached the disk, and outlive a power cut. Forcing takes far longer.
 */
interface LogFile extends Closeable {
  void append(byte[] bytes) throws IOException;

  void force() throws IOException;

  record OnDisk(FileChannel channel) implements LogFile {
    OnDisk(Path path) throws IOException {
      this(FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Appends all bytes or none: after half a command nothing could be read any more. */
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

  /** For --power-cut: keeps what is not forced in this program, so that a kill -9 loses it. */
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

  /** Puts a new file in the place of an old one. A crash leaves one of them, never a mixture. */
  static void replace(Path path, byte[] content) throws IOException {
    Files.move(fresh(path, content), path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes and forces a new file beside the other, under another name. */
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
