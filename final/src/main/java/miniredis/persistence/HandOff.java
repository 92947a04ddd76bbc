package miniredis.persistence;

import module java.base;

import miniredis.rdb.ChecksumStream;

/**
 * Takes bytes from the thread that runs commands and writes them to a file on a thread of its own.
 *
 * <p>{@link #write} only copies and never waits; whoever can wait asks {@link #isBehind} first. The
 * writer works the checksum out, forces what it has written to the disk now and then, so that the
 * last force is short, and at the end does what makes the file the real one. If anything fails it
 * throws away what still comes, removes the file, and says so.
 *
 * <p>Threads: the engine's thread writes, ends and cancels; the writer touches the queue, the file
 * and nothing else; what is to be done at the end on the engine's thread is given to {@code loop}.
 */
final class HandOff extends OutputStream {

  private static final int MOST_WAITING = 16 << 20;
  private static final int FORCE_EVERY = 16 << 20;
  private static final int SPARE = 64;
  private static final String GIVEN_UP = "given up";

  private record Chunk(byte[] bytes, int length) {}

  private static final Chunk END = new Chunk(new byte[0], 0);
  private static final Chunk CANCEL = new Chunk(new byte[0], 0);

  private final BlockingQueue<Chunk> queue = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> spare = new ArrayBlockingQueue<>(SPARE);
  private final AtomicLong waiting = new AtomicLong();
  private final Path file;
  private final boolean checksum;
  private final boolean footer;
  private final SnapshotJob.Finish finish;
  private final Executor loop;
  private final Consumer<IOException> whenDone;
  private final Thread thread;
  private volatile boolean failed;

  /**
   * Starts the writer.
   *
   * @param checksum whether the sum is worked out
   * @param footer whether it, or a zero, is added at the end
   * @param whenDone is told on the loop's thread how it ended: null if well
   */
  HandOff(
      Path file,
      boolean checksum,
      boolean footer,
      SnapshotJob.Finish finish,
      Executor loop,
      Consumer<IOException> whenDone) {
    this.file = file;
    this.checksum = checksum;
    this.footer = footer;
    this.finish = finish;
    this.loop = loop;
    this.whenDone = whenDone;
    this.thread = Thread.ofPlatform().daemon().name("snapshot-writer").start(this::run);
  }

  /** Whether so much waits that more should not be made. */
  boolean isBehind() {
    return waiting.get() > MOST_WAITING;
  }

  /** Whether what is written is thrown away. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (failed) return;
    byte[] copy = spare.poll();
    if (copy == null || copy.length < length) copy = new byte[Math.max(length, 80 * 1024)];
    System.arraycopy(bytes, from, copy, 0, length);
    waiting.addAndGet(length);
    queue.add(new Chunk(copy, length));
  }

  /** All has been written. */
  void end() {
    queue.add(END);
  }

  /** Nobody wants the file any more; it is removed. */
  void cancel() {
    failed = true;
    queue.add(CANCEL);
  }

  /** Waits until the writer has gone; for the end of the server. */
  void join() throws InterruptedException {
    thread.join();
  }

  private void run() {
    IOException fault = null;
    try {
      writeAll();
    } catch (IOException e) {
      fault = e;
      failed = true;
      queue.clear();
      file.toFile().delete();
    }
    IOException outcome = fault;
    loop.execute(() -> whenDone.accept(outcome));
  }

  private void writeAll() throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        ChecksumStream out = new ChecksumStream(Channels.newOutputStream(channel), checksum)) {
      long forced = 0;
      for (Chunk chunk; (chunk = take()) != END; ) {
        if (chunk == CANCEL) throw new IOException(GIVEN_UP);
        out.write(chunk.bytes(), 0, chunk.length());
        if (chunk.bytes().length < 100 * 1024) spare.offer(chunk.bytes());
        boolean wasBehind = isBehind();
        waiting.addAndGet(-chunk.length());
        if (wasBehind && !isBehind()) loop.execute(() -> {});
        if (out.count() - forced < FORCE_EVERY) continue;
        channel.force(false);
        forced = out.count();
      }
      if (footer) out.finish();
      channel.force(true);
    }
    if (failed) throw new IOException(GIVEN_UP);
    finish.complete(file);
  }

  private Chunk take() throws InterruptedIOException {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted");
    }
  }
}
