package course.learn;

import module java.base;

/** Sources with a difference in git's form applied to them. */
record Patched(SortedMap<String, List<String>> sources) {

  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? .*");

  /** Fails where the lines that the difference names do not stand in the sources. */
  SortedMap<String, List<String>> with(List<String> diff) {
    SortedMap<String, List<String>> after = new TreeMap<>(sources);
    String file = "";
    int shift = 0;
    for (int i = 0; i < diff.size(); i++) {
      String line = diff.get(i);
      Matcher hunk = HUNK.matcher(line);
      if (line.startsWith("+++ ")) {
        file = line.substring(line.lastIndexOf('/') + 1).strip();
        shift = 0;
      } else if (hunk.matches()) {
        List<String> body = body(diff.subList(i + 1, diff.size()));
        int at = Math.max(0, Integer.parseInt(hunk.group(1)) - 1) + shift;
        shift += apply(after, file, at, body);
        i += body.size();
      }
    }
    return after;
  }

  /** The lines of a hunk; the names of the next file, which begin with signs as well, are none. */
  private static List<String> body(List<String> lines) {
    List<String> body = new ArrayList<>();
    for (int i = 0; i < lines.size() && lines.get(i).matches("[ +-].*|"); i++) {
      boolean names = lines.get(i).startsWith("--- ") && i + 1 < lines.size();
      if (names && lines.get(i + 1).startsWith("+++ ")) break;
      body.add(lines.get(i));
    }
    return body;
  }

  /** Returns how many lines the file is longer now. */
  private static int apply(
      SortedMap<String, List<String>> after, String file, int at, List<String> body) {
    List<String> lines = new ArrayList<>(after.getOrDefault(file, List.of()));
    List<String> old = texts(body, "+");
    List<String> now = texts(body, "-");
    int place = nearest(lines, old, at);
    if (place < 0)
      throw new IllegalStateException("the difference does not fit " + file + " at " + (at + 1));
    lines.subList(place, place + old.size()).clear();
    lines.addAll(place, now);
    after.put(file, lines);
    return now.size() - old.size();
  }

  /** Where these lines stand, as near as can be to where they should; -1: nowhere. */
  private static int nearest(List<String> lines, List<String> wanted, int at) {
    return IntStream.rangeClosed(0, lines.size() - wanted.size())
        .filter(i -> lines.subList(i, i + wanted.size()).equals(wanted))
        .boxed()
        .min(Comparator.comparing(i -> Math.abs(i - at)))
        .orElse(-1);
  }

  private static List<String> texts(List<String> body, String left) {
    return body.stream()
        .filter(line -> !line.startsWith(left))
        .map(line -> line.isEmpty() ? "" : line.substring(1))
        .toList();
  }
}
