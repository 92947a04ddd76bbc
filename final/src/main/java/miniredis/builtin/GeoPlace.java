package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.value.SortedSetValue;

/** A place on earth, in degrees. */
record GeoPlace(double longitude, double latitude) {

  /** Reads the two arguments from one on. */
  static GeoPlace of(Call call, int at) {
    double longitude = SortedSetCommands.number(call.arg(at), Errors.NOT_A_FLOAT);
    double latitude = SortedSetCommands.number(call.arg(at + 1), Errors.NOT_A_FLOAT);
    if (Math.abs(longitude) > GeoCell.MOST_LONGITUDE
        || Math.abs(latitude) > GeoCell.MOST_LATITUDE) {
      throw Errors.noPlace(longitude, latitude);
    }
    return new GeoPlace(longitude, latitude);
  }

  /** The place of a member, or null if it is none. */
  static GeoPlace ofMember(SortedSetValue set, Bytes member) {
    double score = set.score(member);
    return Double.isNaN(score) ? null : GeoCell.ofScore(score).middle();
  }

  /** The same where there must be one. */
  static GeoPlace ofKnownMember(SortedSetValue set, Bytes member) {
    GeoPlace place = ofMember(set, member);
    if (place == null) throw new CommandException(Errors.GEO_NO_MEMBER);
    return place;
  }

  double score() {
    return GeoCell.at(longitude, latitude, GeoCell.FINEST).number();
  }
}
