package miniredis.builtin;

import module java.base;

import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/**
 * What is searched, around a centre that is given later: a circle or a box.
 *
 * <p>A search looks into the cell of the centre and its eight neighbours, of a step at which these
 * are just large enough to hold the shape, and leaves out those that the shape does not reach.
 */
sealed interface GeoShape {

  GeoUnit unit();

  /** From the centre to the north, in metres. */
  double height();

  /** From the centre to the east, in metres. */
  double width();

  /** From the centre to what is farthest, in metres. */
  double reach();

  /** Whether a place is in it. */
  boolean contains(GeoPlace centre, GeoPlace place);

  record Circle(double radius, GeoUnit unit) implements GeoShape {

    /** Reads radius and unit. */
    static Circle of(Call call, int at) {
      double radius = SortedSetCommands.number(call.arg(at), Errors.GEO_RADIUS);
      if (radius < 0) throw new CommandException(Errors.GEO_RADIUS_NEGATIVE);
      return new Circle(radius, GeoUnit.of(call.arg(at + 1)));
    }

    @Override
    public double height() {
      return unit.toMetres(radius);
    }

    @Override
    public double width() {
      return unit.toMetres(radius);
    }

    @Override
    public double reach() {
      return unit.toMetres(radius);
    }

    @Override
    public boolean contains(GeoPlace centre, GeoPlace place) {
      return !Haversine.isFarther(unit.toMetres(radius), centre, place);
    }
  }

  record Box(double fullWidth, double fullHeight, GeoUnit unit) implements GeoShape {

    /** Reads width, height and unit. */
    static Box of(Call call, int at) {
      double width = SortedSetCommands.number(call.arg(at), Errors.GEO_WIDTH);
      double height = SortedSetCommands.number(call.arg(at + 1), Errors.GEO_HEIGHT);
      if (height < 0 || width < 0) throw new CommandException(Errors.GEO_BOX_NEGATIVE);
      return new Box(width, height, GeoUnit.of(call.arg(at + 2)));
    }

    @Override
    public double height() {
      return unit.toMetres(fullHeight / 2);
    }

    @Override
    public double width() {
      return unit.toMetres(fullWidth / 2);
    }

    @Override
    public double reach() {
      double width = fullWidth / 2;
      double height = fullHeight / 2;
      return unit.toMetres(Math.sqrt(width * width + height * height));
    }

    /** The width is that at the latitude of the place. */
    @Override
    public boolean contains(GeoPlace centre, GeoPlace place) {
      GeoPlace below = new GeoPlace(centre.longitude(), place.latitude());
      GeoPlace beside = new GeoPlace(place.longitude(), centre.latitude());
      return !Haversine.isFarther(unit.toMetres(fullWidth) / 2, place, below)
          && !Haversine.isFarther(unit.toMetres(fullHeight) / 2, place, beside);
    }
  }

  /** Half of the way round the earth on the map, in metres. */
  double HALF_ROUND = 20037726.37;

  /** In which order the neighbours are searched: columns to the east, rows to the north. */
  int[][] AROUND = {{0, 0}, {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};

  /** The cells in which places of the shape can be, in the order in which Redis visits them. */
  default List<GeoCell> cells(GeoPlace centre) {
    double rows = Haversine.degrees(height() / Haversine.EARTH);
    double farther = Math.abs(centre.latitude()) + rows;
    double columns =
        Haversine.degrees(width() / Haversine.EARTH / Math.cos(Haversine.radians(farther)));
    double west = centre.longitude() - columns;
    double east = centre.longitude() + columns;
    double south = centre.latitude() - rows;
    double north = centre.latitude() + rows;

    int step = step(centre.latitude());
    GeoCell cell = GeoCell.at(centre.longitude(), centre.latitude(), step);
    if (step > 1 && isTooSmall(cell, west, east, south, north)) {
      step--;
      cell = GeoCell.at(centre.longitude(), centre.latitude(), step);
    }
    List<GeoCell> cells = new ArrayList<>();
    for (int[] to : AROUND) {
      boolean useless =
          step >= 2
              && (to[1] < 0 && cell.south() < south
                  || to[1] > 0 && cell.north() > north
                  || to[0] < 0 && cell.west() < west
                  || to[0] > 0 && cell.east() > east);
      if (!useless) cells.add(cell.neighbour(to[0], to[1]));
    }
    return cells;
  }

  /** The step at which a cell is about as wide as the shape; near the poles columns are narrow. */
  private int step(double latitude) {
    double range = reach();
    if (range == 0) return GeoCell.FINEST;
    int step = -1;
    for (; range < HALF_ROUND; range *= 2) step++;
    if (Math.abs(latitude) > 66) step--;
    if (Math.abs(latitude) > 80) step--;
    return Math.clamp(step, 1, GeoCell.FINEST);
  }

  /** Whether the shape reaches beyond the neighbours, the centre being near an edge. */
  private static boolean isTooSmall(
      GeoCell cell, double west, double east, double south, double north) {
    return cell.neighbour(0, 1).north() < north
        || cell.neighbour(0, -1).south() > south
        || cell.neighbour(1, 0).east() < east
        || cell.neighbour(-1, 0).west() > west;
  }
}
