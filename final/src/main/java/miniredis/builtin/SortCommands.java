package miniredis.builtin;

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
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.command.KeySpec;
import miniredis.keyspace.EventClass;
import miniredis.keyspace.WrongTypeException;
import miniredis.resp.Reply;

/** SORT, and SORT_RO that cannot store. A key that is not there sorts as an empty list. */
public final class SortCommands {

  private static final Category[] CATEGORIES = {
    Category.SET, Category.SORTEDSET, Category.LIST, Category.DANGEROUS
  };
  private static final List<String> READ = List.of("RO", "access");
  private static final List<String> OVERWRITTEN = List.of("OW", "update");

  private SortCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.GENERIC);
    describe(
            table.add("SORT", atLeast(2), SortCommands::sort, WRITE, DENYOOM),
            " [STORE destination]")
        .keys(KeySpec.unknown("STORE may stand anywhere among the options", "OW update"))
        .keysBy(SortCommands::keys)
        .summary("Sorts the elements of a list, a set or a sorted set, or stores them sorted");
    describe(table.add("SORT_RO", atLeast(2), SortCommands::sortReadOnly, READONLY), "")
        .keysBy(args -> List.of(new KeySpec.Found(1, READ)))
        .summary("Sorts the elements of a list, a set or a sorted set")
        .since("7.0.0");
  }

  private static Command describe(Command row, String store) {
    return row.key("RO access")
        .keys(KeySpec.unknown("BY and GET name keys by the elements", "RO access"))
        .categories(CATEGORIES)
        .complexity("O(N+M*log(M)), N elements of which M are replied")
        .syntax(
            "key [BY pattern] [LIMIT offset count] [GET pattern [GET pattern ...]] [ASC | DESC]"
                + " [ALPHA]"
                + store);
  }

  /** The key that is sorted, and the one after the last STORE. */
  private static List<KeySpec.Found> keys(Bytes[] args) {
    List<KeySpec.Found> found = new ArrayList<>(List.of(new KeySpec.Found(1, READ)));
    for (int i = 2; i < args.length - 1; i++) {
      if (args[i].is("LIMIT")) {
        i += 2;
      } else if (args[i].is("BY") || args[i].is("GET")) {
        i++;
      } else if (args[i].is("STORE")) {
        if (found.size() > 1) found.removeLast();
        found.add(new KeySpec.Found(++i, OVERWRITTEN));
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
    if (call.database().use(call.key())) throw new WrongTypeException();
    Bytes target = options.target();
    if (target == null) return Reply.EMPTY_ARRAY;
    if (call.database().delete(target)) call.event(EventClass.GENERIC, "del", target);
    return Reply.ZERO;
  }

  /** What follows the key; {@code target} is null where nothing is to be stored. */
  private record SortOptions(Bytes target) {
    static SortOptions of(Call call, boolean mayStore) {
      Bytes target = null;
      for (int i = 2; i < call.size(); i++) {
        Bytes option = call.arg(i);
        int left = call.size() - i - 1;
        if (option.is("ASC") || option.is("DESC") || option.is("ALPHA")) continue;
        if (option.is("LIMIT") && left >= 2) {
          call.integer(++i);
          call.integer(++i);
        } else if ((option.is("BY") || option.is("GET")) && left >= 1) {
          i++;
        } else if (mayStore && option.is("STORE") && left >= 1) {
          target = call.arg(++i);
        } else {
          throw Errors.syntax();
        }
      }
      return new SortOptions(target);
    }
  }
}
