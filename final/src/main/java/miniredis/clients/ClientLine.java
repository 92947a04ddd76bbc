package miniredis.clients;

import module java.base;

import miniredis.command.Client;
import miniredis.command.ClientFacts;
import miniredis.net.Connection;
import miniredis.net.Inbox;
import miniredis.net.Outbox;

/**
 * A client as CLIENT LIST shows it: the fields of Redis 7.0 in their order, then those of 7.2 that
 * name the library, if the client has named one.
 *
 * <p>Java does not tell the number of a socket ({@code fd}). The buffer of a client that nothing
 * waits for is empty and lent to others, so {@code rbs} is 0 then. In {@code oll} and {@code omem}
 * stand long strings that wait: they are shared with the keyspace, so {@code tot-mem} is without
 * them.
 */
final class ClientLine {

  private static final String FLAGS = "OSMPxbtRBdcuAUreT";

  private final Peer peer;
  private final Client client;
  private final Connection connection;
  private final StringBuilder line = new StringBuilder(400);

  private ClientLine(Peer peer) {
    this.peer = peer;
    client = peer.client();
    connection = peer.connection();
  }

  /** The line of a client at a time in Unix milliseconds. */
  static String of(Peer peer, long now) {
    return new ClientLine(peer).text(now);
  }

  private String text(long now) {
    ClientFacts facts = client.facts();
    line.append("id=").append(client.id());
    add("addr", connection.ends().remote().text());
    add("laddr", connection.ends().local().text());
    add("fd", -1);
    add("name", client.name().text());
    add("age", (now - connection.created()) / 1000);
    add("idle", (now - connection.lastUse()) / 1000);
    add("flags", flags(facts));
    add("db", client.database());
    add("sub", facts.channels);
    add("psub", facts.patterns);
    add("ssub", facts.shardChannels);
    add("multi", facts.queued);
    addBuffers(facts);
    add("events", connection.events());
    add("cmd", connection.lastCommand());
    add("user", client.user().name().text());
    add("redir", facts.redirect);
    add("resp", client.protocol());
    if (!peer.libraryName().isEmpty()) add("lib-name", peer.libraryName().text());
    if (!peer.libraryVersion().isEmpty()) add("lib-ver", peer.libraryVersion().text());
    return line.toString();
  }

  private void addBuffers(ClientFacts facts) {
    Inbox input = connection.input();
    Outbox output = connection.output();
    add("qbuf", input.unreadBytes());
    add("qbuf-free", input.freeBytes());
    add("argv-mem", input.argumentBytes());
    add("multi-mem", facts.queuedBytes);
    add("rbs", output.room());
    add("rbp", output.peak());
    add("obl", output.waiting() - output.waitingInStrings());
    add("oll", output.strings());
    add("omem", output.waitingInStrings());
    add("tot-mem", peer.memory());
  }

  private String flags(ClientFacts facts) {
    StringBuilder flags = new StringBuilder(facts.flags);
    if (connection.isWaiting()) flags.append('b');
    if (connection.isClosing()) flags.append('c');
    if (connection.ends().isUnix()) flags.append('U');
    if (peer.noEvict()) flags.append('e');
    if (peer.noTouch()) flags.append('T');
    return flags.isEmpty() ? "N" : inOrder(flags);
  }

  /** As Redis has them, whoever came first. */
  private static String inOrder(StringBuilder flags) {
    return flags
        .chars()
        .boxed()
        .sorted((a, b) -> Integer.compare(FLAGS.indexOf(a), FLAGS.indexOf(b)))
        .map(Character::toString)
        .collect(Collectors.joining());
  }

  private void add(String name, Object value) {
    line.append(' ').append(name).append('=').append(value);
  }
}
