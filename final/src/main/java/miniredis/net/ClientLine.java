package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.ClientFacts;

/**
 * A client as CLIENT LIST shows it: the fields of Redis 7.0 in their order, then those of 7.2 that
 * name the library, if the client has named one.
 *
 * <p>Java does not tell the number of a socket ({@code fd}). There is one output buffer where Redis
 * has a fixed one ({@code rbs obl}) and a list ({@code oll omem}): a small one is shown as the
 * first, a big one as the second.
 */
final class ClientLine {

  private final Connection client;
  private final StringBuilder line = new StringBuilder(400);

  private ClientLine(Connection client) {
    this.client = client;
  }

  static String of(Connection client) {
    return new ClientLine(client).text();
  }

  private String text() {
    ClientState state = client.state();
    ClientFacts facts = client.client().facts();
    line.append("id=").append(client.id());
    add("addr", client.client().address().text());
    add("laddr", client.localAddress().text());
    add("fd", -1);
    add("name", client.client().name().text());
    add("age", (client.now() - state.created()) / 1000);
    add("idle", (client.now() - state.lastUse()) / 1000);
    add("flags", flags(facts));
    add("db", client.client().database());
    add("sub", facts.channels);
    add("psub", facts.patterns);
    add("ssub", facts.shardChannels);
    add("multi", facts.queued);
    addBuffers(facts);
    add("events", events(client.interest()));
    add("cmd", client.lastCommand());
    add("user", client.client().user().name().text());
    add("redir", facts.redirect);
    add("resp", client.client().protocol());
    if (!state.libraryName().isEmpty()) add("lib-name", state.libraryName().text());
    if (!state.libraryVersion().isEmpty()) add("lib-ver", state.libraryVersion().text());
    return line.toString();
  }

  private void addBuffers(ClientFacts facts) {
    long input = client.waitingInput();
    long output = client.output().waiting();
    long room = client.output().room();
    boolean small = room <= OutputBuffer.SMALL;
    add("qbuf", input);
    add("qbuf-free", 0);
    add("argv-mem", 0);
    add("multi-mem", facts.queuedBytes);
    add("rbs", small ? room : 0);
    add("rbp", 0);
    add("obl", small ? output : 0);
    add("oll", small ? 0 : 1);
    add("omem", small ? 0 : room);
    add("tot-mem", client.memory() + facts.queuedBytes);
  }

  private String flags(ClientFacts facts) {
    StringBuilder flags = new StringBuilder(facts.flags);
    if (client.isWaiting()) flags.append('b');
    if (client.isClosing()) flags.append('c');
    if (client.state().noEvict()) flags.append('e');
    if (client.state().noTouch()) flags.append('T');
    return flags.isEmpty() ? "N" : flags.toString();
  }

  private static String events(int interest) {
    String read = (interest & SelectionKey.OP_READ) != 0 ? "r" : "";
    return (interest & SelectionKey.OP_WRITE) != 0 ? read + "w" : read;
  }

  private void add(String name, Object value) {
    line.append(' ').append(name).append('=').append(value);
  }

  /**
   * The letters that Redis would show of an address: {@code 127.0.0.1:6379}, {@code [::1]:6379}.
   */
  static Bytes address(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) return Bytes.EMPTY;
    String host = inet.getAddress().getHostAddress();
    if (inet.getAddress() instanceof Inet6Address) host = "[" + shortened(host) + "]";
    return Bytes.of(host + ":" + inet.getPort());
  }

  /** The longest run of zeros in an IPv6 address becomes two colons; a zone is left out. */
  private static String shortened(String host) {
    String whole = host.replaceFirst("%.*", "");
    for (int zeros = 8; zeros > 1; zeros--) {
      String run = "(^|:)0(:0){" + (zeros - 1) + "}(:|$)";
      String shorter = whole.replaceFirst(run, "::");
      if (!shorter.equals(whole)) return shorter;
    }
    return whole;
  }
}
