package miniredis.dialect;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * What a value is by the way it is written: {@code red,green,blue} is a list, {@code
 * name:Alice,age:30} a hash, anything else a string.
 *
 * @param kind of the three
 * @param parts the elements of a list, the fields and values of a hash in turns, or the string
 */
record PlainValue(Kind kind, List<Bytes> parts) {

  enum Kind {
    STRING,
    LIST,
    HASH
  }

  /** A word that begins with a letter, so that 12:30 is a time and no hash. */
  private static final Pattern FIELD =
      Pattern.compile("([A-Za-z_]\\w*):(?!//)(.*)", Pattern.DOTALL);

  static PlainValue string(Bytes value) {
    return new PlainValue(Kind.STRING, List.of(value));
  }

  /** What a value is that was not quoted. */
  static PlainValue of(Bytes value) {
    List<Bytes> fields = new ArrayList<>();
    List<Bytes> elements = new ArrayList<>();
    boolean hash = true;
    boolean list = true;
    for (String part : text(value).split(",", -1)) {
      Matcher field = FIELD.matcher(part);
      hash &= field.matches();
      if (hash)
        Collections.addAll(fields, Bytes.latin(field.group(1)), Bytes.latin(field.group(2)));
      list &= !part.isEmpty() && !part.startsWith(" ");
      elements.add(Bytes.latin(part));
    }
    if (hash) return new PlainValue(Kind.HASH, fields);
    return list && elements.size() > 1 ? new PlainValue(Kind.LIST, elements) : string(value);
  }

  /** A character for each byte, so that any bytes come through. */
  private static String text(Bytes value) {
    return new String(value.array(), StandardCharsets.ISO_8859_1);
  }

  /** The request that stores it under a key that is free. */
  Bytes[] stored(Bytes key) {
    String name =
        switch (kind) {
          case STRING -> "SET";
          case LIST -> "RPUSH";
          case HASH -> "HSET";
        };
    return Stream.concat(Stream.of(Bytes.of(name), key), parts.stream()).toArray(Bytes[]::new);
  }
}
