package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class HaversineTest {

  private final RandomGenerator random = new SplittableRandom(1);

  @Test
  void whatIsFartherIsToldAsTheWholeFormulaTellsIt() {
    for (int i = 0; i < 100_000; i++) {
      GeoPlace from = place();
      GeoPlace to = i % 2 == 0 ? place() : near(from);
      double metres = metres(from, to);
      for (double border : List.of(metres, Math.nextUp(metres), Math.nextDown(metres))) {
        assertFarther(border, from, to, metres > border);
      }
      double anywhere = metres * random.nextDouble(2);
      assertFarther(anywhere, from, to, metres > anywhere);
    }
  }

  @Test
  void thePlaceItselfIsNotFartherThanNothing() {
    GeoPlace place = place();
    assertFarther(0, place, place, false);
    assertFarther(0, new GeoPlace(0, 0), new GeoPlace(180, 0), true);
    assertFarther(20_020_000, new GeoPlace(0, 0), new GeoPlace(180, 0), true);
    assertFarther(20_021_000, new GeoPlace(0, 0), new GeoPlace(180, 0), false);
  }

  private static void assertFarther(double metres, GeoPlace from, GeoPlace to, boolean farther) {
    assertThat(Haversine.isFarther(metres, from, to))
        .as("%s m from %s to %s", metres, from, to)
        .isEqualTo(farther);
  }

  private GeoPlace place() {
    return new GeoPlace(random.nextDouble(-180, 180), random.nextDouble(-85, 85));
  }

  private GeoPlace near(GeoPlace other) {
    return new GeoPlace(
        other.longitude() + random.nextDouble(-.01, .01),
        other.latitude() + random.nextDouble(-.01, .01));
  }

  private static double metres(GeoPlace from, GeoPlace to) {
    double latitude1 = Haversine.radians(from.latitude());
    double latitude2 = Haversine.radians(to.latitude());
    double u = Math.sin((latitude2 - latitude1) / 2);
    double v =
        Math.sin((Haversine.radians(to.longitude()) - Haversine.radians(from.longitude())) / 2);
    double a = u * u + Math.cos(latitude1) * Math.cos(latitude2) * v * v;
    return 2 * Haversine.EARTH * Math.asin(Math.sqrt(a));
  }
}
