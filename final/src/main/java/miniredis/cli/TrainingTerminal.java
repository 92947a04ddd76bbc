package miniredis.cli;

import module java.base;

import java.lang.foreign.ValueLayout;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;

/**
 * A terminal in the place of this process's standard input and output, for as long as it is open:
 * with it Java learns the way to a user's terminal where there is none. What is printed on it is
 * lost.
 *
 * <p>Only where JLine's own library is, and the system has file descriptors to exchange.
 */
final class TrainingTerminal implements AutoCloseable {

  private static final FunctionDescriptor ONE =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final FunctionDescriptor TWO =
      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

  private final JniNativePty pty;
  private final MethodHandle exchange;
  private final int in;
  private final int out;

  /** One for each prompt that was printed. */
  private final Semaphore prompts = new Semaphore(0);

  /**
   * @throws IOException where there is no such terminal
   */
  TrainingTerminal() throws IOException {
    try {
      MethodHandle copy = function("dup", ONE);
      exchange = function("dup2", TWO);
      pty = (JniNativePty) new JniTerminalProvider().open(new Attributes(), Size.of(80, 24));
      in = (int) copy.invokeExact(0);
      out = (int) copy.invokeExact(1);
      put(pty.getSlave(), pty.getSlave());
    } catch (Throwable e) {
      throw new IOException("no terminal to train with", e);
    }
    Thread.ofPlatform().daemon().start(this::lose);
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor shape) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
  }

  private void put(int newIn, int newOut) throws Throwable {
    int done = (int) exchange.invokeExact(newIn, 0);
    if (done < 0 || (int) exchange.invokeExact(newOut, 1) < 0) throw new IOException("dup2");
  }

  private void lose() {
    try {
      InputStream printed = pty.getMasterInput();
      for (int b = printed.read(), before = 0; b >= 0; before = b, b = printed.read()) {
        if (before == '>' && b == ' ') prompts.release();
      }
    } catch (IOException e) {
      // Closed: the training is over.
    }
  }

  /** Types a line, as soon as there is a prompt for it: what comes sooner, a terminal may drop. */
  void enter(String line) {
    try {
      if (!prompts.tryAcquire(10, TimeUnit.SECONDS)) throw new IOException("no prompt");
      pty.getMasterOutput().write((line + "\r").getBytes(StandardCharsets.US_ASCII));
      pty.getMasterOutput().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      put(in, out);
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }
}
