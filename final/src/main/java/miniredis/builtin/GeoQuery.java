package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.value.MemberRange;
import miniredis.value.ScoreCursor;
import miniredis.value.SortedSetValue;
import miniredis.value.Span;

/**
 * What GEOSEARCH and its relatives are asked.
 *
 * @param set what is searched, or null: then nothing is found
 * @param centre null only where there is no set
 * @param shape the same
 * @param count the most places that are wanted; 0: all
 * @param any whether any so many will do, and not the nearest
 * @param order 1: the nearest first, -1: the farthest, 0: as they are found
 * @param target the key under which the result is stored, or null: it is replied
 * @param storesDistances whether distances are stored, and not the places themselves
 */
record GeoQuery(
    SortedSetValue set,
    GeoPlace centre,
    GeoShape shape,
    long count,
    boolean any,
    int order,
    boolean withDistance,
    boolean withHash,
    boolean withPlace,
    Bytes target,
    boolean storesDistances) {

  /** A place that was found; how far it is only if that is needed. */
  record Found(Bytes member, GeoPlace place, double score, double metres) {}

  /** What is asked for, in order. */
  List<Found> run() {
    List<Found> found = new ArrayList<>();
    GeoCell last = null;
    for (GeoCell cell : shape.cells(centre)) {
      if (!cell.equals(last)) search(cell, found);
      last = cell;
    }
    if (order > 0) found.sort((a, b) -> Double.compare(a.metres(), b.metres()));
    else if (order < 0) found.sort((a, b) -> Double.compare(b.metres(), a.metres()));
    return count == 0 || count >= found.size() ? found : found.subList(0, (int) count);
  }

  private void search(GeoCell cell, List<Found> found) {
    Span ranks =
        set.find(new MemberRange.Scores(cell.firstScore(), false, cell.endScore(), true), false);
    if (ranks.size() == 0) return;
    boolean needsMetres = order != 0 || withDistance || storesDistances;
    ScoreCursor at = set.cursor(ranks.from());
    for (int i = 0; i < ranks.size() && !isEnough(found); i++, at.next()) {
      GeoPlace place = GeoCell.ofScore(at.score()).middle();
      if (!shape.contains(centre, place)) continue;
      double metres = needsMetres ? Haversine.exact(centre, place) : 0;
      found.add(new Found(at.member(), place, at.score(), metres));
    }
  }

  private boolean isEnough(List<Found> found) {
    return any && found.size() >= count;
  }

  double inUnit(Found found) {
    return shape.unit().fromMetres(found.metres);
  }

  /** Which of the commands it is. */
  enum Kind {
    RADIUS(2),
    RADIUS_READ_ONLY(2),
    RADIUS_BY_MEMBER(2),
    RADIUS_BY_MEMBER_READ_ONLY(2),
    SEARCH(2),
    SEARCH_STORE(3);

    private final int first;

    Kind(int first) {
      this.first = first;
    }

    private boolean isByMember() {
      return this == RADIUS_BY_MEMBER || this == RADIUS_BY_MEMBER_READ_ONLY;
    }

    private boolean isSearch() {
      return this == SEARCH || this == SEARCH_STORE;
    }

    private boolean mayStore() {
      return this == RADIUS || this == RADIUS_BY_MEMBER;
    }
  }

  /** How GEOSEARCH was told its centre. */
  private enum Centre {
    UNKNOWN,
    MEMBER,
    PLACE
  }

  /** The arguments of one request on their way to a query. */
  static final class Parser {
    private final Call call;
    private final Kind kind;
    private final SortedSetValue set;
    private int at;
    private Centre from = Centre.UNKNOWN;
    private GeoPlace centre;
    private GeoShape shape;
    private long count;
    private boolean any;
    private int order;
    private boolean withDistance;
    private boolean withHash;
    private boolean withPlace;
    private Bytes target;
    private boolean storesDistances;

    Parser(Call call, Kind kind) {
      this.call = call;
      this.kind = kind;
      at = kind.first;
      set = call.database().typed(call.arg(at - 1), SortedSetValue.class);
      if (kind == Kind.SEARCH_STORE) target = call.key();
    }

    GeoQuery query() {
      if (kind.isByMember()) member();
      else if (!kind.isSearch()) place();
      while (at < call.size()) option();
      check();
      int wanted = count > 0 && order == 0 && !any ? 1 : order;
      return new GeoQuery(
          set,
          centre,
          shape,
          count,
          any,
          wanted,
          withDistance,
          withHash,
          withPlace,
          target,
          storesDistances);
    }

    /** Of a key that is not there, not even the radius is looked at. */
    private void member() {
      if (set != null) {
        centre = GeoPlace.ofKnownMember(set, call.arg(at));
        shape = GeoShape.Circle.of(call, at + 1);
      }
      at += 3;
    }

    private void place() {
      centre = GeoPlace.of(call, at);
      shape = GeoShape.Circle.of(call, at + 2);
      at += 4;
    }

    private void option() {
      Bytes option = call.arg(at++);
      int left = call.size() - at;
      if (option.is("WITHDIST")) withDistance = true;
      else if (option.is("WITHHASH")) withHash = true;
      else if (option.is("WITHCOORD")) withPlace = true;
      else if (option.is("ANY")) any = true;
      else if (option.is("ASC")) order = 1;
      else if (option.is("DESC")) order = -1;
      else if (option.is("COUNT") && left >= 1) count();
      else if (!(kind.isSearch() ? searchOption(option, left) : storeOption(option, left))) {
        throw Errors.syntax();
      }
    }

    private void count() {
      count = call.integer(at++);
      if (count <= 0) throw new CommandException(Errors.GEO_COUNT);
    }

    private boolean storeOption(Bytes option, int left) {
      boolean distances = option.is("STOREDIST");
      if (!kind.mayStore() || left < 1 || !distances && !option.is("STORE")) return false;
      target = call.arg(at++);
      storesDistances = distances;
      return true;
    }

    private boolean searchOption(Bytes option, int left) {
      if (option.is("FROMMEMBER") && left >= 1 && from != Centre.PLACE) {
        from = Centre.MEMBER;
        if (set != null) centre = GeoPlace.ofKnownMember(set, call.arg(at));
        at++;
      } else if (option.is("FROMLONLAT") && left >= 2 && from != Centre.MEMBER) {
        from = Centre.PLACE;
        centre = GeoPlace.of(call, at);
        at += 2;
      } else if (option.is("BYRADIUS") && left >= 2 && !(shape instanceof GeoShape.Box)) {
        shape = GeoShape.Circle.of(call, at);
        at += 2;
      } else if (option.is("BYBOX") && left >= 3 && !(shape instanceof GeoShape.Circle)) {
        shape = GeoShape.Box.of(call, at);
        at += 3;
      } else if (option.is("STOREDIST") && kind == Kind.SEARCH_STORE) {
        storesDistances = true;
      } else {
        return false;
      }
      return true;
    }

    private void check() {
      if (target != null && (withDistance || withHash || withPlace)) {
        throw Errors.storeWith(kind.isSearch() ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS");
      }
      if (kind.isSearch() && from == Centre.UNKNOWN) {
        throw Errors.exactlyOne("FROMMEMBER or FROMLONLAT", call.arg(0));
      }
      if (kind.isSearch() && shape == null) {
        throw Errors.exactlyOne("BYRADIUS and BYBOX", call.arg(0));
      }
      if (any && count == 0) throw new CommandException(Errors.GEO_ANY);
    }
  }
}
