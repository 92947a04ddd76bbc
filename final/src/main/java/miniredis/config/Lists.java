package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;

/** The kinds of settings whose values are several words. */
final class Lists {

  private Lists() {}

  /** Pairs of seconds and changes; none, or one empty word, is never. */
  record SavePoints() implements Kind.Several {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      Bytes[] given = isNothing(words) ? new Bytes[0] : words;
      if (given.length % 2 != 0) throw new ConfigException("Invalid save parameters");
      long[] numbers = new long[given.length];
      for (int i = 0; i < given.length; i++) {
        numbers[i] = decimal(given[i], i % 2 == 0 ? 1 : 0, "Invalid save parameters");
      }
      return Parsed.of(join(numbers), numbers);
    }

    static List<SavePoint> read(Parsed parsed) {
      long[] numbers = parsed.numbers();
      List<SavePoint> points = new ArrayList<>();
      for (int i = 0; i < numbers.length; i += 2) {
        points.add(new SavePoint(numbers[i], numbers[i + 1]));
      }
      return List.copyOf(points);
    }
  }

  /**
   * A class of clients, hard limit, soft limit, seconds; the classes not named stay as they are.
   */
  record BufferLimits() implements Kind.Several {
    private static final String BAD_NUMBER =
        "Error in hard, soft or soft_seconds setting in buffer limit configuration.";

    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      if (words.length % 4 != 0) {
        throw new ConfigException("Wrong number of arguments in buffer limit configuration.");
      }
      long[] numbers = before == null ? new long[9] : before.numbers().clone();
      for (int i = 0; i < words.length; i += 4) {
        int at = 3 * clientClass(words[i]).ordinal();
        numbers[at] = Sizes.unsigned(Sizes.parse(words[i + 1], BAD_NUMBER)).number();
        numbers[at + 1] = Sizes.unsigned(Sizes.parse(words[i + 2], BAD_NUMBER)).number();
        numbers[at + 2] = decimal(words[i + 3], 0, BAD_NUMBER);
      }
      return Parsed.of(text(numbers), numbers);
    }

    static Map<ClientClass, OutputLimit> read(Parsed parsed) {
      Map<ClientClass, OutputLimit> limits = new EnumMap<>(ClientClass.class);
      for (ClientClass each : ClientClass.values()) limits.put(each, limit(parsed, each));
      return limits;
    }

    private static OutputLimit limit(Parsed parsed, ClientClass clients) {
      int at = 3 * clients.ordinal();
      long[] numbers = parsed.numbers();
      return new OutputLimit(numbers[at], numbers[at + 1], numbers[at + 2]);
    }

    private static ClientClass clientClass(Bytes word) {
      if (word.is("slave")) return ClientClass.REPLICA;
      for (ClientClass each : ClientClass.values()) if (word.is(each.name())) return each;
      throw new ConfigException("Invalid client class specified in buffer limit configuration.");
    }

    private static String text(long[] numbers) {
      StringJoiner text = new StringJoiner(" ");
      for (ClientClass each : ClientClass.values()) {
        int at = 3 * each.ordinal();
        text.add(each == ClientClass.REPLICA ? "slave" : each.name().toLowerCase(Locale.ROOT));
        text.add(join(Arrays.copyOfRange(numbers, at, at + 3)));
      }
      return text.toString();
    }
  }

  /** Some of some words, as bits in the order of the words. */
  record Choices(Kind.Choice words) implements Kind.Several {
    @Override
    public Parsed parse(Bytes[] given, Parsed before) {
      long bits = 0;
      for (Bytes word : given) bits |= 1L << words.indexOf(word);
      if (given.length == 0) words.indexOf(Bytes.EMPTY);
      if ((bits & 0b110) == 0b110) {
        throw new ConfigException("shutdown options SAVE and NOSAVE can't be used simultaneously");
      }
      // The first word is the default: it stands for no bit, and gives way to any other word.
      if (bits > 1) bits &= ~1L;
      StringJoiner text = new StringJoiner(" ");
      for (int i = 0; i < words.names().length; i++) {
        if ((bits & 1L << i) != 0) text.add(words.names()[i]);
      }
      return Parsed.of(text.toString(), bits);
    }
  }

  /** Shares of a hundred, kept as the bits of doubles. */
  record Percentiles() implements Kind.Several {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      Bytes[] given = isNothing(words) ? new Bytes[0] : words;
      long[] numbers = new long[given.length];
      StringJoiner text = new StringJoiner(" ");
      for (int i = 0; i < given.length; i++) {
        double percentile = percentile(given[i].text());
        numbers[i] = Double.doubleToRawLongBits(percentile);
        text.add(text(percentile));
      }
      return Parsed.of(text.toString(), numbers);
    }

    static double[] read(Parsed parsed) {
      return Arrays.stream(parsed.numbers()).mapToDouble(Double::longBitsToDouble).toArray();
    }

    /** At most six decimals, and no more than needed. */
    private static String text(double percentile) {
      long millionths = Math.round(percentile * 1_000_000);
      long rest = millionths % 1_000_000;
      if (rest == 0) return Long.toString(millionths / 1_000_000);
      String decimals = Long.toString(1_000_000 + rest).substring(1);
      int end = decimals.length();
      while (decimals.charAt(end - 1) == '0') end--;
      return millionths / 1_000_000 + "." + decimals.substring(0, end);
    }

    private static double percentile(String word) {
      try {
        double percentile = Double.parseDouble(word);
        if (percentile >= 0 && percentile <= 100) return percentile;
      } catch (NumberFormatException e) {
        throw new ConfigException("Invalid latency-tracking-info-percentiles parameters");
      }
      throw new ConfigException(
          "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
    }
  }

  /** Three numbers for the system's out-of-memory killer. */
  record OutOfMemoryScores() implements Kind.Several {
    private static final String REFUSAL =
        "Invalid oom-score-adj-values, elements must be between -2000 and 2000.";

    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      if (words.length != 3) throw new ConfigException("wrong number of arguments");
      long[] numbers = new long[3];
      for (int i = 0; i < 3; i++) {
        numbers[i] = decimal(words[i], -2000, REFUSAL);
        if (numbers[i] > 2000) throw new ConfigException(REFUSAL);
      }
      return Parsed.of(join(numbers), numbers);
    }
  }

  /** Addresses to listen on; a leading minus marks one that may be missing. */
  record Addresses() implements Kind.Several {
    private static final int MOST = 16;

    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      if (words.length > MOST) throw new ConfigException("Too many bind addresses specified.");
      return Parsed.of(joinTexts(words));
    }

    static List<String> read(Parsed parsed) {
      return parsed.text().isEmpty() ? List.of() : List.of(parsed.text().text().split(" "));
    }
  }

  /** A host and a port, or {@code no one}. */
  record Master() implements Kind.Several {
    @Override
    public Parsed parse(Bytes[] words, Parsed before) {
      if (words.length != 2) throw new ConfigException("wrong number of arguments");
      if (words[0].is("no") && words[1].is("one")) return Parsed.of("");
      if (decimal(words[1], 0, "Invalid master port") > 65535) {
        throw new ConfigException("Invalid master port");
      }
      return Parsed.of(joinTexts(words));
    }
  }

  private static boolean isNothing(Bytes[] words) {
    return words.length == 1 && words[0].isEmpty();
  }

  /** As C's strtoll reads it: a plus sign and leading zeros are fine, and nothing is zero. */
  private static long decimal(Bytes word, long low, String refusal) {
    try {
      long number = word.isEmpty() ? 0 : Long.parseLong(word.text());
      if (number >= low) return number;
    } catch (NumberFormatException e) {
      throw new ConfigException(refusal);
    }
    throw new ConfigException(refusal);
  }

  private static String join(long[] numbers) {
    StringJoiner text = new StringJoiner(" ");
    for (long number : numbers) text.add(Long.toString(number));
    return text.toString();
  }

  private static String joinTexts(Bytes[] words) {
    StringJoiner text = new StringJoiner(" ");
    for (Bytes word : words) text.add(word.text());
    return text.toString();
  }
}
