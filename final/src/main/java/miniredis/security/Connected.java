package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;

/** Everyone who is connected, as far as rights are concerned with them. */
public interface Connected {

  /** All clients. */
  Collection<Client> all();

  /** A client as CLIENT LIST shows it. */
  String describe(Client client);

  /** The channels that a client listens to by name, those of shards among them. */
  Collection<Bytes> channels(Client client);

  /** The patterns of channels that a client listens to. */
  Collection<Bytes> patterns(Client client);
}
