package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;

/** What clients get wrong: an argument too few or too many, twice, elsewhere, or nonsense. */
final class Mutation {

  private Mutation() {}

  /** Most commands stay as they are. */
  static Request maybe(Request request, Draw draw) {
    if (draw.chance(86)) return request;
    List<Bytes> arguments = new ArrayList<>(request.arguments());
    do mutate(arguments, draw);
    while (draw.chance(20));
    return new Request(arguments);
  }

  private static void mutate(List<Bytes> arguments, Draw draw) {
    int end = arguments.size();
    // The name itself is left alone: what nobody knows is worth one case in fifty.
    if (draw.chance(2)) arguments.set(0, Odd.any(draw));
    if (end == 1) {
      arguments.add(Odd.any(draw));
      return;
    }
    int at = 1 + draw.below(end - 1);
    switch (draw.below(6)) {
      case 0 -> arguments.remove(at);
      case 1 -> arguments.add(at, arguments.get(at));
      case 2 -> arguments.add(1 + draw.below(end), Odd.any(draw));
      case 3 -> arguments.set(at, Odd.any(draw));
      case 4 -> Collections.swap(arguments, at, 1 + draw.below(end - 1));
      default -> arguments.subList(at, end).clear();
    }
  }
}
