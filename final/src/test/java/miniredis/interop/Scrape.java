package miniredis.interop;

import module java.base;

/** What a program tells Prometheus: samples by their metric's name. */
final class Scrape {

  /** The labels of which each value is a thing of its own: a command, a database. */
  private static final Set<String> IDENTITIES =
      Set.of("cmd", "db", "err", "event_name", "class", "limit");

  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** A sample without its value. */
  record Series(String name, SortedMap<String, String> labels) {

    /** Its name, and what it is of: {@code redis_db_keys[db=db0]}. */
    String identity() {
      SortedMap<String, String> identity = new TreeMap<>(labels);
      identity.keySet().retainAll(IDENTITIES);
      return identity.isEmpty() ? name : name + "[" + identity + "]";
    }
  }

  private final Map<Series, String> samples = new LinkedHashMap<>();
  private final Map<String, String> types = new HashMap<>();

  private Scrape() {}

  /** What an endpoint tells now. */
  static Scrape of(int port) throws IOException {
    URL url = URI.create("http://127.0.0.1:" + port + "/metrics").toURL();
    try (InputStream in = url.openStream()) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static Scrape parse(String text) {
    Scrape scrape = new Scrape();
    text.lines().forEach(scrape::add);
    return scrape;
  }

  private void add(String line) {
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ");
      if (types.put(words[2], words[3]) != null) throw new AssertionError("twice: " + line);
    }
    if (line.startsWith("#")) return;
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) throw new AssertionError("not a sample: " + line);
    Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
    Series series = new Series(sample.group(1), labels(sample.group(2)));
    if (samples.put(series, sample.group(3)) != null) throw new AssertionError("twice: " + line);
  }

  private static SortedMap<String, String> labels(String text) {
    SortedMap<String, String> labels = new TreeMap<>();
    if (text == null) return labels;
    Matcher label = LABEL.matcher(text);
    int end = 0;
    for (; label.find() && label.start() == end; end = label.end()) {
      labels.put(label.group(1), label.group(2));
    }
    if (end != text.length()) throw new AssertionError("not labels: " + text);
    return labels;
  }

  /** The names of the metrics, those of their parts included. */
  Set<String> names() {
    return samples.keySet().stream().map(Series::name).collect(toSorted());
  }

  /** The same, and what they are of. */
  Set<String> identities() {
    return samples.keySet().stream().map(Series::identity).collect(toSorted());
  }

  private static Collector<String, ?, SortedSet<String>> toSorted() {
    return Collectors.toCollection(TreeSet::new);
  }

  /** Each name with the names of its labels. */
  SortedMap<String, Set<String>> labels() {
    SortedMap<String, Set<String>> labels = new TreeMap<>();
    samples.keySet().forEach(each -> labels.put(each.name(), each.labels().keySet()));
    return labels;
  }

  /** What may be done with a metric, or null if it is not there. */
  String type(String name) {
    return types.get(name);
  }

  /** The values of the samples of a name. */
  SortedMap<String, Double> values(String name) {
    SortedMap<String, Double> values = new TreeMap<>();
    samples.forEach(
        (series, value) -> {
          if (series.name().equals(name)) values.put(series.identity(), Double.valueOf(value));
        });
    return values;
  }
}
