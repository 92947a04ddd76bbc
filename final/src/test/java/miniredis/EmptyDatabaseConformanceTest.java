package miniredis;

import course.ConformanceTest;
import course.Usually;
import org.junit.jupiter.api.Test;

/** The one test here needs a database to itself, so it has a class and a server to itself. */
@Usually("DBSIZE counts keys, of every type, and each once.")
class EmptyDatabaseConformanceTest extends ConformanceTest {

  @Test
  void dbSizeCountsKeysOfEveryType() {
    needsEmptyDatabase();
    redis.expect("SET @s x EX 100", "+OK").expect("RPUSH @l x y", ":2");
    redis.expect("HSET @h f x g y", ":2").expect("DBSIZE", ":3");
    redis.expect("DEL @l", ":1").expect("DBSIZE", ":2");
  }
}
