package miniredis.tracking;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/**
 * What CLIENT TRACKING is told.
 *
 * @param redirect who is sent the messages: an id, or 0 for the client itself
 * @param broadcast whether all keys with the prefixes are meant, read or not
 * @param prefixes with {@code broadcast}; none: all keys
 * @param optIn whether only keys are tracked that CLIENT CACHING YES was sent before
 * @param optOut whether those are left out that CLIENT CACHING NO was sent before
 * @param noLoop whether the client hears nothing of its own changes
 */
record TrackingOptions(
    long redirect,
    boolean broadcast,
    List<Bytes> prefixes,
    boolean optIn,
    boolean optOut,
    boolean noLoop) {

  /** {@code exists} tells whether there is a client of an id. */
  static TrackingOptions parse(Call call, LongPredicate exists) {
    long redirect = 0;
    List<Bytes> prefixes = new ArrayList<>();
    Set<String> words = new HashSet<>();
    for (int i = 3; i < call.size(); i++) {
      Bytes option = call.arg(i);
      boolean last = i + 1 == call.size();
      if (option.is("REDIRECT") && !last) redirect = target(call, ++i, redirect, exists);
      else if (option.is("PREFIX") && !last) prefixes.add(call.arg(++i));
      else words.add(word(option));
    }
    return new TrackingOptions(
        redirect,
        words.contains("bcast"),
        prefixes,
        words.contains("optin"),
        words.contains("optout"),
        words.contains("noloop"));
  }

  private static String word(Bytes option) {
    for (String each : List.of("bcast", "optin", "optout", "noloop")) {
      if (option.is(each)) return each;
    }
    throw Errors.syntax();
  }

  private static long target(Call call, int at, long before, LongPredicate exists) {
    if (before != 0) throw new CommandException(Errors.REDIRECTED_TWICE);
    long id = call.integer(at);
    if (!exists.test(id)) throw new CommandException(Errors.NO_REDIRECT_TARGET);
    return id;
  }

  /** Whether they agree among each other, and with what is on already, or null. */
  void check(Tracker before) {
    if (!broadcast && !prefixes.isEmpty()) throw new CommandException(Errors.PREFIX_ALONE);
    if (before != null && before.options().broadcast != broadcast) {
      throw new CommandException(Errors.BROADCAST_SWITCHED);
    }
    if (broadcast && (optIn || optOut)) throw new CommandException(Errors.BROADCAST_WITH_OPT);
    if (optIn && optOut) throw new CommandException(Errors.OPTIN_AND_OPTOUT);
    if (before != null && (optIn && before.options().optOut || optOut && before.options().optIn)) {
      throw new CommandException(Errors.OPT_SWITCHED);
    }
    checkPrefixes(before == null ? Set.of() : before.prefixes());
  }

  /** A key may have one prefix only of those that a client has. */
  private void checkPrefixes(Set<Bytes> before) {
    for (int i = 0; i < prefixes.size(); i++) {
      Bytes prefix = prefixes.get(i);
      for (Bytes each : before) {
        if (overlap(prefix, each)) throw Errors.overlapsWithExisting(prefix, each);
      }
      for (Bytes each : prefixes.subList(i + 1, prefixes.size())) {
        if (overlap(prefix, each)) throw Errors.overlapsWithProvided(prefix, each);
      }
    }
  }

  private static boolean overlap(Bytes one, Bytes other) {
    return Broadcasts.startsWith(one, other) || Broadcasts.startsWith(other, one);
  }
}
