package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step03IncrbyfloatTest extends ConformanceTest {

  @Test
  void sumsAreExactInTenths() {
    redis.expect("SET @price 10.50", "+OK");
    redis.expect("INCRBYFLOAT @price 0.1", "$4", "10.6");
    redis.expect("INCRBYFLOAT @price -5", "$3", "5.6");
    redis.expect("GET @price", "$3", "5.6");
    redis.expect("INCRBYFLOAT @small 0.1", "$3", "0.1");
    redis.expect("INCRBYFLOAT @small 0.2", "$3", "0.3");
  }

  @Test
  void exponentsAreUnderstoodAndNotWritten() {
    redis.expect("SET @n 5.0e3", "+OK");
    redis.expect("INCRBYFLOAT @n 2.0e2", "$4", "5200");
  }

  @Test
  void zerosAtTheEndAreNotWritten() {
    redis.expect("INCRBYFLOAT @n 1.500", "$3", "1.5");
    redis.expect("INCRBYFLOAT @n 0.500", "$1", "2");
    redis.expect("INCRBYFLOAT @n 98", "$3", "100");
    redis.expect("INCRBYFLOAT @n -100", "$1", "0");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    redis.expect("SET @name anna", "+OK");
    redis.expect("INCRBYFLOAT @name 1", "-ERR value is not a valid float");
    redis.expect("INCRBYFLOAT @n one", "-ERR value is not a valid float");
    redis.expect("EXISTS @n", ":0");
    redis.expect("INCRBYFLOAT @n", "-ERR wrong number of arguments for 'incrbyfloat' command");
  }
}
