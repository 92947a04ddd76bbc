package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.ClientFacts;
import miniredis.command.Session;
import miniredis.command.SessionState;
import miniredis.config.ClientClass;

/** The half of a connection that has nothing to do with its socket: who the client is. */
abstract class ClientSession implements Session {

  private final long id;
  private final Clients clients;
  private final ClientState state = new ClientState();
  private final Map<Class<?>, Object> attachments = new HashMap<>(0);

  ClientSession(long id, Clients clients) {
    this.id = id;
    this.clients = clients;
  }

  ClientState state() {
    return state;
  }

  ClientClass type() {
    return facts().isSubscriber() ? ClientClass.PUBSUB : ClientClass.NORMAL;
  }

  /** What the families know of the client. */
  ClientFacts facts() {
    ClientFacts facts = new ClientFacts();
    for (Object each : attachments.values()) {
      if (each instanceof SessionState session) session.describe(facts);
    }
    return facts;
  }

  /** Gives back what the families hold for the client. */
  void endAttachments() {
    List<Object> ended = List.copyOf(attachments.values());
    attachments.clear();
    for (Object each : ended) if (each instanceof SessionState session) session.end();
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public int protocol() {
    return state.protocol();
  }

  @Override
  public void protocol(int version) {
    state.protocol(version);
  }

  @Override
  public int database() {
    return state.database();
  }

  @Override
  public void select(int database) {
    state.database(database);
  }

  @Override
  public Bytes name() {
    return state.name();
  }

  @Override
  public void name(Bytes name) {
    state.name(name);
  }

  @Override
  public boolean authenticated() {
    return state.authenticated() || clients.open();
  }

  @Override
  public void authenticated(boolean yes) {
    state.authenticated(yes);
  }

  @Override
  public void reset() {
    endAttachments();
    state.reset();
    state.authenticated(clients.open());
  }

  @Override
  public <T> T attachment(Class<T> type) {
    return type.cast(attachments.get(type));
  }

  @Override
  public <T> void attach(Class<T> type, T value) {
    if (value == null) attachments.remove(type);
    else attachments.put(type, value);
  }
}
