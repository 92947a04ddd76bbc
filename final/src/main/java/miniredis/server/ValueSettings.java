package miniredis.server;

import miniredis.config.Config;
import miniredis.keyspace.Keyspace;
import miniredis.value.Limits;

/** Tells the keyspace what the settings say of values, at the start and whenever they change. */
final class ValueSettings {

  private ValueSettings() {}

  static void follow(Config config, Keyspace keyspace) {
    Limits limits = keyspace.limits();
    config.integer("list-max-listpack-size").follow(size -> limits.listNode = size);
    config.number("hash-max-listpack-entries").follow(most -> limits.hashFields = most);
    config.number("hash-max-listpack-value").follow(most -> limits.hashBytes = most);
    config.number("set-max-intset-entries").follow(most -> limits.setNumbers = most);
    config.number("zset-max-listpack-entries").follow(most -> limits.sortedSetMembers = most);
    config.number("zset-max-listpack-value").follow(most -> limits.sortedSetBytes = most);
    config.number("stream-node-max-bytes").follow(most -> limits.streamNodeBytes = most);
    config.number("stream-node-max-entries").follow(most -> limits.streamNodeEntries = most);
    config.number("hll-sparse-max-bytes").follow(most -> limits.hllSparse = most);
    config.number("proto-max-bulk-len").follow(keyspace::longestString);
  }
}
