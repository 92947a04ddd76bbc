package miniredis.server;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.clients.Clients;
import miniredis.command.Client;
import miniredis.pubsub.Kind;
import miniredis.pubsub.PubSub;
import miniredis.security.Connected;

/** Everyone who is connected, as rights are concerned with them: asked of the rooms that know. */
final class Everyone implements Connected {

  private final PubSub pubSub;
  private Clients clients;

  Everyone(PubSub pubSub) {
    this.pubSub = pubSub;
  }

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
    List<Bytes> names = new ArrayList<>(pubSub.names(client, Kind.CHANNEL));
    names.addAll(pubSub.names(client, Kind.SHARD));
    return names;
  }

  @Override
  public Collection<Bytes> patterns(Client client) {
    return pubSub.names(client, Kind.PATTERN);
  }
}
