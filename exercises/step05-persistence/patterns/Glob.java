package miniredis;

/** A pattern as Redis understands it: * stands for any characters, ? for one. */
final class Glob {
  static boolean matches(String pattern, String text) {
    return pattern.equals(text); // TODO
  }
}
