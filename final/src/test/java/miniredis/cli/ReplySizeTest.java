package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.ModuleServer;
import miniredis.bytes.Words;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The size that is told before a command is sent, beside the reply that then comes. */
class ReplySizeTest {

  private static ModuleServer server;
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    server = new ModuleServer();
    client = Client.connect("127.0.0.1", server.start());
    for (String line :
        List.of(
            "SET text hello",
            "SET more 12345678",
            "RPUSH list 1 2 3 4 5 6 7",
            "HSET hash a 1 b 2 c 3",
            "SADD set 1 2 3 4",
            "SADD odd 1 3 5",
            "ZADD zset 0 a 0 b 0 c 0 d 0 e",
            "ZADD scores 1 a 2 b 3 c 4 d 5 e",
            "GEOADD places 1 1 a 1.1 1.1 b 1.2 1.2 c",
            "XADD stream 1-1 a b",
            "XADD stream 1-2 a b",
            "XADD stream 1-3 a b")) {
      ask(line);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    server.close();
  }

  private static Reply ask(String line) throws IOException {
    return client.call(Words.split(line).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KEYS * | 10",
        "LRANGE list 0 -1 | 7",
        "LRANGE list -3 100 | 3",
        "LRANGE list 2 1 | 0",
        "LRANGE text 0 -1 | 0",
        "SMEMBERS set | 4",
        "SUNION set odd | 7",
        "SINTER set odd | 3",
        "SDIFF set odd | 4",
        "HGETALL hash | 6",
        "HKEYS hash | 3",
        "HVALS hash | 3",
        "ZRANGE scores 0 -1 | 5",
        "ZRANGE scores 0 -1 WITHSCORES | 10",
        "ZRANGE scores 1 2 | 2",
        "ZRANGE scores 2 4 BYSCORE | 3",
        "ZRANGE scores 4 2 BYSCORE REV | 3",
        "ZRANGE scores 2 4 BYSCORE LIMIT 0 1 | 1",
        "ZRANGE zset [b [d BYLEX | 3",
        "ZREVRANGE scores 0 1 WITHSCORES | 4",
        "ZRANGEBYSCORE scores (1 +inf | 4",
        "ZREVRANGEBYSCORE scores +inf (1 | 4",
        "ZRANGEBYSCORE scores -inf +inf LIMIT 1 2 | 2",
        "ZRANGEBYLEX zset - + | 5",
        "ZREVRANGEBYLEX zset + [c | 3",
        "ZUNION 2 scores zset | 10",
        "ZINTER 2 scores zset WITHSCORES | 10",
        "ZDIFF 2 scores zset | 5",
        "ZUNION x scores | 0",
        "ZUNION 99 scores | 0",
        "GEOSEARCH places FROMMEMBER a BYRADIUS 1 km | 3",
        "GEOSEARCH places FROMMEMBER a BYRADIUS 1 km COUNT 2 | 2",
        "XRANGE stream - + | 3",
        "XRANGE stream - + COUNT 2 | 2",
        "XREAD STREAMS stream 0 | 3",
        "XREAD COUNT 1 STREAMS stream 0 | 1",
        "SORT list | 7",
        "SORT set LIMIT 0 2 | 2",
        "SORT list STORE other | 0",
        "GET text | 0",
        "PING | 0",
        "LRANGE | 0",
        "HGETALL | 0",
      })
  void itemsAreCountedBeforehand(String line, long size) throws IOException {
    assertThat(new ReplySize(Words.split(line).orElseThrow(), client).items()).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET text | 5",
        "GET nothing | 0",
        "GET list | 0",
        "GETEX more PERSIST | 8",
        "MGET text more nothing | 13",
        "GETRANGE more 1 3 | 3",
        "GETRANGE more 0 -1 | 8",
        "DUMP nothing | 0",
        "SMEMBERS set | 0",
        "GET | 0",
      })
  void bytesAreCountedBeforehand(String line, long size) throws IOException {
    assertThat(new ReplySize(Words.split(line).orElseThrow(), client).bytes()).isEqualTo(size);
  }

  @Test
  void aDumpIsAboutAsLargeAsTheMemoryOfItsKey() throws IOException {
    ask("SETRANGE big 2000000 x");
    assertThat(new ReplySize(Words.split("DUMP big").orElseThrow(), client).bytes())
        .isGreaterThan(1_900_000);
    assertThat(Guard.question(Words.split("GET big").orElseThrow(), client))
        .isEqualTo("The reply has about 2.0 M bytes.");
    ask("DEL big");
  }
}
