package exercises;

import static org.assertj.core.api.Assertions.assertThat;

import course.ConformanceTest;
import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step01ClientNameTest extends ConformanceTest {

  @Test
  void aClientHasNoNameAtFirst() {
    redis.expect("CLIENT GETNAME", "$-1");
  }

  @Test
  void aNameStaysUntilTheNextOne() {
    redis.expect("CLIENT SETNAME anna", "+OK");
    redis.expect("client getname", "$4", "anna");
    redis.expect("CLIENT SETNAME bo", "+OK");
    redis.expect("CLIENT GETNAME", "$2", "bo");
  }

  @Test
  void aNameBelongsToOneConnection() {
    redis.expect("CLIENT SETNAME anna", "+OK");
    redis.close();
    connect().expect("CLIENT GETNAME", "$-1");
  }

  @Test
  void everyClientHasANumberOfItsOwn() {
    String first = redis.ask("CLIENT ID");
    assertThat(redis.ask("CLIENT ID")).isEqualTo(first).matches(":\\d+");
    redis.close();
    Redis second = connect();
    assertThat(second.ask("CLIENT ID")).isNotEqualTo(first).matches(":\\d+");
  }

  @Test
  void errorsAreThoseOfRedis() {
    redis.expect("CLIENT", "-ERR wrong number of arguments for 'client' command");
    redis.expect("CLIENT SETNAME", "-ERR wrong number of arguments for 'client|setname' command");
    redis.expect("CLIENT GETNAME x", "-ERR wrong number of arguments for 'client|getname' command");
    redis.expect("CLIENT ID x", "-ERR wrong number of arguments for 'client|id' command");
    redis.expect("CLIENT FLY", "-ERR unknown subcommand 'FLY'. Try CLIENT HELP.");
  }
}
