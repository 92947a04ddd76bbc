package miniredis.aof;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Flag;
import miniredis.engine.Check;
import miniredis.engine.EffectStream;
import miniredis.engine.EffectTaker;
import miniredis.engine.Effects;
import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.rdb.RespWriter;
import miniredis.resp.Reply;

/**
 * The log: the effect of every command, as a request in RESP, at the end of a file.
 *
 * <p><b>Group commit.</b> Commands only add to a buffer. At the end of each turn of the loop,
 * before any reply of that turn leaves, all of it is written at once and, under {@code always},
 * forced to the disk at once: a hundred clients share one force. So nothing that was acknowledged
 * is lost when the process is killed, under any policy, and under {@code always} when the power
 * goes.
 *
 * <p><b>A disk that does not take it.</b> What was written of a failed write is cut off again, so
 * that the file ends with a whole command. Under {@code always} the server ends: nobody has been
 * told yet that his write was done, and the state in memory is one that the disk will never have.
 * Under the other policies the buffer is kept and tried again; meanwhile writes are refused (see
 * {@link #check}), and reads go on. The replies of the turn that met the failure have left, as in
 * Redis: until the disk works again, these writes are in memory only.
 *
 * <p>Redis puts a write off for up to two seconds while a force is going on, because the write
 * might have to wait for it; then replies leave before the write. Here the write is never put off.
 *
 * <p>Belongs to the engine's thread.
 */
public final class AppendOnlyFile implements EffectTaker {

  /** So much is written at once, and not only when the turn ends: it would fill the heap. */
  private static final int MUCH = 16 << 20;

  private static final int LARGEST_KEPT = 4 << 20;
  private static final long SECOND = 1_000_000_000;
  private static final long RETRY = 100_000_000;

  private final Engine engine;
  private final AofSettings settings;
  private final ServerLog log;
  private final Fsync fsync;

  private LogFile file;
  private BytesBuilder buffer = new BytesBuilder(64 * 1024);

  /** How much of the buffer is in the file already, after a write that failed half-way. */
  private int written;

  /** The file's size after the last write that worked. */
  private long size;

  private final Check check = new Check(this::refuseWrites);
  private final EffectStream stream = new EffectStream(this::append);
  private long stamp;

  private boolean unforced;
  private long forcedAt = System.nanoTime();
  private boolean delaying;
  private long delayed;
  private IOException fault;
  private long failedAt;

  /** Why the server ends: after this, no reply must leave. */
  private UncheckedIOException end;

  public AppendOnlyFile(Engine engine, AofSettings settings, ServerLog log, Fsync fsync) {
    this.engine = engine;
    this.settings = settings;
    this.log = log;
    this.fsync = fsync;
  }

  // What is appended

  @Override
  public void take(Effects unit) {
    if (settings.timestamps().get()) addStamp();
    stream.write(unit);
    if (buffer.length() > MUCH && fault == null) write();
  }

  private void append(Bytes[] request) {
    RespWriter.append(buffer, request);
  }

  /** A remark with the time, at most one a second, from which an older state can be found. */
  private void addStamp() {
    long seconds = engine.keyspace().now() / 1000;
    if (seconds <= stamp) return;
    stamp = seconds;
    buffer.append("#TS:" + seconds + "\r\n");
  }

  // Writing

  @Override
  public void endTurn() {
    if (end != null) throw end;
    if (buffer.length() > 0 && (fault == null || System.nanoTime() - failedAt > RETRY)) write();
    if (unforced || fsync.fault() != null) force();
    check.stand(fault() != null);
  }

  /** Writes what waits; a failure is kept for whoever asks, or ends the server. */
  private void write() {
    boolean firstTry = fault == null;
    try {
      writeBuffer();
    } catch (IOException failed) {
      failed(failed, firstTry);
      return;
    }
    size += buffer.length();
    written = 0;
    buffer.clear();
    if (buffer.capacity() > LARGEST_KEPT) buffer = new BytesBuilder(64 * 1024);
    unforced = true;
    if (firstTry) return;
    fault = null;
    log.warning("AOF write error looks solved. The server can write again.");
  }

