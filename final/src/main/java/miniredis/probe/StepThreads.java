package miniredis.probe;

import module java.base;

/**
 * The threads that run a step's code, told by their stacks, and who has the lock.
 *
 * <p>A virtual thread is in no group that could be listed; the JDK keeps a list of its own, which
 * this process was started with leave to read.
 */
final class StepThreads {

  private final ReentrantLock lock;

  /** {@code lock} is the database's, or null where there is none. */
  StepThreads(ReentrantLock lock) {
    this.lock = lock;
  }

  View view() {
    List<Thread> waiters = waiters();
    Thread holder = lock == null ? null : (Thread) Reflected.call(lock, "getOwner");
    List<View.ThreadRow> rows =
        all()
            .map(thread -> row(thread, thread == holder, waiters.contains(thread)))
            .filter(Objects::nonNull)
            .limit(View.MOST_ROWS + 1)
            .sorted(
                Comparator.comparingInt(View.ThreadRow::client).thenComparing(View.ThreadRow::name))
            .toList();
    int more = Math.max(0, rows.size() - View.MOST_ROWS);
    return new View.Threads(
        rows.subList(0, rows.size() - more),
        more,
        holder == null ? "" : name(holder, holder.getStackTrace()),
        lock == null
            ? null
            : waiters.stream().map(each -> name(each, each.getStackTrace())).toList());
  }

  private List<Thread> waiters() {
    if (lock == null) return List.of();
    Collection<?> waiters = (Collection<?>) Reflected.call(lock, "getQueuedThreads");
    return waiters.stream().limit(View.MOST_ROWS).map(Thread.class::cast).toList();
  }

  private static Stream<Thread> all() {
    try {
      Object root =
          Class.forName("jdk.internal.vm.ThreadContainers").getMethod("root").invoke(null);
      Class<?> type = Class.forName("jdk.internal.vm.ThreadContainer");
      return ((Stream<?>) type.getMethod("threads").invoke(root)).map(Thread.class::cast);
    } catch (ReflectiveOperationException e) {
      throw new Reflected.UnseenException("This JDK does not list its virtual threads.");
    }
  }

  /** Null for a thread that runs nothing of a step. */
  private static View.ThreadRow row(Thread thread, boolean holds, boolean waits) {
    StackTraceElement[] stack = thread.getStackTrace();
    if (Arrays.stream(stack).noneMatch(StepThreads::isStep)) return null;
    String state = holds ? "has the lock" : waits ? "waits for the lock" : state(stack);
    return new View.ThreadRow(name(thread, stack), state, client(thread));
  }

  private static boolean isStep(StackTraceElement frame) {
    return StepLoader.NAME.equals(frame.getClassLoaderName());
  }

  /** A thread without a name is called by what it was started for. */
  private static String name(Thread thread, StackTraceElement[] stack) {
    if (!thread.getName().isEmpty()) return thread.getName();
    return Arrays.stream(stack)
        .filter(StepThreads::isStep)
        .reduce((_, last) -> last)
        .map(StackTraceElement::getMethodName)
        .orElse("a thread");
  }

  private static int client(Thread thread) {
    Matcher number = Pattern.compile("client (\\d{1,9})").matcher(thread.getName());
    return number.matches() ? Integer.parseInt(number.group(1)) : 0;
  }

  /** What it does, by the method of the JDK that it is in. */
  private static String state(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (isStep(frame)) break;
      String method = frame.getClassName() + "." + frame.getMethodName();
      if (method.endsWith("NioSocketImpl.accept")) return "waits for a client";
      if (method.contains("SocketImpl") && method.contains("ead")) return "waits for bytes";
      if (method.contains("SocketImpl") && method.contains("rite"))
        return "waits for its client to read";
      if (method.endsWith("FileChannelImpl.force")) return "waits for the disk";
      if (method.startsWith("miniredis.probe.Race.")) return "waits for its cue";
      if (method.endsWith("LockSupport.parkNanos")) return "sleeps";
    }
    return "runs";
  }
}
