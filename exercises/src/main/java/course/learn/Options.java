package course.learn;

import module java.base;

/**
 * What was typed behind {@code ./run learn}.
 *
 * @param words the command and what it is about; none: the screen
 * @param candidate whose server is tested
 */
record Options(List<String> words, Candidate candidate, boolean json, boolean plain, boolean help) {

  /** Fails with a sentence for the learner. */
  static Options parse(List<String> args) {
    List<String> words = new ArrayList<>();
    Candidate candidate = new Candidate.Sources();
    Set<String> flags = new HashSet<>();
    for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
      String arg = rest.next();
      switch (arg) {
        case "--target" -> candidate = Candidate.At.parse(value(arg, rest));
        case "--command" -> candidate = new Candidate.Command(value(arg, rest));
        case "--json", "--plain", "--help", "-h" -> flags.add(arg);
        default -> {
          if (arg.startsWith("-")) throw new IllegalArgumentException("no option " + arg);
          words.add(arg);
        }
      }
    }
    boolean help = flags.contains("--help") || flags.contains("-h");
    return new Options(words, candidate, flags.contains("--json"), flags.contains("--plain"), help);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) throw new IllegalArgumentException(option + " needs a value");
    return rest.next();
  }
}
