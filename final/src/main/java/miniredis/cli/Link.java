package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Address;
import miniredis.client.Client;
import miniredis.client.Tap;
import miniredis.client.Tls;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/**
 * The connection to the server, and all that a new one has to be told: the login, the protocol, the
 * database. Connects as redis-cli does, with its words on standard error.
 *
 * <p>One thread uses it; {@link #interrupt} alone may be called from another.
 */
final class Link implements AutoCloseable {

  private final Consumer<String> complaints;
  private final Tls tls;
  private final boolean resp2;
  private Tap tap = Tap.NONE;
  private Consumer<Reply.Push> pushes = push -> {};

  private Address address;
  private String user;
  private String password;

  /** The protocol to ask for, and whether it is a failure not to get it. */
  private CliOptions.Resp3 resp3;

  /** The database that was chosen, and the one that the server has us in. */
  private int wanted;

  private int database;
  private boolean inTransaction;
  private int beforeTransaction;
  private int subscriptions;

  /** Goes up with every connection, AUTH and HELLO: what a user may see may have changed. */
  private int logins;

  /** Volatile for {@link #interrupt}. Null while there is no connection. */
  private volatile Client client;

  private volatile boolean interrupted;

  /** Why the connection is of no use although there is one; null while it is. */
  private Exception failure;

  /**
   * @param complaints takes a line for a person to read
   */
  Link(CliOptions options, Consumer<String> complaints) {
    this.complaints = complaints;
    tls = options.tls;
    resp2 = options.resp2;
    resp3 = options.resp3;
    address = options.address();
    user = options.user;
    password = options.password;
    wanted = options.database;
  }

  /** Who sees the bytes of the next connections. */
  void tap(Tap tap) {
    this.tap = tap;
  }

  /** Who is told of messages that come unasked. */
  void onPush(Consumer<Reply.Push> listener) {
    pushes = listener;
    if (client != null) client.onPush(listener);
  }

  Address address() {
    return address;
  }

  /** Whether there is a connection, and it has not failed while we were introducing ourselves. */
  boolean connected() {
    return client != null && !(failure instanceof IOException);
  }

  /**
   * The connection, when there is one.
   *
   * @throws ProtocolException again, if what came over it before was not understood
   */
  Client client() {
    if (failure instanceof ProtocolException e) throw e;
    return client;
  }

  /** What is wrong with a connection that is there; empty if nothing is; null if there is none. */
  String problem() {
    if (client == null) return null;
    return failure == null ? "" : Reasons.of(failure);
  }

  int database() {
    return database;
  }

  int logins() {
    return logins;
  }

  boolean speaksResp3() {
    return resp3 != CliOptions.Resp3.NO && !resp2;
  }

  /** How many channels and patterns we have subscribed to, while going on to type. */
  int subscriptions() {
    return subscriptions;
  }

  void subscriptions(int count) {
    subscriptions = count;
  }

  boolean inTransaction() {
    return inTransaction;
  }

  boolean interrupted() {
    return interrupted;
  }

  /** Turns to another server; the next {@link #connect} goes there. */
  void redirect(Address other) {
    close();
    address = other;
  }

  /**
   * Connects anew and says who we are. A server that refuses the login, the database or the
   * protocol leaves us connected, but it is a failure.
   *
   * @param loud whether to say that there is no server
   */
  boolean connect(boolean loud) {
    close();
    interrupted = false;
    try {
      client = Client.connect(address, tls, Duration.ZERO, tap).onPush(pushes);
    } catch (Tls.SetupException e) {
      complaints.accept("Could not negotiate a TLS connection: " + e.getMessage());
      return false;
    } catch (IOException | RuntimeException e) {
      if (loud) {
        complaints.accept("Could not connect to Redis at " + place() + ": " + Reasons.of(e));
      }
      return false;
    }
    logins++;
    return greet(client);
  }

  /** As redis-cli names it: an IPv6 host without brackets. */
  private String place() {
    return address.socket() != null ? address.toString() : address.host() + ":" + address.port();
  }