  private void writeBuffer() throws IOException {
    String kind = kindOfWrite();
    long begin = engine.latency().begin();
    try {
      while (written < buffer.length()) {
        written += file.write(buffer.array(), written, buffer.length());
      }
    } finally {
      engine.latency().end(kind, begin);
      engine.latency().end("aof-write", begin);
    }
  }

  /** What else the disk has to do while it takes a write, in Redis's words. */
  private String kindOfWrite() {
    if (fsync.isBusy()) return "aof-write-pending-fsync";
    return engine.keyspace().inSnapshot() ? "aof-write-active-child" : "aof-write-alone";
  }

  private void failed(IOException failed, boolean report) {
    fault = failed;
    failedAt = System.nanoTime();
    if (report) log.warning("Error writing to the AOF file: " + failed.getMessage());
    try {
      if (written > 0) file.truncate(size);
      written = 0;
    } catch (IOException alsoFailed) {
      log.warning("What was written of a command cannot be cut off: " + alsoFailed.getMessage());
    }
    if (settings.fsync().get() == AofSettings.FsyncPolicy.ALWAYS) throw ended("write", failed);
  }

  private UncheckedIOException ended(String what, IOException failed) {
    String text = "Can't recover from AOF %s error when the AOF fsync policy is 'always': %s";
    end = new UncheckedIOException(new IOException(text.formatted(what, failed.getMessage())));
    return end;
  }

  // Forcing

  /** While a snapshot is written, {@code no-appendfsync-on-rewrite} may spare the disk. */
  private void force() {
    if (engine.keyspace().inSnapshot() && settings.noFsyncOnRewrite().get()) return;
    switch (settings.fsync().get()) {
      case ALWAYS -> forceAlways();
      case EVERYSEC -> forceEachSecond();
      case NO -> {}
    }
  }

  private void forceAlways() {
    long begin = engine.latency().begin();
    try {
      forceNow();
    } catch (IOException failed) {
      throw ended("fsync", failed);
    }
    engine.latency().end("aof-fsync-always", begin);
  }

  private void forceEachSecond() {
    long now = System.nanoTime();
    if (now - forcedAt < SECOND) return;
    if (fsync.isBusy()) {
      if (!delaying && now - forcedAt > 2 * SECOND) delayed++;
      delaying = now - forcedAt > 2 * SECOND;
      return;
    }
    delaying = false;
    forcedAt = now;
    unforced = false;
    fsync.start(file);
  }

  private void forceNow() throws IOException {
    file.force();
    fsync.forgive();
    unforced = false;
    forcedAt = System.nanoTime();
  }

  // The file

  /** Goes on at the end of this file, which begins with no database selected. */
  public void open(LogFile next) throws IOException {
    file = next;
    size = next.size();
    stream.restart();
  }

  /** All that was appended is written and safe when this returns. */
  public void settle() throws IOException {
    if (file == null) return;
    failedAt = System.nanoTime() - 2 * RETRY;
    endTurn();
    if (fault != null) throw fault;
    fsync.await();
    forceNow();
  }

  /** Closes the file, which has been settled if that was possible. */
  public void close() throws IOException {
    if (file == null) return;
    fsync.await();
    LogFile last = file;
    file = null;
    buffer.clear();
    written = 0;
    fault = null;
    unforced = false;
    check.stand(false);
    last.close();
  }

  // A disk that does not take it

  /** Refuses writes while the file cannot be written, and what must tell of it, such as PING. */
  public Check check() {
    return check;
  }

  private Reply refuseWrites(Client client, Command command, Bytes[] request) {
    IOException fault = fault();
    boolean concerned = client.wants(command, Flag.WRITE) || command.tellsOfFailingDisk();
    if (fault == null || !concerned) return null;
    throw new CommandException("MISCONF Errors writing to the AOF file: " + fault.getMessage());
  }

  // What INFO asks

  /** Why nothing can be written at present, or null. */
  public IOException fault() {
    return fault != null ? fault : fsync.fault();
  }

  boolean writesFail() {
    return fault != null;
  }

  /** Bytes of the file as far as it is whole. */
  public long size() {
    return size;
  }

  /** Bytes that wait to be written. */
  public int waiting() {
    return buffer.length();
  }

  /** How often a force took more than two seconds, so that the next was late. */
  public long delayed() {
    return delayed;
  }
}
