package course.learn;

import module java.base;

/** The commands typed one after the other, for a terminal that can do no more than lines. */
record Plain(Session session, InputStream in, PrintStream out) {

  int run() throws IOException {
    Stage stage = session.current();
    out.println(new Overview(session.stages(), session.progress(), stage).bar(40));
    out.println(stage.id() + " " + stage.title());
    session.go(stage).forEach(out::println);
    out.println("Commands: " + String.join(" ", Commands.NAMES) + " quit");
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line; (line = prompt(lines)) != null && !line.strip().matches("q|quit|exit"); )
      answer(line.strip());
    out.println("Your code and your progress stay in exercises/workspace.");
    return 0;
  }

  private String prompt(BufferedReader lines) throws IOException {
    out.print("learn> ");
    out.flush();
    return lines.readLine();
  }

  private void answer(String line) throws IOException {
    if (line.isEmpty()) return;
    try {
      List<String> words = List.of(line.split("\\s+"));
      Options options = new Options(words, session.candidate(), false, true, false);
      new Commands(session, options, out).run();
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
    }
  }
}
