package miniredis.lens;

import module java.base;

/** Compares the view of the threads with a dump that Java itself makes of them. */
record ThreadsWitness(long pid) {

  private static final Pattern THREAD = Pattern.compile("^#\\d+ \"([^\"]*)\"");
  private static final Pattern CLIENT = Pattern.compile("client (\\d+)");

  /** What a thread's stack has in it that does what the view says. */
  private static final Map<String, String> SIGNS =
      Map.of(
          "waits for the lock", "ReentrantLock",
          "has the lock", "miniredis.probe.Race",
          "waits for its cue", "miniredis.probe.Race",
          "waits for a client", "accept",
          "waits for bytes", "SocketImpl");

  void compare(ShownView shown, Differences wrong) throws Exception {
    Map<String, String> stacks = stacks();
    wrong.compare("clients' threads", clients(shown.column(0)), clients(stacks.keySet()));
    for (List<String> row : shown.rows()) {
      String stack = stacks.get(row.get(0));
      if (stack == null) continue;
      String sign = SIGNS.getOrDefault(row.get(1), "");
      wrong.unless(stack.contains(sign), row + " is shown, and its stack is\n" + stack);
      Matcher client = CLIENT.matcher(row.get(0));
      if (client.matches()) wrong.unless(row.get(2).contains(client.group()), "whose is " + row);
    }
  }

  private static Set<String> clients(Collection<String> names) {
    return names.stream()
        .filter(name -> CLIENT.matcher(name).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The stacks by the threads' names. */
  private Map<String, String> stacks() throws Exception {
    Path dump = Files.createTempFile("threads", ".txt");
    try {
      String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      String[] words = {
        jcmd, Long.toString(pid), "Thread.dump_to_file", "-overwrite", dump.toString()
      };
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(30, TimeUnit.SECONDS)) throw new IOException("jcmd does not end");
      Map<String, String> stacks = new HashMap<>();
      for (String part : Files.readString(dump).split("(?m)(?=^#\\d+ \")")) {
        Matcher name = THREAD.matcher(part);
        if (name.find()) stacks.put(name.group(1), part);
      }
      return stacks;
    } finally {
      Files.delete(dump);
    }
  }
}
