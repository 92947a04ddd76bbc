package miniredis.tracking;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Attachment;
import miniredis.command.Client;
import miniredis.command.ClientFacts;

/** A client that has tracking on, and how. It is attached to its client as long as that is so. */
final class Tracker implements Attachment {

  private final Tracking tracking;
  private final Client client;
  private final SortedSet<Bytes> prefixes = new TreeSet<>();
  private TrackingOptions options;

  /** Whether CLIENT CACHING was sent right before. */
  private boolean caching;

  /** Whether whom the messages are redirected to was found to be gone. */
  private boolean broken;

  Tracker(Tracking tracking, Client client) {
    this.tracking = tracking;
    this.client = client;
  }

  Client client() {
    return client;
  }

  TrackingOptions options() {
    return options;
  }

  /** Other options from now on; prefixes are added to those that there were. */
  void options(TrackingOptions options) {
    this.options = options;
    broken = false;
    if (!options.broadcast()) return;
    List<Bytes> wanted = options.prefixes().isEmpty() ? List.of(Bytes.EMPTY) : options.prefixes();
    prefixes.addAll(wanted);
    for (Bytes each : wanted) tracking.broadcasts().add(each, this);
  }

  /** In order; empty unless it is told of all keys that begin with one of them. */
  SortedSet<Bytes> prefixes() {
    return prefixes;
  }

  boolean caching() {
    return caching;
  }

  void caching(boolean yes) {
    caching = yes;
  }

  boolean isBroken() {
    return broken;
  }

  void breakRedirect() {
    broken = true;
  }

  /** Whether the keys that its commands read now are to be remembered. */
  boolean remembers() {
    if (options.broadcast()) return false;
    return options.optIn() ? caching : !options.optOut() || !caching;
  }

  @Override
  public void describe(ClientFacts facts) {
    facts.flags.append('t');
    if (broken) facts.flags.append('R');
    if (options.broadcast()) facts.flags.append('B');
    facts.redirect = options.redirect();
  }

  /** Tracking is turned off, or the client leaves or is reset. */
  @Override
  public void end() {
    for (Bytes each : prefixes) tracking.broadcasts().remove(each, this);
    prefixes.clear();
    tracking.ended(this);
  }
}
