package miniredis.net;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.Accounts;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.command.User;
import miniredis.config.ClientClass;

/** Which clients CLIENT KILL means. Of an option that comes twice, the later one counts. */
final class KillFilter {

  private final Map<String, Predicate<Connection>> conditions = new HashMap<>();
  private boolean sparesCaller = true;

  private KillFilter() {}

  /** The old form: an address alone, the caller's own included. */
  static KillFilter address(Bytes address) {
    KillFilter filter = new KillFilter();
    filter.conditions.put("addr", each -> address.equals(each.client().address()));
    filter.sparesCaller = false;
    return filter;
  }

  static KillFilter parse(List<Bytes> words, Accounts accounts) {
    KillFilter filter = new KillFilter();
    for (int i = 0; i < words.size(); i += 2) {
      if (i + 1 == words.size()) throw Errors.syntax();
      filter.add(words.get(i), words.get(i + 1), accounts);
    }
    return filter;
  }

  private void add(Bytes option, Bytes value, Accounts accounts) {
    if (option.is("ID")) conditions.put("id", withId(value));
    else if (option.is("TYPE")) conditions.put("type", ofType(value));
    else if (option.is("ADDR"))
      conditions.put("addr", each -> value.equals(each.client().address()));
    else if (option.is("LADDR")) conditions.put("laddr", each -> value.equals(each.localAddress()));
    else if (option.is("USER")) conditions.put("user", ofUser(value, accounts));
    else if (option.is("SKIPME") && value.is("yes")) sparesCaller = true;
    else if (option.is("SKIPME") && value.is("no")) sparesCaller = false;
    else throw Errors.syntax();
  }

  boolean matches(Connection client, Connection caller) {
    if (client == caller && sparesCaller) return false;
    return conditions.values().stream().allMatch(condition -> condition.test(client));
  }

  private static Predicate<Connection> withId(Bytes number) {
    long id = Numbers.isInteger(number) ? Numbers.integer(number) : 0;
    if (id < 1) throw new CommandException(Errors.CLIENT_ID_NOT_POSITIVE);
    return each -> each.id() == id;
  }

  private static Predicate<Connection> ofUser(Bytes name, Accounts accounts) {
    User wanted = accounts.find(name);
    if (wanted == null) throw Errors.noSuchUser(name);
    return each -> each.client().user() == wanted;
  }

  /** There are no masters and no replicas, but their names are known. */
  static Predicate<Connection> ofType(Bytes type) {
    if (type.is("normal")) return each -> each.type() == ClientClass.NORMAL;
    if (type.is("pubsub")) return each -> each.type() == ClientClass.PUBSUB;
    if (type.is("replica") || type.is("slave")) return each -> each.type() == ClientClass.REPLICA;
    if (type.is("master")) return _ -> false;
    throw Errors.clientType(type);
  }
}
