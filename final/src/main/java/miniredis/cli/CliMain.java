package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Starts the client: {@code ./run cli}, {@code ./run cli SET k v}, {@code echo PING | ./run cli}.
 *
 * <p>JLine is loaded only where someone types, so that a single command is quick.
 */
public final class CliMain {

  /** What a shell makes of a program that SIGPIPE ends. */
  private static final int BROKEN_PIPE = 141;

  private CliMain() {}

  /** Exits as redis-cli does: with 0, or with 1 for a bad option or where there is no server. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    int code = run(Arguments.bytes(args), System.getenv(), Streams.ofProcess());
    // Ending without it is the same for whoever waits, and a tenth of the processor time cheaper.
    if (code != 0) System.exit(code);
  }

  /** The whole program but for its exit; returns the exit code. */
  static int run(List<Bytes> args, Map<String, String> environment, Streams streams)
      throws IOException {
    int code;
    try {
      code = new CliMain.Run(args, environment, streams).run();
    } catch (Exit exit) {
      code = exit.code();
    } catch (BrokenOutput e) {
      return BROKEN_PIPE;
    }
    try {
      streams.out().flush();
    } catch (IOException e) {
      return BROKEN_PIPE;
    }
    return code;
  }

  /** One run: the options, and what comes of them. */
  private static final class Run {
    private final CliOptions options;
    private final Map<String, String> environment;
    private final Streams streams;
    private final Link link;

    Run(List<Bytes> args, Map<String, String> environment, Streams streams) throws IOException {
      this.environment = environment;
      this.streams = streams;
      options = OptionParser.parse(args, environment, streams);
      if (options.askPassword) options.password = Password.ask(streams);
      link = new Link(options, this::complain);
    }

    private void complain(String line) {
      try {
        streams.complain(line);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int run() throws IOException {
      try (link) {
        Mode mode = options.mode();
        if (mode == Mode.INTRINSIC_LATENCY) intrinsicLatency();
        else if (mode == Mode.COMMANDS) return commands();
        else if (link.connect(true)) return special(mode);
        else return 1;
        return 0;
      }
    }

    private void intrinsicLatency() throws IOException {
      IntrinsicLatencyMode mode = new IntrinsicLatencyMode(options, streams);
      Interrupts.handle(mode::stop);
      mode.run();
    }

    private int special(Mode mode) throws IOException {
      switch (mode) {
        case LATENCY -> new LatencyMode(options, link, streams).run();
        case LATENCY_DISTRIBUTION -> new LatencyDistributionMode(options, link, streams).run();
        case REPLICA -> new Replica(options, link, streams).run();
        case RDB -> new Replica(options, link, streams).save();
        case PIPE -> {
          return new PipeMode(options, link, streams).run();
        }
        case BIG_KEYS -> new BigKeysMode(options, scan(), streams, false).run();
        case MEMORY_KEYS -> new BigKeysMode(options, scan(), streams, true).run();
        case HOT_KEYS -> new HotKeysMode(options, scan(), streams).run();
        case STAT -> new StatMode(options, link, streams).run();
        case SCAN -> ScanMode.run(options, scan(), streams);
        case LRU_TEST -> new LruTestMode(options, link, streams).run();
        case INTRINSIC_LATENCY, COMMANDS -> throw new IllegalArgumentException(mode.name());
      }
      return 0;
    }

    private KeyScan scan() {
      KeyScan scan = new KeyScan(options, link, streams);
      Interrupts.handle(scan::stop);
      return scan;
    }

    private int commands() throws IOException {
      if (options.script != null) return script();
      if (!options.command.isEmpty()) return one();
      if (streams.inIsTerminal() && streams.outIsTerminal()) {
        return new Shell(options, environment).run();
      }
      Dialogue dialogue = new Dialogue(options, link, streams, true);
      Preferences preferences = new Preferences(streams);
      if (streams.inIsTerminal()) preferences.load(environment);
      new Lines(link, dialogue, streams, new Help(this::manual), preferences).takeAll();
      return 0;
    }

    private Manual manual() {
      if (!link.connected() && !link.connect(false)) return Manual.bundled();
      try {
        return Manual.ask(link.client()::call);
      } catch (IOException e) {
        return Manual.bundled();
      }
    }

    private int script() throws IOException {
      if (!link.connect(true)) return 1;
      return sent(Script.command(options.script, options.command, streams));
    }

    private int one() throws IOException {
      link.connect(false);
      Bytes[] words = words();
      if (words[0].is("help") || words[0].is("?")) {
        streams.print(
            new Help(this::manual).text(Stream.of(words).skip(1).map(Bytes::text).toList()));
        return 0;
      }
      return sent(words);
    }

    private int sent(Bytes[] words) throws IOException {
      Dialogue dialogue = new Dialogue(options, link, streams, false);
      return dialogue.command(words, options.repeat) == Dialogue.Outcome.NO_SERVER ? 1 : 0;
    }

    private Bytes[] words() throws IOException {
      List<Bytes> words = new ArrayList<>();
      for (Bytes word : options.command) {
        Bytes plain = options.quotedInput ? OptionParser.unquoted(word) : word;
        if (plain == null) {
          streams.print("Invalid quoted string\n");
          throw new Exit(1);
        }
        words.add(plain);
      }
      if (options.lastFromStdin) words.add(Bytes.wrap(streams.in().readAllBytes()));
      else if (options.tagFromStdin != null) fill(words);
      return words.toArray(Bytes[]::new);
    }

    private void fill(List<Bytes> words) throws IOException {
      int tag = words.indexOf(Bytes.of(options.tagFromStdin));
      if (tag < 0) {
        streams.complain("Using -X option but stdin tag not match.");
        throw new Exit(1);
      }
      words.set(tag, Bytes.wrap(streams.in().readAllBytes()));
    }
  }
}
