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

  private final Map<String, Slot> byName = LinkedHashMap.newLinkedHashMap(220);
  private final Setting<Permission> protectedConfigs;

  Settings() {
    for (Directive row : Directives.all()) {
      Slot slot = new Slot(row);
      byName.put(row.name(), slot);
      if (row.alias() != null) byName.put(row.alias(), slot);
    }
    protectedConfigs = choice("enable-protected-configs", Permission.class);
  }

  /** The setting of a name in lower case, or null. */
  Slot find(String name) {
    return byName.get(name);
  }

  /** The setting of a name that is in the table. */
  Slot the(String name) {
    Slot slot = byName.get(name);
    if (slot == null) throw new IllegalArgumentException("no setting is called " + name);
    return slot;
  }

  /** A handle to a setting of some kinds. */
  <T> Setting<T> handle(String name, Function<Parsed, T> reading, Class<?>... kinds) {
    Slot slot = the(name);
    Kind kind = slot.directive().kind();
    if (Stream.of(kinds).noneMatch(each -> each.isInstance(kind))) {
      throw new IllegalArgumentException(name + " cannot be read like this: it is a " + kind);
    }
    return slot.handle(reading);
  }

  /** A handle to a choice of words, each of which has a constant of its name. */
  <E extends Enum<E>> Setting<E> choice(String name, Class<E> type) {
    if (the(name).directive().kind() instanceof Kind.Choice(String[] words)) {
      for (String word : words) constant(type, Bytes.of(word));
    }
    return handle(name, parsed -> constant(type, parsed.text()), Kind.Choice.class);
  }

  /** The version 7.0 has the constant V7_0. */
  private static <E extends Enum<E>> E constant(Class<E> type, Bytes word) {
    String name = word.text().toUpperCase(Locale.ROOT).replaceAll("[-.]", "_");
    return Enum.valueOf(type, Character.isDigit(name.charAt(0)) ? "V" + name : name);
  }

  /** Every setting once, in the order of the table. */
  Collection<Slot> all() {
    return new LinkedHashSet<>(byName.values());
  }

  /**
   * Takes over what one source says, in its order. Lines of save add up within a source, as in a
   * redis.conf, and replace those of the sources before.
   */
  void load(List<Assignment> source) {
    Set<Slot> loaded = new HashSet<>();
    for (Assignment given : source) {
      Slot slot = find(given.name().toLowerCase(Locale.ROOT));
      if (slot == null) throw given.unknown();
      boolean again = !loaded.add(slot);
      try {
        Bytes[] words = spread(slot.directive(), given.words());
        if (again && slot == find("save")) words = added(slot.parsed(), words);
        slot.set(slot.directive().parse(words, slot.parsed()), given);
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

  private static Bytes[] added(Parsed before, Bytes[] words) {
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
    Map<Bytes, Slot> found = new TreeMap<>((a, b) -> a.toLowerCase().compareTo(b.toLowerCase()));
    for (Bytes pattern : patterns) {
      if (isPattern(pattern)) {
        byName.forEach(
            (name, slot) -> {
              Bytes bytes = Bytes.of(name);
              if (slot.directive().isHidden() || !Glob.matchesAnyCase(pattern, bytes)) return;
              found.putIfAbsent(bytes, slot);
            });
      } else {
        Slot slot = find(pattern.toLowerCase().text());
        if (slot != null) found.putIfAbsent(pattern, slot);
      }
    }
    List<Bytes> reply = new ArrayList<>(2 * found.size());
    found.forEach(
        (name, slot) -> {
          reply.add(name);
          reply.add(slot.text());
        });
    return reply;
  }

  private static boolean isPattern(Bytes name) {
    for (byte b : name.array()) if (b == '[' || b == '*' || b == '?') return true;
    return false;
  }

  /** CONFIG SET: all pairs take effect, or none does. */
  void set(List<Bytes> pairs, boolean local) {
    Slot[] slots = settable(pairs, local);
    Parsed[] before = new Parsed[slots.length];
    for (int i = 0; i < slots.length; i++) before[i] = slots[i].parsed();
    int at = 0;
    try {
      for (; at < slots.length; at++) parse(slots[at], pairs.get(2 * at + 1));
      for (at = 0; at < slots.length; at++) announce(slots[at], before[at]);
    } catch (ConfigException bad) {
      putBack(slots, before);
      throw refused(pairs.get(2 * at).toLowerCase(), bad.getMessage());
    }
  }

  /** Whoever has heard of the new values already hears of the old ones again. */
  private static void putBack(Slot[] slots, Parsed[] before) {
    Parsed[] refused = new Parsed[slots.length];
    for (int i = 0; i < slots.length; i++) {
      refused[i] = slots[i].parsed();
      slots[i].set(before[i]);
    }
    for (int i = 0; i < slots.length; i++) {
      try {
        announce(slots[i], refused[i]);
      } catch (ConfigException stillBad) {
        // The first refusal is the one to report.
      }
    }
  }

  private static void parse(Slot slot, Bytes text) {
    Kind kind = slot.directive().kind();
    Bytes[] words = kind.manyWords() ? split(text) : new Bytes[] {text};
    Parsed wanted = kind.parse(words, slot.parsed());
    slot.refuseBrokenPromise(wanted);
    slot.set(wanted);
  }

  private static void announce(Slot slot, Parsed before) {
    boolean same = slot.text().equals(before.text());
    if (!same || slot.directive().isReference()) slot.announce();
  }

  private Slot[] settable(List<Bytes> pairs, boolean local) {
    Slot[] slots = new Slot[pairs.size() / 2];
    Set<Bytes> names = new HashSet<>();
    for (int i = 0; i < slots.length; i++) {
      Bytes name = pairs.get(2 * i);
      Slot slot = find(name.toLowerCase().text());
      if (slot == null) {
        throw new ConfigException(
            "Unknown option or number of arguments for CONFIG SET - '" + name.text() + "'");
      }
      if (slot.directive().isImmutable()) throw refused(name, "can't set immutable config");
      if (slot.directive().isGuarded() && !allowsGuarded(local)) {
        throw refused(name, "can't set protected config");
      }
      if (!names.add(name.toLowerCase())) throw refused(name, "duplicate parameter");
      slots[i] = slot;
    }
    return slots;
  }

  private boolean allowsGuarded(boolean local) {
    return protectedConfigs.get().allows(local);
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
