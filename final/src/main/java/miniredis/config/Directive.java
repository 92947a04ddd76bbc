package miniredis.config;

import miniredis.bytes.Bytes;

/** One row of the table of settings: what it is called, what it may be, and what it is at first. */
final class Directive {

  private final String name;
  private final Kind kind;
  private final Value initial;
  private String alias;
  private boolean immutable;
  private boolean guarded;
  private boolean hidden;
  private boolean secret;
  private boolean inert;

  Directive(String name, Kind kind, Value initial) {
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

  Value initial() {
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

  /** Kept and shown, but for a feature that is not here: worth a warning if it is changed. */
  Directive inert() {
    inert = true;
    return this;
  }

  boolean isInert() {
    return inert;
  }

  Value parse(Bytes[] words, Value before) {
    if (!kind.manyWords() && words.length != 1) {
      throw new ConfigException(
          words.length == 0 ? "a value is missing" : "takes one value, not " + words.length);
    }
    return kind.parse(words, before);
  }
}
