package miniredis.differential;

import static miniredis.differential.Arguments.*;

import miniredis.bytes.Bytes;

/** Places on earth, kept in sorted sets. */
final class GeoGrammar {

  private GeoGrammar() {}

  static Family family() {
    return new Family("geo", "geo")
        .command(
            "GEOADD", key(), options("NX", "XX", "CH"), some(degrees(180), degrees(86), member()))
        .command("GEOPOS", key(), some(member()))
        .command("GEODIST", key(), member(), member(), maybe(unit()))
        .command("GEOHASH", key(), some(member()))
        .command(
            "GEOSEARCH",
            key(),
            center(),
            shape(),
            options("ASC", "DESC", count(), "WITHCOORD", "WITHDIST", "WITHHASH"))
        .command(
            "GEOSEARCHSTORE",
            key(),
            key(),
            center(),
            shape(),
            options("ASC", "DESC", count(), "STOREDIST"))
        .command(
            "GEORADIUS",
            key(),
            degrees(180),
            degrees(86),
            radius(),
            unit(),
            options(
                "ASC",
                "DESC",
                count(),
                "WITHCOORD",
                "WITHDIST",
                "WITHHASH",
                option("STORE", key())))
        .command(
            "GEORADIUS_RO",
            key(),
            degrees(180),
            degrees(86),
            radius(),
            unit(),
            options("ASC", "DESC", count(), "WITHDIST"))
        .command(
            "GEORADIUSBYMEMBER",
            key(),
            member(),
            radius(),
            unit(),
            options("ASC", "DESC", count(), "WITHDIST", option("STOREDIST", key())))
        .command(
            "GEORADIUSBYMEMBER_RO",
            key(),
            member(),
            radius(),
            unit(),
            options("ASC", "DESC", count()));
  }

  private static Argument degrees(int most) {
    return oneOf(
        drawn(draw -> Bytes.of("" + draw.between(-most * 100, most * 100) / 100.0)), floating());
  }

  private static Argument radius() {
    return oneOf(drawn(draw -> Bytes.of("" + draw.between(0, 8000))), floating());
  }

  private static Argument unit() {
    return oneOf("m", "km", "ft", "mi", "km", value());
  }

  private static Argument center() {
    return oneOf(option("FROMMEMBER", member()), option("FROMLONLAT", degrees(180), degrees(86)));
  }

  private static Argument shape() {
    return oneOf(option("BYRADIUS", radius(), unit()), option("BYBOX", radius(), radius(), unit()));
  }

  /** ANY takes whichever comes first, and which that is depends on how the cells are walked. */
  private static Argument count() {
    return option("COUNT", integer(1, 5));
  }
}
