package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Channels;
import miniredis.command.Command;
import miniredis.command.Denial;
import miniredis.command.Denial.Reason;
import miniredis.command.KeySpec;

/**
 * Commands, keys and channels that belong together: a request is allowed if one of a user's
 * selectors allows all of it.
 */
record Selector(CommandRules commands, KeyRules keys, ChannelRules channels) {

  /** Allows nothing. */
  Selector() {
    this(new CommandRules(), new KeyRules(), new ChannelRules());
  }

  Selector copy() {
    return new Selector(commands.copy(), keys.copy(), channels.copy());
  }

  boolean allowsAnything() {
    return commands.allowAnything() && keys.allowAnything() && channels.allowAnything();
  }

  /** What it does not allow of a request first, or null. */
  Denial denial(Command command, Bytes[] request, Supplier<List<KeySpec.Found>> keysOf) {
    if (!commands.allow(command, request)) return new Denial(Reason.COMMAND, 0);
    if (!keys.allowAnything()) {
      for (KeySpec.Found each : keysOf.get()) {
        if (!keys.allow(request[each.at()], each.access()))
          return new Denial(Reason.KEY, each.at());
      }
    }
    return channels.allowAnything() ? null : channelDenial(command.channels(), request);
  }

  private Denial channelDenial(Channels named, Bytes[] request) {
    int end = named.end(request.length);
    for (int at = 1; at < end; at++) {
      boolean allowed =
          named == Channels.PATTERNS
              ? channels.allowPattern(request[at])
              : channels.allowChannel(request[at]);
      if (!allowed) return new Denial(Reason.CHANNEL, at);
    }
    return null;
  }
}
