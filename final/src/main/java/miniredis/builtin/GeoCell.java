package miniredis.builtin;

import module java.base;

/**
 * A rectangle of the map: the world cut into 2<sup>step</sup> columns and as many rows.
 *
 * <p>Its number has the bits of column and row by turns, the column's first. So a cell of the next
 * step has the number of the one that it lies in and two bits more, and all places in a large cell
 * are one range of numbers: that is how a sorted set can find what is near. A place is the cell of
 * step 26 around it, which is less than a metre wide, and whose number of 52 bits a score can hold.
 *
 * @param column counted from the west
 * @param row counted from the south
 */
record GeoCell(int step, long column, long row) {

  static final int FINEST = 26;

  static final double MOST_LONGITUDE = 180;

  /** Where the map of the web ends: with this latitude it is a square. */
  static final double MOST_LATITUDE = 85.05112878;

  private static final double POLE = 90;

  private static final long EVERY_SECOND_BIT = 0x5555555555555555L;
  private static final String DIGITS = "0123456789bcdefghjkmnpqrstuvwxyz";
  private static final int DIGIT_BITS = 5;
  private static final int FULL_DIGITS = 10;

  /** The cell around a place. */
  static GeoCell at(double longitude, double latitude, int step) {
    return at(longitude, latitude, MOST_LATITUDE, step);
  }

  private static GeoCell at(double longitude, double latitude, double mostLatitude, int step) {
    double column = (longitude + MOST_LONGITUDE) / (2 * MOST_LONGITUDE) * (1L << step);
    double row = (latitude + mostLatitude) / (2 * mostLatitude) * (1L << step);
    return new GeoCell(step, (long) column, (long) row);
  }

  /** The finest cell with a number; a score may be any number, and then it is one from nowhere. */
  static GeoCell ofScore(double score) {
    long number = unsigned(score);
    return new GeoCell(FINEST, gathered(number >>> 1), gathered(number));
  }

  /** As x86 turns a double into an unsigned number, what is out of range too. */
  private static long unsigned(double score) {
    if (score < 0x1p63) return (long) score;
    double above = score - 0x1p63;
    return (above < 0x1p63 ? (long) above : Long.MIN_VALUE) ^ Long.MIN_VALUE;
  }

  private static long gathered(long bits) {
    return Long.compress(bits, EVERY_SECOND_BIT);
  }

  long number() {
    return spread(column) << 1 | spread(row);
  }

  private static long spread(long bits) {
    return Long.expand(bits, EVERY_SECOND_BIT);
  }

  /** The lowest score of a place in it. */
  double firstScore() {
    return number() << 2 * (FINEST - step);
  }

  /** The lowest score behind all places in it. */
  double endScore() {
    return number() + 1 << 2 * (FINEST - step);
  }

  /** The cell so many columns to the east and rows to the north; the map goes round both ways. */
  GeoCell neighbour(int columns, int rows) {
    long mask = (1L << step) - 1;
    return new GeoCell(
        step, columns == 0 ? column : column + columns & mask, rows == 0 ? row : row + rows & mask);
  }

  double west() {
    return longitude(column);
  }

  double east() {
    return longitude(column + 1 & 0xffffffffL);
  }

  double south() {
    return latitude(row);
  }

  double north() {
    return latitude(row + 1 & 0xffffffffL);
  }

  private double longitude(long border) {
    return -MOST_LONGITUDE + (border * 1.0 / (1L << step)) * (2 * MOST_LONGITUDE);
  }

  private double latitude(long border) {
    return -MOST_LATITUDE + (border * 1.0 / (1L << step)) * (2 * MOST_LATITUDE);
  }

  /** Its middle, which stands for every place in it. */
  GeoPlace middle() {
    double longitude = (west() + east()) / 2;
    double latitude = (south() + north()) / 2;
    return new GeoPlace(
        Math.clamp(longitude, -MOST_LONGITUDE, MOST_LONGITUDE),
        Math.clamp(latitude, -MOST_LATITUDE, MOST_LATITUDE));
  }

  /**
   * Eleven characters as on geohash.org, where the rows go up to the poles. 52 bits are two short
   * of what the last one needs, so it is always 0.
   */
  static String geohash(GeoPlace place) {
    long number = at(place.longitude(), place.latitude(), POLE, FINEST).number();
    StringBuilder hash = new StringBuilder(FULL_DIGITS + 1);
    for (int i = 1; i <= FULL_DIGITS; i++) {
      int digit = (int) (number >>> 2 * FINEST - i * DIGIT_BITS) & 31;
      hash.append(DIGITS.charAt(digit));
    }
    return hash.append(DIGITS.charAt(0)).toString();
  }
}
