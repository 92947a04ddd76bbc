package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeoCommandsTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final Playground redis =
      new Playground(GeoCommands::addTo, SortedSetCommands::addTo, KeyCommands::addTo);

  @BeforeEach
  void twoTownsInSicily() {
    redis.set("string", "v");
    redis.ask("GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania");
    redis.events();
  }

  @Test
  void aPlaceIsTheScoreOfAMember() {
    redis.expect("ZSCORE g Palermo", "$16 3479099956230698");
    redis.expect("GEOADD g CH 13.361389 38.115556 Palermo 0 0 Null", ":1");
    assertThat(redis.logged())
        .containsExactly("ZADD g CH 3479099956230698 Palermo 3377699720527872 Null");
    assertThat(redis.events()).containsExactly("0 zadd g");
    redis.expect("GEOADD g XX 1 1 none", ":0");
    redis.expect("GEOADD g NX 1 1 Palermo", ":0");
  }

  @Test
  void whatIsOffTheMapIsRefused() {
    redis.expect("GEOADD g 181 1 a", "-ERR invalid longitude,latitude pair 181.000000,1.000000");
    redis.expect("GEOADD g 1 -86 a", "-ERR invalid longitude,latitude pair 1.000000,-86.000000");
    redis.expect("GEOADD g inf 1 a", "-ERR invalid longitude,latitude pair inf,1.000000");
    redis.expect("GEOADD g x 1 a", "-ERR value is not a valid float");
    redis.expect("GEOADD g 1 1 a 2", "-ERR syntax error");
    redis.expect("GEOADD g NX XX 1 1 a", "-ERR syntax error");
    redis.expect("ZCARD g", ":2");
  }

  @Test
  void distancesHaveFourDigitsAfterThePoint() {
    redis.expect("GEODIST g Palermo Catania", "$11 166274.1516");
    redis.expect("GEODIST g Palermo Catania KM", "$8 166.2742");
    redis.expect("GEODIST g Palermo Catania mi", "$8 103.3182");
    redis.expect("GEODIST g Palermo Palermo", "$6 0.0000");
    redis.expect("GEODIST g Palermo none", "$-1");
    redis.expect("GEODIST none Palermo Catania", "$-1");
    redis.expect(
        "GEODIST g Palermo Catania x", "-ERR unsupported unit provided. please use M, KM, FT, MI");
    redis.expect("GEODIST g Palermo Catania m x", "-ERR syntax error");
  }

  @Test
  void aPlaceIsGivenBackAsTheMiddleOfItsCell() {
    redis.expect(
        "GEOPOS g Palermo none", "*2 *2 $20 13.36138933897018433 $20 38.11555639549629859 *-1");
    redis.expect("GEOPOS none a", "*1 *-1");
    redis.expect("GEOHASH g Palermo Catania none", "*3 $11 sqc8b49rny0 $11 sqdtr74hyu0 $-1");
    redis.client().protocol(3);
    redis.expect("GEOPOS g Palermo", "*1 *2 ,13.36138933897018433 ,38.11555639549629859");
  }

  @Test
  void whatIsNearIsFoundInACircleOrABox() {
    redis.expect("GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km ASC", "*2 $7 Catania $7 Palermo");
    redis.expect("GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km DESC", "*2 $7 Palermo $7 Catania");
    redis.expect("GEOSEARCH g FROMLONLAT 15 37 BYRADIUS 100 km", "*1 $7 Catania");
    redis.expect(
        "GEOSEARCH g FROMMEMBER Palermo BYBOX 400 400 km COUNT 1 WITHDIST WITHHASH",
        "*1 *3 $7 Palermo $6 0.0000 :3479099956230698");
    redis.expect("GEOSEARCH g FROMMEMBER Palermo BYBOX 400 1 km", "*1 $7 Palermo");
    redis.expect("GEORADIUS g 15 37 200 km WITHDIST DESC COUNT 1", "*1 *2 $7 Palermo $8 190.4424");
    redis.expect("GEORADIUSBYMEMBER_RO g Catania 1 m", "*1 $7 Catania");
    redis.expect("GEORADIUSBYMEMBER none Catania nonsense nonsense", "*0");
  }

  @Test
  void theDateLineIsNoBorder() {
    redis.ask("GEOADD date 179.99 0 west -179.99 0 east");
    redis.expect(
        "GEOSEARCH date FROMLONLAT 179.999 0 BYRADIUS 5 km ASC WITHDIST",
        "*2 *2 $4 west $6 1.0013 *2 $4 east $6 1.2237");
  }

  @Test
  void aResultIsStoredAsPlacesOrDistances() {
    redis.expect("GEOSEARCHSTORE near g FROMLONLAT 15 37 BYRADIUS 200 km", ":2");
    redis.expect("GEODIST near Palermo Catania", "$11 166274.1516");
    redis.expect("GEORADIUS g 15 37 100 km STOREDIST near", ":1");
    assertThat(redis.ask("ZSCORE near Catania")).startsWith("$18 56.441257870158");
    redis.expect("GEORADIUSBYMEMBER none x 1 m STORE near", ":0");
    assertThat(redis.events())
        .containsExactly(
            "0 new near",
            "0 geosearchstore near",
            "0 georadiusstore near",
            "0 keymiss none",
            "0 del near");
  }

  @Test
  void searchesThatMakeNoSenseAreRefused() {
    redis.expect("GEOSEARCH g FROMLONLAT 1 1 BYRADIUS x m", "-ERR need numeric radius");
    redis.expect("GEOSEARCH g FROMLONLAT 1 1 BYRADIUS -1 m", "-ERR radius cannot be negative");
    redis.expect("GEOSEARCH g FROMLONLAT 1 1 BYBOX x 1 m", "-ERR need numeric width");
    redis.expect("GEOSEARCH g FROMLONLAT 1 1 BYBOX 1 x m", "-ERR need numeric height");
    redis.expect(
        "GEOSEARCH g FROMLONLAT 1 1 BYBOX 1 -1 m", "-ERR height or width cannot be negative");
    redis.expect(
        "GEOSEARCH g BYRADIUS 1 m ASC WITHDIST",
        "-ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH");
    redis.expect(
        "geosearch g FROMLONLAT 1 1 ASC WITHDIST",
        "-ERR exactly one of BYRADIUS and BYBOX can be specified for geosearch");
    redis.expect("GEOSEARCH g FROMLONLAT 1 1 FROMMEMBER a BYRADIUS 1 m", "-ERR syntax error");
    redis.expect(
        "GEOSEARCH g FROMMEMBER none BYRADIUS 1 m", "-ERR could not decode requested zset member");
    redis.expect("GEOSEARCH g FROMLONLAT 1 1 BYRADIUS 1 m COUNT 0", "-ERR COUNT must be > 0");
    redis.expect(
        "GEOSEARCH g FROMLONLAT 1 1 BYRADIUS 1 m ANY",
        "-ERR the ANY argument requires COUNT argument");
    redis.expect(
        "GEORADIUS g 1 1 1 m STORE a WITHDIST",
        "-ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD"
            + " options");
    redis.expect("GEORADIUS_RO g 1 1 1 m STORE a", "-ERR syntax error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GEOADD string 1 1 a",
        "GEODIST string a b",
        "GEOHASH string a",
        "GEOPOS string a",
        "GEOSEARCH string FROMMEMBER a BYRADIUS 1 m",
        "GEOSEARCHSTORE t string FROMMEMBER a BYRADIUS 1 m",
        "GEORADIUS string 1 1 1 m",
        "GEORADIUSBYMEMBER string a 1 m"
      })
  void whatIsNoSortedSetIsRefused(String request) {
    redis.expect(request, WRONG_TYPE);
  }
}
