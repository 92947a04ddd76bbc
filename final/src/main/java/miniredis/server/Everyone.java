package miniredis.server;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.clients.Clients;
import miniredis.command.Client;
import miniredis.security.Connected;

/** Everyone who is connected, as rights are concerned with them: asked of the rooms that know. */
final class Everyone implements Connected {

  private Clients clients;

  /** To be called before the first client comes. */
  void are(Clients clients) {
    this.clients = clients;
  }

  @Override
  public Collection<Client> all() {
    return clients.everyone();
  }

  @Override
  public String describe(Client client) {
    return clients.describe(client);
  }

  @Override
  public Collection<Bytes> channels(Client client) {
    return List.of();
  }

  @Override
  public Collection<Bytes> patterns(Client client) {
    return List.of();
  }
}
