package miniredis.builtin;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.Group;
import miniredis.command.KeySpec;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.keyspace.WrongTypeException;
import miniredis.resp.Reply;
import miniredis.value.End;
import miniredis.value.Entry;
import miniredis.value.ListValue;
import miniredis.value.SortedSetValue;
import miniredis.value.Value;

/** SORT, and SORT_RO that cannot store. A key that is not there sorts as an empty list. */
public final class SortCommands {

  private static final Category[] CATEGORIES = {
    Category.SET, Category.SORTEDSET, Category.LIST, Category.DANGEROUS
  };

  private SortCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.GENERIC);
    describe(
            table.add("SORT", atLeast(2), SortCommands::sort, WRITE, DENYOOM),
            " [STORE destination#2]")
        .keys(KeySpec.unknown(OW, UPDATE).noting("STORE may stand anywhere among the options"))
        .keysBy(SortCommands::keys)
        .summary("Sorts the elements of a list, a set or a sorted set, or stores them sorted");
    describe(table.add("SORT_RO", atLeast(2), SortCommands::sortReadOnly, READONLY), "")
        .keysBy(args -> List.of(new KeySpec.Found(1, RO, ACCESS)))
        .summary("Sorts the elements of a list, a set or a sorted set")
        .since("7.0.0");
  }

  private static Command describe(Command row, String store) {
    return row.key(RO, ACCESS)
        .keys(KeySpec.unknown(RO, ACCESS).noting("BY and GET name keys by the elements"))
        .categories(CATEGORIES)
        .complexity("O(N+M*log(M)), N elements of which M are replied")
        .syntax(
            "key [BY pattern#1] [LIMIT offset count] [GET pattern#1 [GET pattern#1 ...]]"
                + " order:[ASC | DESC] [sorting:ALPHA]"
                + store);
  }

  /** The key that is sorted, and the one after the last STORE. */
  private static List<KeySpec.Found> keys(Bytes[] args) {
    List<KeySpec.Found> found = new ArrayList<>(List.of(new KeySpec.Found(1, RO, ACCESS)));
    for (int i = 2; i < args.length - 1; i++) {
      if (args[i].is("LIMIT")) {
        i += 2;
      } else if (args[i].is("BY") || args[i].is("GET")) {
        i++;
      } else if (args[i].is("STORE")) {
        if (found.size() > 1) found.removeLast();
        found.add(new KeySpec.Found(++i, OW, UPDATE));
      }
    }
    return found;
  }

  static Reply sort(Call call) {
    return sort(call, SortOptions.of(call, true));
  }

  static Reply sortReadOnly(Call call) {
    return sort(call, SortOptions.of(call, false));
  }

  private static Reply sort(Call call, SortOptions options) {
    List<Bytes> sorted = sorted(call.database(), call.key(), options);
    List<Bytes> result = options.gets().isEmpty() ? sorted : fetched(call, sorted, options);
    return options.target() == null ? Reply.bulks(result) : store(call, result, options.target());
  }

  private static List<Bytes> sorted(Database database, Bytes key, SortOptions asked) {
    Value value = database.value(key);
    boolean ordered = value == null || value.isOrdered();
    SortOptions options = asked.leavesOrder() && !ordered ? asked.withoutOrder() : asked;
    if (value instanceof SortedSetValue) unpack(database, key);
    List<Bytes> elements = elements(value);
    int size = elements.size();
    if (!options.leavesOrder()) {
      elements = new SortOrder(database, options).sorted(elements);
    } else if (options.descending()) {
      elements = elements.reversed();
    }
    return elements.subList(options.from(size), options.to(size));
  }

  private static List<Bytes> elements(Value value) {
    if (value == null) return List.of();
    List<Bytes> elements = value.sortable();
    if (elements == null) throw new WrongTypeException();
    return elements;
  }

  /** A sorted set is large from then on, as in Redis: nobody asks why, but OBJECT ENCODING says. */
  private static void unpack(Database database, Bytes key) {
    database.editable(key, SortedSetValue.class).unpack();
  }

  private static List<Bytes> fetched(Call call, List<Bytes> elements, SortOptions options) {
    List<Bytes> found = new ArrayList<>();
    for (Bytes element : elements) {
      for (SortPattern get : options.gets()) found.add(get.look(call.database(), element));
    }
    return found;
  }

  /** What GET did not find is stored as an empty string; storing nothing removes the key. */
  private static Reply store(Call call, List<Bytes> result, Bytes target) {
    if (result.isEmpty()) {
      call.storeNothing(target);
      return Reply.ZERO;
    }
    ListValue list = new ListValue(call.keyspace().limits().listNode);
    for (Bytes each : result) list.push(End.TAIL, each == null ? Bytes.EMPTY : each);
    call.database().set(target, list, Entry.NO_DEADLINE);
    call.event(EventClass.LIST, "sortstore", target);
    return Reply.integer(result.size());
  }
}
