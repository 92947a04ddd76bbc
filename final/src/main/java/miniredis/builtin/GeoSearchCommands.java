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
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.KeySpec;
import miniredis.resp.BulkList;
import miniredis.resp.Reply;
import miniredis.value.SortedSetValue;

/** What is near: in a circle or a box around a place or a member. */
final class GeoSearchCommands {

  private static final String COST =
      "O(N+log(M)), N members in the cells around the shape, M members of the set";
  private static final String UNIT = "unit:<M | KM | FT | MI>";
  private static final String CENTRE_AND_SHAPE =
      "from:<FROMMEMBER member | FROMLONLAT longitude:double latitude:double>"
          + " by:<circle:<<BYRADIUS radius:double> "
          + UNIT
          + "> | box:<<BYBOX width:double> height:double "
          + UNIT
          + ">>";
  private static final String WITH = " [WITHCOORD] [WITHDIST] [WITHHASH]";
  private static final String ANY_SINCE = " count:[COUNT count [@6.2.0:ANY]]";
  private static final String ANY = " count:[COUNT count [ANY]]";
  private static final String ORDER = " order:[ASC | DESC]";
  private static final String STORE = " [STORE key#1] [STOREDIST key#2]";
  private static final String UPPERCASE = "Takes units in capitals";

  private GeoSearchCommands() {}

  static void addTo(CommandTable table) {
    describe(table.add("GEOSEARCH", atLeast(7), GeoSearchCommands::geosearch, READONLY))
        .key()
        .summary("Finds members in a circle or a box")
        .since("6.2.0")
        .history("7.0.0", UPPERCASE)
        .syntax("key " + CENTRE_AND_SHAPE + ORDER + ANY + WITH);
    describe(
            table.add(
                "GEOSEARCHSTORE", atLeast(8), GeoSearchCommands::geosearchstore, WRITE, DENYOOM))
        .keys(KeySpec.at(1, OW, UPDATE))
        .keys(KeySpec.at(2, RO, ACCESS))
        .summary("Stores members in a circle or a box, or their distances")
        .since("6.2.0")
        .history("7.0.0", UPPERCASE)
        .syntax("destination:key source:key#1 " + CENTRE_AND_SHAPE + ORDER + ANY + " [STOREDIST]");
    addOld(table);
  }

  private static void addOld(CommandTable table) {
    String around = "key longitude:double latitude:double radius:double " + UNIT + WITH;
    String aroundMember = "key member radius:double " + UNIT + WITH;
    radius(table, "GEORADIUS", 6, GeoQuery.Kind.RADIUS)
        .summary("Finds members in a circle, or stores them or their distances")
        .since("3.2.0")
        .deprecated("6.2.0", "`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument")
        .history("6.2.0", "The option `ANY` of `COUNT`")
        .history("7.0.0", UPPERCASE)
        .syntax(around + ANY_SINCE + ORDER + STORE);
    radius(table, "GEORADIUSBYMEMBER", 5, GeoQuery.Kind.RADIUS_BY_MEMBER)
        .summary("Finds members in a circle around one, or stores them or their distances")
        .since("3.2.0")
        .deprecated(
            "6.2.0",
            "`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` and `FROMMEMBER` arguments")
        .history("7.0.0", UPPERCASE)
        .syntax(aroundMember + ANY + ORDER + STORE);
    readOnly(table, "GEORADIUS_RO", 6, GeoQuery.Kind.RADIUS_READ_ONLY)
        .summary("Finds members in a circle")
        .since("3.2.10")
        .deprecated("6.2.0", "`GEOSEARCH` with the `BYRADIUS` argument")
        .history("6.2.0", "The option `ANY` of `COUNT`")
        .syntax(around + ANY_SINCE + ORDER);
    readOnly(table, "GEORADIUSBYMEMBER_RO", 5, GeoQuery.Kind.RADIUS_BY_MEMBER_READ_ONLY)
        .summary("Finds members in a circle around one")
        .since("3.2.10")
        .deprecated("6.2.0", "`GEOSEARCH` with the `BYRADIUS` and `FROMMEMBER` arguments")
        .syntax(aroundMember + ANY + ORDER);
  }

  private static Command describe(Command row) {
    return row.complexity(COST);
  }

  /** STORE may come anywhere behind the unit; of both, the last counts. */
  private static Command radius(
      CommandTable table, String name, int arguments, GeoQuery.Kind kind) {
    return describe(table.add(name, atLeast(arguments), call -> search(call, kind), WRITE, DENYOOM))
        .key(RO, ACCESS)
        .keys(stored("STORE", arguments))
        .keys(stored("STOREDIST", arguments))
        .keysBy(args -> keys(args, arguments));
  }

  private static KeySpec stored(String word, int from) {
    return KeySpec.of(new KeySpec.Keyword(word, from), new KeySpec.Range(0, 1, 0), OW, UPDATE);
  }

  private static List<KeySpec.Found> keys(Bytes[] args, int from) {
    List<KeySpec.Found> found = new ArrayList<>(List.of(new KeySpec.Found(1, RO, ACCESS)));
    for (int i = from; i < args.length - 1; i++) {
      if (!args[i].is("STORE") && !args[i].is("STOREDIST")) continue;
      if (found.size() > 1) found.removeLast();
      found.add(new KeySpec.Found(++i, OW, UPDATE));
    }
    return found;
  }

  private static Command readOnly(
      CommandTable table, String name, int arguments, GeoQuery.Kind kind) {
    return describe(table.add(name, atLeast(arguments), call -> search(call, kind), READONLY))
        .key();
  }

  static Reply geosearch(Call call) {
    return search(call, GeoQuery.Kind.SEARCH);
  }

  static Reply geosearchstore(Call call) {
    return search(call, GeoQuery.Kind.SEARCH_STORE);
  }

  private static Reply search(Call call, GeoQuery.Kind kind) {
    GeoQuery query = new GeoQuery.Parser(call, kind).query();
    List<GeoQuery.Found> found = query.set() == null ? List.of() : query.run();
    if (query.target() == null) return reply(query, found);
    String event = kind == GeoQuery.Kind.SEARCH_STORE ? "geosearchstore" : "georadiusstore";
    return store(call, query, found, event);
  }

  private static Reply reply(GeoQuery query, List<GeoQuery.Found> found) {
    if (query.withDistance() || query.withHash() || query.withPlace()) {
      return Reply.array(found.stream().map(each -> item(query, each)).toList());
    }
    BulkList members = BulkList.ofAbout(found.size());
    for (GeoQuery.Found each : found) members.append(each.member());
    return Reply.array(members);
  }

  private static Reply item(GeoQuery query, GeoQuery.Found found) {
    List<Reply> parts = new ArrayList<>(List.of(Reply.bulk(found.member())));
    if (query.withDistance()) parts.add(GeoCommands.distance(query.inUnit(found)));
    if (query.withHash()) parts.add(Reply.integer((long) found.score()));
    if (query.withPlace()) parts.add(GeoCommands.pair(found.place()));
    return Reply.array(parts);
  }

  private static Reply store(Call call, GeoQuery query, List<GeoQuery.Found> found, String event) {
    int longest = found.stream().mapToInt(each -> each.member().length()).max().orElse(0);
    SortedSetValue set = SortedSetValue.forMembers(found.size(), longest, call.keyspace().limits());
    for (GeoQuery.Found each : found) {
      set.set(each.member(), query.storesDistances() ? query.inUnit(each) : each.score());
    }
    return SortedSetCommands.store(call, query.target(), set, event);
  }
}
