package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.value.SortedSetValue;

/** A place on earth, in degrees. */
record GeoPlace(double longitude, double latitude) {

  /** The mean radius of the earth in metres. */
  static final double EARTH = 6372797.560856;

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

  /** Metres along a great circle, by the haversine formula. */
  double distanceTo(GeoPlace other) {
    double latitude1 = radians(latitude);
    double latitude2 = radians(other.latitude);
    double u = Math.sin((latitude2 - latitude1) / 2);
    double v = Math.sin((radians(other.longitude) - radians(longitude)) / 2);
    double a = u * u + Math.cos(latitude1) * Math.cos(latitude2) * v * v;
    return 2 * EARTH * Math.asin(Math.sqrt(a));
  }

  static double radians(double degrees) {
    return degrees * (Math.PI / 180);
  }

  static double degrees(double radians) {
    return radians / (Math.PI / 180);
  }
}
