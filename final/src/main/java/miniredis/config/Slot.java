package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Where the value of one setting is kept, whether anybody heeds it or not; a setting's older name
 * leads to the same slot.
 */
final class Slot {

  private final Directive directive;
  private final List<Setting<?>> handles = new ArrayList<>(1);
  private Parsed parsed;

  /** What set it last, if that was not CONFIG SET. */
  private Assignment source;

  Slot(Directive directive) {
    this.directive = directive;
    parsed = directive.initial();
  }

  Directive directive() {
    return directive;
  }

  Parsed parsed() {
    return parsed;
  }

  void set(Parsed parsed) {
    this.parsed = parsed;
    for (Setting<?> handle : handles) handle.read();
  }

  void set(Parsed parsed, Assignment source) {
    this.source = source;
    set(parsed);
  }

  void announce() {
    for (Setting<?> handle : handles) handle.announce();
  }

  <T> Setting<T> handle(Function<Parsed, T> reading) {
    Setting<T> handle = new Setting<>(this, reading);
    handles.add(handle);
    return handle;
  }

  boolean isInitial() {
    return parsed.text().equals(directive.initial().text());
  }

  /** Whether it is set to something that nobody does. */
  boolean isUnheeded() {
    return handles.isEmpty() && !isInitial();
  }

  /** Refuses a start with a setting on which somebody's data may depend and which nobody keeps. */
  void refuseBrokenPromise() {
    if (wouldBreak(parsed)) throw source.refused(directive.missing());
  }

  /** Refuses a new value of CONFIG SET for the same reason. */
  void refuseBrokenPromise(Parsed wanted) {
    if (wouldBreak(wanted)) throw new ConfigException(directive.missing());
  }

  private boolean wouldBreak(Parsed value) {
    return handles.isEmpty() && directive.isPromise(value);
  }

  Bytes text() {
    return parsed.text();
  }
}
