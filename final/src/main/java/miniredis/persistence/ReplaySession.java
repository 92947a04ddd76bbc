package miniredis.persistence;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Session;
import miniredis.resp.Reply;

/** The client that the log is: it may do everything and hears nothing. */
final class ReplaySession implements Session {

  private final Map<Class<?>, Object> attachments = new HashMap<>();
  private int database;

  @Override
  public long id() {
    return 0;
  }

  @Override
  public int protocol() {
    return 2;
  }

  @Override
  public void protocol(int version) {}

  @Override
  public int database() {
    return database;
  }

  @Override
  public void select(int database) {
    this.database = database;
  }

  @Override
  public Bytes name() {
    return Bytes.EMPTY;
  }

  @Override
  public void name(Bytes name) {}

  @Override
  public boolean authenticated() {
    return true;
  }

  @Override
  public void authenticated(boolean yes) {}

  @Override
  public void reset() {}

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public void push(Reply message) {}

  @Override
  public void closeAfterReply() {}

  @Override
  public void closeAtOnce() {}

  @Override
  public <T> T attachment(Class<T> type) {
    return type.cast(attachments.get(type));
  }

  @Override
  public <T> void attach(Class<T> type, T value) {
    attachments.put(type, value);
  }
}
