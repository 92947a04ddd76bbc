package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step02GetrangeTest extends ConformanceTest {

  private static final String NO_INTEGER = "-ERR value is not an integer or out of range";

  @BeforeEach
  void sixteenBytes() {
    redis.expect("SET @text \"This is a string\"", "+OK");
  }

  private void range(String positions, String part) {
    redis.expect("GETRANGE @text " + positions, "$" + part.length(), part);
  }

  @Test
  void bothEndsAreIncluded() {
    range("0 3", "This");
    range("5 5", "i");
  }

  @Test
  void negativePositionsCountFromTheEnd() {
    range("-6 -1", "string");
    range("0 -1", "This is a string");
    range("-16 -13", "This");
  }

  @Test
  void aRangeIsCutToWhatIsThere() {
    range("10 100", "string");
    range("-100 2", "Thi");
    range("-9223372036854775808 9223372036854775807", "This is a string");
  }

  @Test
  void anEmptyRangeIsAnEmptyValue() {
    range("5 3", "");
    range("16 20", "");
    range("-1 -2", "");
    redis.expect("GETRANGE @nobody 0 5", "$0", "");
  }

  @Test
  void farBeforeTheBeginningIsTheFirstByte() {
    range("-100 -90", "T");
  }

  @Test
  void positionsAreIntegers() {
    redis.expect("GETRANGE @text a b", NO_INTEGER).expect("GETRANGE @text 0 1.5", NO_INTEGER);
    redis.expect("GETRANGE @text 0 9223372036854775808", NO_INTEGER);
    redis.expect("GETRANGE @text 0", "-ERR wrong number of arguments for 'getrange' command");
  }
}
