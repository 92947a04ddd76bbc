package miniredis.tools;

import module java.base;

/**
 * What looks into the files of a server: {@code ./run tool NAME ARGUMENTS}.
 *
 * <p>Each tool reads a file from its beginning to its end, says what is wrong in one line, with the
 * place, and changes nothing unless it is told to. Exit code 0 if all is well, 1 if not.
 */
public final class ToolMain {

  /** One tool. */
  interface Tool {
    /** Does its work; false if what it looked at is not well, which it has said itself. */
    boolean run(List<String> arguments, PrintStream out) throws IOException;
  }

  private record Row(String name, String arguments, String summary, Tool tool) {}

  private static final List<Row> TOOLS =
      List.of(
          new Row("aof-to-json", "LOG", "a log as JSON, a request a line", AofTools::toJson),
          new Row("json-to-aof", "FILE", "such lines as a log again", AofTools::fromJson),
          new Row(
              "check-aof", "[--fix] LOG", "whether a log is whole; cuts its end", AofTools::check),
          new Row(
              "check-rdb",
              "FILE",
              "whether a snapshot is whole, and what it holds",
              RdbTools::check),
          new Row("rdb-to-json", "FILE", "a snapshot as JSON, a key a line", RdbTools::toJson),
          new Row(
              "rdb-explain", "FILE", "a snapshot byte by byte, with the meaning", RdbExplain::run));

  private ToolMain() {}

  /** Exits with 0 or 1. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16));
    int code = run(List.of(args), out, System.err);
    out.flush();
    System.exit(code);
  }

  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.isEmpty() || isHelp(args.getFirst())) {
      out.print(usage());
      return 0;
    }
    Row row = find(args.getFirst());
    if (row == null) {
      err.println("tool: there is no tool '" + args.getFirst() + "'; ./run tool lists them");
      return 1;
    }
    List<String> rest = args.subList(1, args.size());
    if (rest.stream().anyMatch(ToolMain::isHelp)) {
      out.println("Usage: ./run tool " + row.name + " " + row.arguments + "\n  " + row.summary);
      return 0;
    }
    try {
      return row.tool.run(rest, out) ? 0 : 1;
    } catch (NoSuchFileException missing) {
      err.println(row.name + ": there is no file " + missing.getFile());
    } catch (IOException | IllegalArgumentException bad) {
      err.println(row.name + ": " + bad.getMessage());
    }
    return 1;
  }

  private static Row find(String name) {
    return TOOLS.stream().filter(row -> row.name.equals(name)).findFirst().orElse(null);
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h");
  }

  private static String usage() {
    StringBuilder text = new StringBuilder("Usage: ./run tool NAME ARGUMENTS\n\n");
    for (Row row : TOOLS) {
      text.append("  %-12s %-12s %s%n".formatted(row.name, row.arguments, row.summary));
    }
    return text.append("\nA LOG is a folder appendonlydir, its manifest, or one file of it.\n")
        .toString();
  }

  /** The only argument. */
  static Path file(List<String> arguments) {
    if (arguments.size() != 1) throw new IllegalArgumentException("takes one file");
    return Path.of(arguments.getFirst());
  }
}