  private boolean greet(Client client) {
    try {
      return login(client) && select(client) && speak(client);
    } catch (IOException | ProtocolException e) {
      failure = e;
      complaints.accept("\nI/O error");
      return false;
    }
  }

  private boolean login(Client client) throws IOException {
    if (password == null) return true;
    Reply reply =
        user == null ? client.call("AUTH", password) : client.call("AUTH", user, password);
    if (!(reply instanceof Reply.Error(Bytes text))) return true;
    complaints.accept("AUTH failed: " + text.text());
    return false;
  }

  private boolean select(Client client) throws IOException {
    if (wanted == database) return true;
    Reply reply = client.call("SELECT", Integer.toString(wanted));
    if (reply instanceof Reply.Error(Bytes text)) {
      complaints.accept("SELECT " + wanted + " failed: " + text.text());
      return false;
    }
    database = wanted;
    return true;
  }

  private boolean speak(Client client) throws IOException {
    if (resp3 == CliOptions.Resp3.NO || resp2) return true;
    if (!(client.call("HELLO", "3") instanceof Reply.Error(Bytes text))) return true;
    complaints.accept("HELLO 3 failed: " + text.text());
    return resp3 == CliOptions.Resp3.IF_POSSIBLE;
  }

  /**
   * A second connection with the same rights, in the same database, for what the user did not ask
   * for: the manual, keys to complete. It says nothing of what goes wrong; null where it cannot be.
   */
  Client another(Duration patience) {
    try {
      Client other = Client.connect(address, tls, patience, Tap.NONE).timeout(patience);
      if (password != null) {
        other.send(
            user == null ? new String[] {"AUTH", password} : new String[] {"AUTH", user, password});
        other.receive();
      }
      if (database != 0) other.call("SELECT", Integer.toString(database));
      return other;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Keeps in mind what the prompt shows and what a new connection has to be told. */
  void note(Bytes[] words, Reply reply) {
    Bytes name = words[0];
    boolean failed = reply instanceof Reply.Error;
    if (name.is("SELECT") && words.length == 2 && !failed) {
      wanted = database = Digits.small(words[1].text());
    } else if (name.is("AUTH") && (words.length == 2 || words.length == 3)) {
      authenticated(words, failed);
    } else if (name.is("MULTI") && words.length == 1 && !failed) {
      inTransaction = true;
      beforeTransaction = database;
    } else if (name.is("EXEC") && words.length == 1 && inTransaction) {
      inTransaction = false;
      if (failed || reply instanceof Reply.Null || reply instanceof Reply.NullArray) goBack();
    } else if (name.is("DISCARD") && words.length == 1 && !failed) {
      inTransaction = false;
      goBack();
    } else if (name.is("HELLO") && words.length > 1 && !failed) {
      logins++;
      resp3 = words[1].is("3") ? CliOptions.Resp3.YES : CliOptions.Resp3.NO;
    } else if (name.is("RESET") && words.length == 1 && !failed) {
      inTransaction = false;
      wanted = database = 0;
      resp3 = CliOptions.Resp3.NO;
    }
  }

  private void authenticated(Bytes[] words, boolean failed) {
    if (!failed && !inTransaction) {
      user = words.length == 3 ? words[1].text() : null;
      password = words[words.length - 1].text();
      logins++;
    }
    try {
      select(client);
    } catch (IOException | ProtocolException e) {
      complaints.accept("\nI/O error");
    }
  }

  private void goBack() {
    wanted = database = beforeTransaction;
  }

  /** From any thread: ends a wait for a reply. The connection is lost with it. */
  void interrupt() {
    interrupted = true;
    Client open = client;
    if (open != null) closeQuietly(open);
  }

  @Override
  public void close() {
    Client open = client;
    client = null;
    failure = null;
    subscriptions = 0;
    database = 0;
    inTransaction = false;
    if (open != null) closeQuietly(open);
  }

  static void closeQuietly(Client client) {
    try {
      client.close();
    } catch (IOException e) {
      // It is given up either way.
    }
  }
}
