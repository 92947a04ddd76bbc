package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Glob;
import miniredis.bytes.Words;

/**
 * All settings by name, and the two ways to change them: from a source at start, where everything
 * may be set, and by CONFIG SET, all or nothing.
 *
 * <p>Read and changed by one thread.
 */
final class Settings {

  /** One setting as it is now; its older name leads to the same object. */
  static final class Setting {
    final Directive directive;
    Value value;
    private final List<Runnable> listeners = new ArrayList<>(1);

    Setting(Directive directive) {
      this.directive = directive;
      this.value = directive.initial();
    }

    long number() {
      return value.number();
    }

    boolean isOn() {
      return value.number() != 0;
    }

    String text() {
      return value.text().text();
    }

    boolean isInitial() {
      return value.text().equals(directive.initial().text());
    }
  }

  private final Map<String, Setting> byName = LinkedHashMap.newLinkedHashMap(220);

  Settings() {
    for (Directive row : Directives.all()) {
      Setting setting = new Setting(row);
      byName.put(row.name(), setting);
      if (row.alias() != null) byName.put(row.alias(), setting);
    }
  }

  /** The setting of a name in lower case, or null. */
  Setting find(String name) {
    return byName.get(name);
  }

  /** The setting of a name that is in the table. */
  Setting the(String name) {
    Setting setting = byName.get(name);
    if (setting == null) throw new IllegalArgumentException("no setting is called " + name);
    return setting;
  }

  /** Every setting once, in the order of the table. */
  Collection<Setting> all() {
    return new LinkedHashSet<>(byName.values());
  }

  void onChange(String name, Runnable listener) {
    the(name).listeners.add(listener);
  }

  /**
   * Takes over what one source says, in its order. Lines of save add up within a source, as in a
   * redis.conf, and replace those of the sources before.
   */
  void load(List<Assignment> source) {
    Set<Setting> loaded = new HashSet<>();
    for (Assignment given : source) {
      Setting setting = find(given.name().toLowerCase(Locale.ROOT));
      if (setting == null) throw given.unknown();
      boolean again = !loaded.add(setting);
      try {
        Bytes[] words = spread(setting.directive, given.words());
        if (again && setting == find("save")) words = added(setting.value, words);
        setting.value = setting.directive.parse(words, setting.value);
      } catch (ConfigException bad) {
        throw given.refused(bad.getMessage());
      }
    }
  }

  /** A list given as one word is the words in it. */
  private static Bytes[] spread(Directive directive, Bytes[] words) {
    if (!directive.kind().manyWords()) return words;
    if (words.length == 0) throw new ConfigException("a value is missing");
    if (words.length > 1 || words[0].isEmpty()) return words;
    Bytes word = words[0];
    return Words.split(word.array(), 0, word.length())
        .orElseThrow(() -> new ConfigException("unbalanced quotes"));
  }

  private static Bytes[] added(Value before, Bytes[] words) {
    boolean nothing = words.length == 1 && words[0].isEmpty();
    if (nothing || before.text().isEmpty()) return words;
    Bytes[] all = split(before.text());
    int had = all.length;
    all = Arrays.copyOf(all, had + words.length);
    System.arraycopy(words, 0, all, had, words.length);
    return all;
  }

  /** Names and values in turns, for CONFIG GET: what any of the patterns matches, once. */
  List<Bytes> get(List<Bytes> patterns) {
    // In the spelling of the first that asks for it, and once.
    Map<Bytes, Setting> found = new TreeMap<>(Comparator.comparing(Bytes::toLowerCase));
    for (Bytes pattern : patterns) {
      if (isPattern(pattern)) {
        byName.forEach(
            (name, setting) -> {
              Bytes bytes = Bytes.of(name);
              if (setting.directive.isHidden() || !Glob.matchesAnyCase(pattern, bytes)) return;
              found.putIfAbsent(bytes, setting);
            });
      } else {
        Setting setting = find(pattern.toLowerCase().text());
        if (setting != null) found.putIfAbsent(pattern, setting);
      }
    }
    List<Bytes> reply = new ArrayList<>(2 * found.size());
    found.forEach(
        (name, setting) -> {
          reply.add(name);
          reply.add(setting.value.text());
        });
    return reply;
  }

  private static boolean isPattern(Bytes name) {
    for (byte b : name.array()) if (b == '[' || b == '*' || b == '?') return true;
    return false;
  }

  /** CONFIG SET: all pairs take effect, or none does. */
  void set(List<Bytes> pairs, boolean local) {
    Setting[] settings = settable(pairs, local);
    Value[] before = new Value[settings.length];
    for (int i = 0; i < settings.length; i++) before[i] = settings[i].value;
    int at = 0;
    try {
      for (; at < settings.length; at++) parse(settings[at], pairs.get(2 * at + 1));
      for (at = 0; at < settings.length; at++) announce(settings[at], before[at]);
    } catch (ConfigException bad) {
      putBack(settings, before);
      throw refused(pairs.get(2 * at).toLowerCase(), bad.getMessage());
    }
  }

  /** Listeners that have already run hear of the old values again. */
  private static void putBack(Setting[] settings, Value[] before) {
    Value[] refused = new Value[settings.length];
    for (int i = 0; i < settings.length; i++) {
      refused[i] = settings[i].value;
      settings[i].value = before[i];
    }
    for (int i = 0; i < settings.length; i++) {
      try {
        announce(settings[i], refused[i]);
      } catch (ConfigException stillBad) {
        // The first refusal is the one to report.
      }
    }
  }

  private static void parse(Setting setting, Bytes text) {
    boolean many = setting.directive.kind().manyWords();
    Bytes[] words = many ? split(text) : new Bytes[] {text};
    setting.value = setting.directive.kind().parse(words, setting.value);
  }

  private static void announce(Setting setting, Value before) {
    if (setting.value.text().equals(before.text())) return;
    for (Runnable listener : setting.listeners) listener.run();
  }

  private Setting[] settable(List<Bytes> pairs, boolean local) {
    Setting[] settings = new Setting[pairs.size() / 2];
    Set<Bytes> names = new HashSet<>();
    for (int i = 0; i < settings.length; i++) {
      Bytes name = pairs.get(2 * i);
      Setting setting = find(name.toLowerCase().text());
      if (setting == null) {
        throw new ConfigException(
            "Unknown option or number of arguments for CONFIG SET - '" + name.text() + "'");
      }
      if (setting.directive.isImmutable()) throw refused(name, "can't set immutable config");
      if (setting.directive.isGuarded() && !allowsGuarded(local)) {
        throw refused(name, "can't set protected config");
      }
      if (!names.add(name.toLowerCase())) throw refused(name, "duplicate parameter");
      settings[i] = setting;
    }
    return settings;
  }

  private boolean allowsGuarded(boolean local) {
    String allowed = the("enable-protected-configs").text();
    return allowed.equals("yes") || allowed.equals("local") && local;
  }

  private static ConfigException refused(Bytes name, String reason) {
    return new ConfigException(
        "CONFIG SET failed (possibly related to argument '" + name.text() + "') - " + reason);
  }

  /** At every single space, as CONFIG SET takes a list apart; nothing has no words. */
  private static Bytes[] split(Bytes text) {
    if (text.isEmpty()) return new Bytes[0];
    List<Bytes> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && text.at(i) != ' ') continue;
      words.add(text.slice(start, i));
      start = i + 1;
    }
    return words.toArray(Bytes[]::new);
  }
}
