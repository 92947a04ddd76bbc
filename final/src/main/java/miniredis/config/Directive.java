package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;

/** One row of the table of settings: what it is called, what it may be, and what it is at first. */
final class Directive {

  private final String name;
  private final Kind kind;
  private final Parsed initial;
  private String alias;
  private boolean immutable;
  private boolean guarded;
  private boolean hidden;
  private boolean secret;
  private boolean reference;
  private String missing;
  private Predicate<Bytes> promising = _ -> false;

  Directive(String name, Kind kind, Parsed initial) {
    this.name = name;
    this.kind = kind;
    this.initial = initial;
  }

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  Parsed initial() {
    return initial;
  }

  /** The name it had in older versions, which works as well, or null. */
  String alias() {
    return alias;
  }

  Directive alias(String older) {
    alias = older;
    return this;
  }

  /** Set at start only. */
  Directive immutable() {
    immutable = true;
    return this;
  }

  boolean isImmutable() {
    return immutable;
  }

  /** CONFIG SET needs enable-protected-configs: whoever may choose a file may overwrite any. */
  Directive guarded() {
    guarded = true;
    return this;
  }

  boolean isGuarded() {
    return guarded;
  }

  /** CONFIG GET shows it to its exact name only. */
  Directive hidden() {
    hidden = true;
    return this;
  }

  boolean isHidden() {
    return hidden;
  }

  /** Its value must not appear in logs, the slow log or MONITOR. */
  Directive secret() {
    secret = true;
    return this;
  }

  boolean isSecret() {
    return secret;
  }

  /** Names a file that may have changed, so to set it to the same again is a change. */
  Directive reference() {
    reference = true;
    return this;
  }

  boolean isReference() {
    return reference;
  }

  /**
   * Says that somebody's data or secrets may depend on a value other than the first one, and what
   * is missing while nobody keeps that promise: then it is refused rather than passed over.
   */
  Directive promise(String missing) {
    return promise(missing, value -> !value.equals(initial.text()));
  }

  /** The same for some of the values. */
  Directive promise(String missing, Predicate<Bytes> promising) {
    this.missing = missing;
    this.promising = promising;
    return this;
  }

  /** Whether a value is a promise that must not be made while nobody holds a handle. */
  boolean isPromise(Parsed value) {
    return promising.test(value.text());
  }

  String missing() {
    return missing;
  }

  Parsed parse(Bytes[] words, Parsed before) {
    if (!kind.manyWords() && words.length != 1) {
      throw new ConfigException(
          words.length == 0 ? "a value is missing" : "takes one value, not " + words.length);
    }
    return kind.parse(words, before);
  }
}
