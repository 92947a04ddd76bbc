package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Requests that are sent in turns, again and again, and what Redis's manual says of their cost.
 *
 * <p>They leave the collection as large as it was. In their words stand marks: {@code #size} for
 * the number of elements, {@code #half} for half of it and {@code #half+99} for as much more,
 * {@code #random} for a random number below the size, {@code #key} and {@code #member} for a random
 * one, {@code #new} for one that is not there, and {@code #radius} for kilometres around about ten
 * of all places.
 *
 * @param documented the cost of one element, as Redis's manual has it, in big-O
 * @param units the same as a number, given the size of the collection
 * @param elements how many elements a turn returns, moves or reckons with, given the size
 */
record Operation(
    String name,
    String documented,
    IntToDoubleFunction units,
    IntUnaryOperator elements,
    List<List<String>> requests) {

  private static final Pattern FARTHER = Pattern.compile("#half\\+(\\d+)");

  /** The area of a circle that has ten places of one, where all are in a square of ten degrees. */
  private static final double TEN_PLACES = 10 * 1109.0 * 1109.0 / Math.PI;

  /** Of one element, and the same whatever the size is. */
  static Operation constant(String name, String... requests) {
    return new Operation(name, "O(1)", _ -> 1, _ -> 1, words(requests));
  }

  /** Of one element, with so many steps as the size has bits. */
  static Operation logarithmic(String name, String... requests) {
    return new Operation(name, "O(log N)", Operation::log, _ -> 1, words(requests));
  }

  /** Of one element that is looked for from an end. */
  static Operation linear(String name, String... requests) {
    return new Operation(name, "O(N)", size -> size, _ -> 1, words(requests));
  }

  /** The same, but of so many elements in each turn. */
  Operation of(int count) {
    return new Operation(name, documented, units, _ -> count, requests);
  }

  /** The same, but of so many elements that are found as one of them is, and lie side by side. */
  Operation ofNeighbours(int count) {
    IntToDoubleFunction shared = size -> (units.applyAsDouble(size) + count) / count;
    String text = documented.equals("O(1)") ? documented : documented.replace(")", " + M)");
    return new Operation(name, text, shared, _ -> count, requests);
  }

  /** The same, but of all elements. */
  Operation ofAll() {
    return new Operation(name, documented, units, size -> size, requests);
  }

  private static double log(int size) {
    return Math.log(size) / Math.log(2);
  }

  private static List<List<String>> words(String[] requests) {
    return Stream.of(requests).map(request -> List.of(request.split(" "))).toList();
  }

  /** One turn, the number of which makes what is random and what is new. */
  List<Bytes[]> turn(int size, long number) {
    int random = new SplittableRandom(number).nextInt(size);
    int fresh = size + (int) (number % size);
    return requests.stream()
        .map(
            request ->
                request.stream().map(word -> word(word, size, random, fresh)).toArray(Bytes[]::new))
        .toList();
  }

  private static Bytes word(String word, int size, int random, int fresh) {
    Matcher farther = FARTHER.matcher(word);
    if (farther.matches()) return Bytes.of(size / 2 + Integer.parseInt(farther.group(1)));
    return switch (word) {
      case "#size" -> Bytes.of(size);
      case "#half" -> Bytes.of(size / 2);
      case "#random" -> Bytes.of(random);
      case "#key" -> Workload.key(random);
      case "#member" -> Fill.member(random);
      case "#new" -> Fill.member(fresh);
      case "#radius" -> Bytes.of(String.format("%.3f", Math.sqrt(TEN_PLACES / size)));
      default -> Bytes.of(word);
    };
  }
}
