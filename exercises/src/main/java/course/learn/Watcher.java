package course.learn;

import module java.base;

/**
 * Notices that something was saved in a folder, at any depth. Where the system tells, it waits for
 * that; where it does not, it looks four times a second.
 */
final class Watcher implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  /** An editor writes a file in several steps: so long it must be quiet. */
  private static final Duration QUIET = Duration.ofMillis(40);

  private final Path folder;
  private final WatchService events;
  private final Set<Path> watched = new HashSet<>();
  private String seen;

  Watcher(Path folder) throws IOException {
    this.folder = folder;
    events = events();
    seen = look();
  }

  /** None where the system has no events: Java would then poll by itself, every ten seconds. */
  private static WatchService events() {
    try {
      WatchService service = FileSystems.getDefault().newWatchService();
      if (!service.getClass().getSimpleName().startsWith("Polling")) return service;
      service.close();
    } catch (IOException | UnsupportedOperationException none) {
      // So it looks for itself.
    }
    return null;
  }

  /** How it notices, in words. */
  String how() {
    return events == null ? "looking four times a second" : "told by the system";
  }

  /** Waits until something has changed, or until the time is up. Returns whether it has. */
  boolean await(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < end) {
      register();
      pause(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      if (!look().equals(seen)) {
        settle();
        return true;
      }
    }
    return false;
  }

  /** Whether something has changed since what {@link #await} last told of. Waits for nothing. */
  boolean hasChanged() {
    return !look().equals(seen);
  }

  /** Until the next event, or for a moment. */
  private void pause(Duration atMost) throws InterruptedException {
    Duration moment = atMost.compareTo(BETWEEN_LOOKS) < 0 ? atMost : BETWEEN_LOOKS;
    if (events == null) {
      Thread.sleep(moment);
      return;
    }
    WatchKey key = events.poll(moment.toNanos(), TimeUnit.NANOSECONDS);
    if (key == null) return;
    key.pollEvents();
    if (!key.reset()) watched.clear();
  }

  private void settle() throws InterruptedException {
    String now = look();
    String before;
    do {
      before = now;
      Thread.sleep(QUIET);
      now = look();
    } while (!now.equals(before));
    seen = now;
  }

  /** Events come for one folder each: a new one is watched as soon as it is seen. */
  private void register() {
    if (events == null || !Files.isDirectory(folder)) return;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isDirectory).toList()) {
        if (watched.add(each))
          each.register(
              events,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
      }
    } catch (IOException | UncheckedIOException changing) {
      // It is looked at again in a moment.
    }
  }

  /** Names, sizes and times of all sources. */
  private String look() {
    StringBuilder look = new StringBuilder();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(f -> f.toString().endsWith(".java")).sorted().toList())
        look.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
    } catch (IOException | UncheckedIOException absent) {
      // Not there yet, or changing this very moment.
    }
    return look.toString();
  }

  @Override
  public void close() throws IOException {
    if (events != null) events.close();
  }
}
