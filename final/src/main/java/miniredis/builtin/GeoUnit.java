package miniredis.builtin;

import miniredis.bytes.Bytes;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/** A unit of distances. */
enum GeoUnit {
  M(1),
  KM(1000),
  FT(0.3048),
  MI(1609.34);

  private final double metres;

  GeoUnit(double metres) {
    this.metres = metres;
  }

  static GeoUnit of(Bytes word) {
    for (GeoUnit unit : values()) if (word.is(unit.name())) return unit;
    throw new CommandException(Errors.GEO_UNIT);
  }

  double toMetres(double distance) {
    return distance * metres;
  }

  double fromMetres(double distance) {
    return distance / metres;
  }
}
