package miniredis.engine;

import module java.base;

import miniredis.bytes.Doubles;

/**
 * The text of INFO, put together from what each room has to say.
 *
 * <p>A section has a name and one or more sources, which are asked anew at each INFO. Belongs to
 * the engine's thread.
 */
public final class Info {

  /** Writes the fields of a section. */
  @FunctionalInterface
  public interface Source {
    void addTo(Fields fields);
  }

  /** Where sources write: one {@code name:value} line a field. */
  public static final class Fields {
    private final StringBuilder text = new StringBuilder();

    public Fields add(String name, Object value) {
      text.append(name).append(':').append(value).append("\r\n");
      return this;
    }

    /**
     * Fields that say nothing here, because what they count does not exist in this server. They are
     * there for programs that read them.
     */
    public Fields addZeros(String... names) {
      for (String name : names) add(name, 0);
      return this;
    }

    /** A size in bytes, and beside it the same for people. */
    public Fields addSize(String name, long bytes) {
      return add(name, bytes).addHuman(name, bytes);
    }

    /** A size for people alone. */
    public Fields addHuman(String name, long bytes) {
      return add(name + "_human", human(bytes));
    }

    /** As Redis shortens sizes: 512B, 1.50K, 3.20M, 1.00G. */
    private static String human(long bytes) {
      if (bytes < 1024) return bytes + "B";
      String units = "KMGTP";
      double size = bytes / 1024.0;
      int unit = 0;
      for (; size >= 1024 && unit < units.length() - 1; unit++) size /= 1024;
      return Doubles.fixed(size, 2) + units.charAt(unit);
    }
  }

  private record Section(String title, boolean inDefault, List<Source> sources) {}

  private final Map<String, Section> sections = new LinkedHashMap<>();

  /** Adds fields to a section, which is shown by a plain INFO if it was made so first. */
  public void add(String title, boolean inDefault, Source source) {
    sections
        .computeIfAbsent(
            title.toLowerCase(Locale.ROOT),
            name -> new Section(title, inDefault, new ArrayList<>()))
        .sources()
        .add(source);
  }

  /** The sections of these names in lower case; none, or {@code default}, for the usual ones. */
  public String text(Set<String> wanted) {
    boolean all = wanted.contains("all") || wanted.contains("everything");
    boolean usual = wanted.isEmpty() || wanted.contains("default");
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (name, section) -> {
          if (!all && !(usual && section.inDefault()) && !wanted.contains(name)) return;
          if (!text.isEmpty()) text.append("\r\n");
          Fields fields = new Fields();
          for (Source source : section.sources()) source.addTo(fields);
          text.append("# ").append(section.title()).append("\r\n").append(fields.text);
        });
    return text.toString();
  }
}
