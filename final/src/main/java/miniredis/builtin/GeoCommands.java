package miniredis.builtin;

import static miniredis.command.Access.RW;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;
import miniredis.command.Call;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Group;
import miniredis.resp.Reply;
import miniredis.value.SortedSetValue;

/**
 * Places on earth: members of a sorted set, each with the number of its {@link GeoCell} as score.
 */
public final class GeoCommands {

  private static final Bytes ZADD = Bytes.of("ZADD");
  private static final String COST = "O(N*log(M)), N members asked for of M";
  private static final int METRE_DIGITS = 4;
  private static final int DEGREE_DIGITS = 17;

  private GeoCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.GEO);
    table
        .add("GEOADD", atLeast(5), GeoCommands::geoadd, WRITE, DENYOOM)
        .key(RW, UPDATE)
        .summary("Adds members with their longitudes and latitudes")
        .since("3.2.0")
        .complexity("O(log(N)) for each member, N the members of the set")
        .history("6.2.0", "The options `CH`, `NX` and `XX`")
        .syntax(
            "key condition@6.2.0:[NX | XX] [change@6.2.0:CH] longitude:double latitude:double"
                + " member [longitude:double latitude:double member ...]");
    table
        .add("GEODIST", atLeast(4), GeoCommands::geodist, READONLY)
        .key()
        .brief()
        .summary("Says how far two members are from one another")
        .since("3.2.0")
        .complexity("O(log(N)), N the members of the set")
        .syntax("key member1:string member2:string unit:[M | KM | FT | MI]");
    table
        .add("GEOHASH", atLeast(2), GeoCommands::geohash, READONLY)
        .key()
        .brief()
        .summary("Gets the geohashes of members")
        .since("3.2.0")
        .complexity(COST)
        .syntax("key member [member ...]");
    table
        .add("GEOPOS", atLeast(2), GeoCommands::geopos, READONLY)
        .key()
        .brief()
        .summary("Gets the longitudes and latitudes of members")
        .since("3.2.0")
        .complexity(COST)
        .syntax("key member [member ...]");
    GeoSearchCommands.addTo(table);
  }

  /** Logged as the ZADD that it has been in effect. */
  static Reply geoadd(Call call) {
    AddOptions options = AddOptions.ofPlaces(call);
    int first = options.pairs();
    double[] scores = new double[(call.size() - first) / 3];
    for (int i = 0; i < scores.length; i++) scores[i] = GeoPlace.of(call, first + 3 * i).score();
    if (scores.length == 0) throw Errors.syntax();
    Reply reply = SortedSetCommands.add(call, options, scores, 3);
    call.propagateAs(inEffect(call, first, scores));
    return reply;
  }

  private static Bytes[] inEffect(Call call, int first, double[] scores) {
    List<Bytes> request = new ArrayList<>(List.of(ZADD));
    for (int i = 1; i < first; i++) request.add(call.arg(i));
    for (int i = 0; i < scores.length; i++) {
      request.add(Bytes.of((long) scores[i]));
      request.add(call.arg(first + 3 * i + 2));
    }
    return request.toArray(Bytes[]::new);
  }

  static Reply geodist(Call call) {
    GeoUnit unit = call.size() == 5 ? GeoUnit.of(call.arg(4)) : GeoUnit.M;
    if (call.size() > 5) throw Errors.syntax();
    SortedSetValue set = SortedSetCommands.read(call);
    if (set == null) return Reply.NULL;
    GeoPlace from = GeoPlace.ofMember(set, call.arg(2));
    GeoPlace to = GeoPlace.ofMember(set, call.arg(3));
    if (from == null || to == null) return Reply.NULL;
    return distance(unit.fromMetres(Haversine.exact(from, to)));
  }

  static Reply distance(double distance) {
    return Reply.bulk(Doubles.exact(distance, METRE_DIGITS));
  }

  static Reply geohash(Call call) {
    return ofMembers(call, Reply.NULL, place -> Reply.bulk(GeoCell.geohash(place)));
  }

  static Reply geopos(Call call) {
    return ofMembers(call, Reply.NULL_ARRAY, GeoCommands::pair);
  }

  static Reply pair(GeoPlace place) {
    return Reply.array(degrees(place.longitude()), degrees(place.latitude()));
  }

  private static Reply degrees(double degrees) {
    BigDecimal exact = new BigDecimal(degrees).setScale(DEGREE_DIGITS, RoundingMode.HALF_EVEN);
    return new Reply.Double(Bytes.of(exact.stripTrailingZeros().toPlainString()));
  }

  private static Reply ofMembers(Call call, Reply absent, Function<GeoPlace, Reply> look) {
    SortedSetValue set = SortedSetCommands.read(call);
    List<Reply> replies = new ArrayList<>(call.size() - 2);
    for (Bytes member : call.rest()) {
      GeoPlace place = set == null ? null : GeoPlace.ofMember(set, member);
      replies.add(place == null ? absent : look.apply(place));
    }
    return Reply.array(replies);
  }
}
