package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/**
 * One life of the process that runs the server: from its start to its end, which may be a kill.
 *
 * <p>It ends by itself when its standard input is closed, so nothing is left behind when this
 * program dies, however it dies. Safe on any thread.
 */
final class ProbeProcess {

  private static final Duration UNTIL_AN_ANSWER = Duration.ofSeconds(10);
  private static final Duration UNTIL_THE_END = Duration.ofSeconds(10);

  /**
   * What it may see of the JDK that is closed otherwise: the table of a map, who has a lock, all
   * threads.
   */
  private static final List<String> LEAVE =
      List.of(
          "--add-opens",
          "java.base/java.util=ALL-UNNAMED",
          "--add-opens",
          "java.base/java.util.concurrent.locks=ALL-UNNAMED",
          "--add-exports",
          "java.base/jdk.internal.vm=ALL-UNNAMED",
          "--enable-native-access=ALL-UNNAMED");

  /** Who is told; on a thread of the process. */
  interface Listener {

    /** An event, as a line of JSON. */
    void told(String json);

    /** Its last line has been read; its exit code is there soon. */
    void ended(ProbeProcess process);
  }

  private final Process process;
  private final Writer in;
  private final JsonValue ready;
  private final Map<Long, CompletableFuture<JsonValue>> asked = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  /**
   * Starts a process, and returns when its server listens.
   *
   * @param flags of Java
   * @param words of the program {@code ProbeMain}
   * @param root the repository's folder; null if it is not known
   * @throws IOException if it does not start, with the reason in one line
   */
  ProbeProcess(List<String> flags, List<String> words, Path root, Listener listener)
      throws IOException {
    process =
        new ProcessBuilder(command(flags, words, root))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    in = process.outputWriter(StandardCharsets.UTF_8);
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    ready = first(lines);
    if (!ready.text("kind").equals("ready")) {
      process.destroyForcibly();
      throw new IOException(ready.text("text"));
    }
    Thread.ofVirtual().name("probe").start(() -> read(lines, listener));
  }

  private static List<String> command(List<String> flags, List<String> words, Path root) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(LEAVE);
    command.addAll(flags);
    if (root != null) command.add("-Dminiredis.root=" + root.toAbsolutePath());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("miniredis.probe.ProbeMain");
    command.addAll(words);
    return command;
  }

  /** Java itself may have something to say before the program does: a warning about a flag. */
  private static JsonValue first(BufferedReader lines) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("{")) return JsonValue.read(line);
    }
    throw new IOException("the server's process has ended before it listened");
  }

  private void read(BufferedReader lines, Listener listener) {
    try (lines) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("{\"kind\":\"answer\"")) answered(JsonValue.read(line));
        else if (line.startsWith("{")) listener.told(line);
      }
    } catch (IOException | IllegalArgumentException killed) {
      // It may have been in the middle of a line.
    }
    for (CompletableFuture<JsonValue> each : asked.values()) each.cancel(false);
    listener.ended(this);
  }

  private void answered(JsonValue answer) {
    CompletableFuture<JsonValue> question = asked.remove(answer.number("id", -1));
    if (question != null) question.complete(answer);
  }

  /** Where its server listens. */
  int port() {
    return (int) ready.number("port", 0);
  }

  /** What it can be asked for. */
  List<String> can() {
    List<String> can = new ArrayList<>();
    for (JsonValue each : ready.items("can")) {
      if (each instanceof JsonValue.Text(var word)) can.add(word);
    }
    return can;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Asks it something.
   *
   * @param fields of the question, an object that has been begun, without an id
   * @throws IOException if it has ended, or does not answer in time
   */
  JsonValue ask(Json fields) throws IOException {
    long id = ids.incrementAndGet();
    CompletableFuture<JsonValue> answer = new CompletableFuture<>();
    asked.put(id, answer);
    try {
      synchronized (in) {
        in.write(fields.name("id").number(id).endObject() + "\n");
        in.flush();
      }
      return answer.get(UNTIL_AN_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (CancellationException
        | TimeoutException
        | ExecutionException
        | InterruptedException e) {
      throw new IOException("the server's process does not answer", e);
    } finally {
      asked.remove(id);
    }
  }

  /** As kill -9 does; returns when it has ended. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends it as SIGTERM would, or, if it takes too long, as kill -9 does. */
  void close() {
    try {
      in.close();
    } catch (IOException gone) {
      // It has ended already.
    }
    if (!awaitEnd()) kill();
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(UNTIL_THE_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return true;
    }
  }
}
