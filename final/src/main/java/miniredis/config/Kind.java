package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;

/**
 * What a setting's value may be: how it is read, checked and shown, with Redis's words where it is
 * refused.
 */
sealed interface Kind {

  /**
   * Reads a value from its words.
   *
   * @param words exactly one, unless {@link #manyWords}
   * @param before the value that this one replaces, for those that change only a part of it
   * @throws ConfigException saying why not; the caller adds which setting it is
   */
  Parsed parse(Bytes[] words, Parsed before);

  /** Whether a value is a list of words rather than one. */
  default boolean manyWords() {
    return false;
  }

  /** Yes or no. */
  record Flag() implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      if (words[0].is("yes")) return Parsed.of("yes", 1);
      if (words[0].is("no")) return Parsed.of("no", 0);
      throw new ConfigException("argument must be 'yes' or 'no'");
    }
  }

  /** An integer by Redis's strict rules, from {@code low} to {@code high}. */
  record Whole(long low, long high) implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      if (!Numbers.isInteger(words[0])) {
        throw new ConfigException("argument couldn't be parsed into an integer");
      }
      long number = Numbers.integer(words[0]);
      checkRange(number, low, high);
      return Parsed.of(number);
    }
  }

  /**
   * How often a second the server looks after itself: anything is taken, and brought into range.
   */
  record Hertz() implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      Parsed given = new Whole(0, Integer.MAX_VALUE).parse(words, before);
      return Parsed.of(Math.clamp(given.number(), 1, 500));
    }
  }

  /** A file's permissions, in octal. */
  record Octal(int high) implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      try {
        long number = Long.parseLong(words[0].text(), 8);
        if (number >= 0 && number <= high) return Parsed.of(Long.toOctalString(number), number);
      } catch (NumberFormatException e) {
        throw new ConfigException("argument couldn't be parsed as an octal number");
      }
      throw new ConfigException(
          "argument must be between 0 and " + Integer.toOctalString(high) + " inclusive");
    }
  }

  /** One of some words, in any case. */
  record Choice(String... names) implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      return Parsed.of(names[indexOf(words[0])], indexOf(words[0]));
    }

    int indexOf(Bytes word) {
      for (int i = 0; i < names.length; i++) if (word.is(names[i])) return i;
      throw new ConfigException(
          "argument(s) must be one of the following: " + String.join(", ", names));
    }
  }

  /** Any bytes. */
  record Text() implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      return new Parsed(words[0]);
    }
  }

  /** The name of something in the data directory, so with no slash in it. */
  record BaseName(String setting, String what, boolean mayBeEmpty) implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      String name = words[0].text();
      if (name.isEmpty() && !mayBeEmpty) throw new ConfigException(setting + " can't be empty");
      if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
        throw new ConfigException(setting + " can't be a path, just a " + what);
      }
      return new Parsed(words[0]);
    }
  }

  /** A directory, shown in full. It need not exist yet. */
  record Directory() implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      if (words[0].isEmpty()) throw new ConfigException("No such file or directory");
      try {
        return Parsed.of(Path.of(words[0].text()).toAbsolutePath().normalize().toString());
      } catch (InvalidPathException e) {
        throw new ConfigException("not a path on this system: " + e.getReason());
      }
    }
  }

  /** A size in bytes, with units as {@link Sizes} reads them. */
  record Memory(long low, long high) implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      long size = Sizes.parse(words[0], "argument must be a memory value");
      if (high == Sizes.UNLIMITED) return Sizes.unsigned(size);
      checkRange(size, low, high);
      return Parsed.of(size);
    }
  }

  /** A size in bytes, or a share of maxmemory such as 5%, which is kept as -5. */
  record MemoryOrPercent() implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      Bytes word = words[0];
      int last = word.length() - 1;
      if (last < 1 || word.at(last) != '%' || !Numbers.isInteger(word.slice(0, last))) {
        return Parsed.of(Sizes.parse(word, "argument must be a memory or percent value"));
      }
      long percent = Numbers.integer(word.slice(0, last));
      if (percent < 0) throw new ConfigException("argument must be a memory or percent value");
      if (percent > 100) {
        throw new ConfigException("percentage argument must be less or equal to 100");
      }
      return percent == 0 ? Parsed.of(0) : new Parsed(word, -percent);
    }
  }

  /** The kinds whose values are several words, in {@link Lists}. */
  non-sealed interface Several extends Kind {
    @Override
    default boolean manyWords() {
      return true;
    }
  }

  /** The kinds of keyspace events to publish, in {@link KeyspaceEvents}. */
  record Events() implements Kind {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      int flags = KeyspaceEvents.parse(words[0]);
      return Parsed.of(KeyspaceEvents.letters(flags), flags);
    }
  }

  private static void checkRange(long number, long low, long high) {
    if (number >= low && number <= high) return;
    throw new ConfigException("argument must be between " + low + " and " + high + " inclusive");
  }
}
