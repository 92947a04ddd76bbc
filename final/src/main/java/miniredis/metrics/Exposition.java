package miniredis.metrics;

import module java.base;

/**
 * Writes the text format 0.0.4 of Prometheus, in which all samples of a metric stand together.
 *
 * <pre>
 *   # HELP redis_db_keys Keys of a database
 *   # TYPE redis_db_keys gauge
 *   redis_db_keys{db="db0"} 3
 * </pre>
 *
 * <p>For one thread at a time.
 */
final class Exposition {

  /** What may be done with a metric: only a counter has a rate. */
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    SUMMARY
  }

  private static final String PREFIX = "redis_";

  private final Map<String, Metric> metrics = new LinkedHashMap<>();

  /** All samples of one name. */
  static final class Metric {
    private final String name;
    private final StringBuilder text = new StringBuilder();

    private Metric(Type type, String name, String help) {
      this.name = name;
      text.append("# HELP ").append(name).append(' ').append(help).append('\n');
      String word = type.name().toLowerCase(Locale.ROOT);
      text.append("# TYPE ").append(name).append(' ').append(word).append('\n');
    }

    /** Adds a sample; its labels are names and values in turns. */
    Metric add(String value, String... labels) {
      return addPart("", value, labels);
    }

    /** Adds a sample of a histogram or a summary, whose names end with what they are. */
    Metric addPart(String suffix, String value, String... labels) {
      text.append(name).append(suffix);
      for (int i = 0; i < labels.length; i += 2) {
        text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
        text.append(escaped(labels[i + 1])).append('"');
      }
      if (labels.length > 0) text.append('}');
      text.append(' ').append(value).append('\n');
      return this;
    }

    private static String escaped(String value) {
      return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
  }

  /** The metric of a name, a new one if there is none yet. */
  Metric metric(Type type, String name, String help) {
    return metrics.computeIfAbsent(name, _ -> new Metric(type, PREFIX + name, help));
  }

  Metric gauge(String name, String help) {
    return metric(Type.GAUGE, name, help);
  }

  Metric counter(String name, String help) {
    return metric(Type.COUNTER, name, help);
  }

  String text() {
    StringBuilder all = new StringBuilder();
    for (Metric each : metrics.values()) all.append(each.text);
    return all.toString();
  }
}
