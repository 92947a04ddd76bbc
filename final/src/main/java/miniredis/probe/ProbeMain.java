package miniredis.probe;

import module java.base;

import miniredis.bytes.Json;

/**
 * The program in the child process: {@code ProbeMain [--clock AHEAD STOPPED-AT] [--data DIR]
 * (--source DIR | --final) [options of the server]}.
 *
 * <p>Its first line says where the server listens, {@code {"kind":"ready","port":...}}, or why it
 * does not, {@code {"kind":"failed","text":...}}. All that follows is told or answered by {@link
 * Conversation}. It ends when its standard input does, so that nothing is left behind when the lens
 * dies, however it dies.
 */
public final class ProbeMain {

  private ProbeMain() {}

  /** Starts the server; exit code 1 if it does not start. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // What a learner's server prints is for people: it must not come between the lines of JSON.
    System.setOut(System.err);
    Locale.setDefault(Locale.ROOT);
    try {
      WatchedServer server = start(new ArrayDeque<>(List.of(args)));
      new Conversation(server, out).hold(System.in);
    } catch (ProbeException refused) {
      out.println(
          new Json()
              .beginObject()
              .name("kind")
              .text("failed")
              .name("text")
              .text(refused.getMessage())
              .endObject());
      Runtime.getRuntime().halt(1);
    }
    // Some threads of a step would go on for ever: it has no need to end them, its Main exits.
    Runtime.getRuntime().halt(0);
  }

  private static WatchedServer start(Deque<String> words) throws ProbeException {
    StoppableClock clock = new StoppableClock(0, 0);
    List<String> options = new ArrayList<>();
    while (!words.isEmpty()) {
      switch (words.remove()) {
        case "--clock" -> clock = new StoppableClock(number(words.poll()), number(words.poll()));
        case "--data" -> options.addAll(List.of("--dir", words.remove()));
        case "--final" -> {
          options.addAll(words);
          // After SHUTDOWN there is no server any more, and so there is to be no process.
          return new FinalServer(options, clock, safe -> Runtime.getRuntime().halt(safe ? 0 : 1));
        }
        case "--source" -> {
          Sources sources = Sources.in(Path.of(words.remove()));
          // An early step has no files, and refuses the option.
          if (!sources.text("Config").contains("\"--dir\"")) options.clear();
          options.addAll(words);
          return new StepServer(sources, options, clock);
        }
        case String other -> throw new ProbeException("there is no option " + other);
      }
    }
    throw new ProbeException("expected --source DIR or --final");
  }

  private static long number(String word) throws ProbeException {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException none) {
      throw new ProbeException("--clock takes two numbers of milliseconds");
    }
  }
}
