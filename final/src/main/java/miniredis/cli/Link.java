package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * The connection behind the shell. A lost one is made again, with the same login, protocol and
 * database, when the next command needs it.
 *
 * <p>One thread uses it; {@link #interrupt} alone may be called from another.
 */
final class Link implements AutoCloseable {

  private final String user;
  private final String password;

  /** Where a person reads what is no reply: a lost connection, a failed login. */
  private final Consumer<String> notices;

  /** Who is told of messages that come unasked. */
  private Consumer<Reply.Push> pushes = push -> {};

  private String host;
  private int port;
  private int protocol;
  private int database;
  private boolean inTransaction;
  private int logins;

  /** Volatile for {@link #interrupt}. Null while there is no connection. */
  private volatile Client client;

  private volatile boolean interrupted;

  Link(CliOptions options, Consumer<String> notices) {
    this.user = options.user();
    this.password = options.password();
    this.host = options.host();
    this.port = options.port();
    this.protocol = options.protocol();
    this.database = options.database();
    this.notices = notices;
  }

  void onPush(Consumer<Reply.Push> listener) {
    pushes = listener;
  }

  boolean connected() {
    return client != null;
  }

  boolean interrupted() {
    return interrupted;
  }

  boolean inTransaction() {
    return inTransaction;
  }

  int database() {
    return database;
  }

  /** Goes up with every log-in: a new connection, AUTH or HELLO. */
  int logins() {
    return logins;
  }

  /** Turns to another server. */
  void redirect(String host, int port) {
    close();
    this.host = host;
    this.port = port;
  }

  /**
   * Connects, if there is no connection.
   *
   * @throws IOException with the whole sentence to show
   */
  Client open() throws IOException {
    Client open = client;
    if (open != null) return open;
    interrupted = false;
    try {
      open = Client.connect(host, port).onPush(pushes);
    } catch (IOException e) {
      throw new ConnectException(
          "Could not connect to mini Redis at " + host + ":" + port + ": " + reason(e));
    }
    client = open;
    logins++;
    greet(open);
    return open;
  }

  /**
   * Sends a command and waits for its reply. If the connection turns out to be dead, it is made
   * anew and the command sent once more, as redis-cli does; inside a transaction that would be
   * wrong.
   */
  Reply call(Bytes[] words) throws IOException {
    interrupted = false;
    boolean fresh = client == null;
    try {
      return noted(words, open().call(words));
    } catch (ConnectException e) {
      throw e;
    } catch (IOException e) {
      boolean lostTransaction = inTransaction;
      close();
      if (words[0].is("SHUTDOWN")) return Reply.NONE;
      if (interrupted) throw e;
      if (fresh || lostTransaction) throw new IOException(lost(lostTransaction), e);
    }
    Client again = open();
    notices.accept("Server closed the connection; connected again to " + host + ":" + port + ".");
    return noted(words, again.call(words));
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
    inTransaction = false;
    if (open != null) closeQuietly(open);
  }

  private void greet(Client open) throws IOException {
    if (password != null) {
      Reply reply = user == null ? open.call("AUTH", password) : open.call("AUTH", user, password);
      if (reply instanceof Reply.Error(Bytes text)) notices.accept("AUTH failed: " + text.text());
    }
    if (protocol == 3 && open.call("HELLO", "3") instanceof Reply.Error(Bytes text)) {
      notices.accept("HELLO 3 failed: " + text.text());
    }
    if (database != 0
        && open.call("SELECT", Integer.toString(database)) instanceof Reply.Error(Bytes text)) {
      notices.accept("SELECT " + database + " failed: " + text.text());
      database = 0;
    }
  }

  /** Keeps in mind what the prompt shows and what a new connection has to be told. */
  private Reply noted(Bytes[] words, Reply reply) {
    Bytes name = words[0];
    if (name.is("EXEC") || name.is("DISCARD")) inTransaction = false;
    if (reply instanceof Reply.Error || reply.equals(Reply.QUEUED)) return reply;
    if (name.is("MULTI")) inTransaction = true;
    if (name.is("AUTH") || name.is("HELLO")) logins++;
    if (name.is("SELECT") && words.length == 2) database = number(words[1], database);
    if (name.is("HELLO") && words.length > 1) protocol = number(words[1], protocol);
    if (name.is("RESET")) {
      database = 0;
      protocol = 2;
      inTransaction = false;
    }
    return reply;
  }

  private static int number(Bytes word, int otherwise) {
    return Numbers.isInteger(word) ? (int) Numbers.integer(word) : otherwise;
  }

  private static String lost(boolean inTransaction) {
    return "Server closed the connection" + (inTransaction ? "; the transaction is lost" : "");
  }

  private static String reason(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> "Name or service not known";
      case SocketTimeoutException _ -> "Connection timed out";
      default -> e.getMessage();
    };
  }

  private static void closeQuietly(Client client) {
    try {
      client.close();
    } catch (IOException e) {
      // It is given up either way.
    }
  }
}
