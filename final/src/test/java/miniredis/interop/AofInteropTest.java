package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each server starts on the log of the other, and holds every key, value and deadline; and for the
 * same commands both log the same effects.
 */
@Tag("interop")
class AofInteropTest {

  /** Requests whose effects are compared; a line in brackets waits so many milliseconds. */
  private static final String SCRIPT =
      """
      SET k v
      SET k v EX 1000
      SET k v KEEPTTL
      SET k v PXAT 2000000000000
      SET k v EXAT 2000000000 GET
      SET k w NX
      SET k w XX GET
      SET k w GET KEEPTTL
      SETEX s 100 v
      PSETEX s 100000 v
      SETNX s v
      SETNX n 1
      MSET a 1 b 2
      MSETNX a 1 b 2
      MSETNX c 1 d 2
      APPEND a x
      SETRANGE a 1 y
      SETRANGE e 1 ""
      INCR n
      INCRBY n 5
      DECR n
      DECRBY n 2
      INCRBYFLOAT n 0.5
      GETSET k z
      GETDEL k
      GETDEL k
      SET k v
      GETEX k EX 100
      GETEX k PXAT 2000000000000
      GETEX k PERSIST
      GETEX k PERSIST
      GETEX k EXAT 1
      SET k v
      EXPIRE k 100
      PEXPIRE k 100000 NX
      PEXPIRE k 200000 XX
      EXPIREAT k 2000000000
      PEXPIREAT k 2000000000000
      EXPIRE k -1
      SET k v
      PERSIST k
      EXPIRE k 100
      PERSIST k
      GET k
      SETBIT bits 7 1
      SETBIT bits 7 1
      BITFIELD bits SET u8 0 255 GET u8 0
      BITFIELD bits GET u8 0
      BITOP NOT inverse bits
      BITOP AND nothing none
      RENAME k k2
      RENAMENX k2 a
      COPY k2 k3
      COPY k2 k3
      COPY k2 k3 REPLACE
      COPY k2 k4 DB 3
      MOVE k3 4
      MOVE k3 4
      SELECT 3
      DEL k4 nothing
      DEL nothing
      UNLINK nothing
      SET k4 1
      UNLINK k4
      SELECT 0
      TOUCH a
      RPUSH l c a b
      LPUSH l x
      LPUSHX none x
      RPUSHX l y
      LPOP l
      LPOP l 2
      RPOP l 0
      RPOP l
      LPOP none
      RPUSH l 1 2 3 4 3 2 1
      LINSERT l BEFORE 3 x
      LINSERT l BEFORE none x
      LSET l 0 y
      LREM l 0 2
      LREM l 0 none
      LTRIM l 1 -2
      LMOVE l m LEFT RIGHT
      RPOPLPUSH l m
      LMOVE none m LEFT RIGHT
      LMPOP 2 none l LEFT COUNT 2
      BLPOP none m 0
      BLMOVE m l LEFT LEFT 0
      SADD s a b c
      SADD s a
      SADD s 1 a
      SREM s a none
      SREM s none
      SMOVE s t b
      SMOVE s t none
      SMOVE s s c
      SADD t b2 b3
      SPOP none
      SADD u x
      SPOP u
      SADD u x y
      SPOP u 2
      SPOP u 2
      SINTERSTORE i s t
      SUNIONSTORE i s t
      SUNIONSTORE i none
      SUNIONSTORE i none
      SDIFFSTORE i s t
      SDIFFSTORE i s s
      SRANDMEMBER s
      SORT t BY nosort STORE sorted
      PFADD p
      PFADD p
      PFADD p a b a
      PFADD p b
      PFCOUNT p
      PFCOUNT p
      PFCOUNT p none
      PFMERGE p
      PFMERGE q p none
      PFDEBUG TODENSE q
      PFDEBUG TODENSE q
      HSET h a 1 b 2
      HSET h a 1
      HMSET h c 3
      HSETNX h c 4
      HSETNX h d 4
      HDEL h none
      HDEL h d c
      HINCRBY h a 2
      HINCRBYFLOAT h a 0.5
      HINCRBYFLOAT fresh f 0.1
      HSET h a
      HGETALL h
      HDEL h a b
      ZADD z 1 a 2 b 3 c 4 d 5 e 6 f 7 g
      ZADD z NX 1 a
      ZADD z 1 a
      ZADD z XX CH 1.5 a 2 none
      ZADD z INCR 0.1 a
      ZADD z GT INCR -1 a
      ZINCRBY z 0.2 a
      ZINCRBY z 0 a
      ZINCRBY fresh inf a
      ZREM z none
      ZREM z b
      ZRANGESTORE part z 0 1
      ZRANGESTORE part none 0 1
      ZRANGESTORE part none 0 1
      ZUNIONSTORE u 2 z fresh WEIGHTS 2 1
      ZINTERSTORE u 2 z none
      ZDIFFSTORE u 1 z
      ZPOPMIN z
      ZPOPMAX z 2
      ZPOPMIN z 0
      ZPOPMIN none
      ZMPOP 2 none z MIN COUNT 2
      BZPOPMIN none u 0
      BZPOPMAX none u 0
      BZMPOP 0 2 none u MAX COUNT 2
      BZMPOP 0 1 u MIN
      ZREMRANGEBYRANK u 0 0
      ZREMRANGEBYRANK u 5 6
      ZREMRANGEBYSCORE u 0 3
      ZREMRANGEBYLEX fresh - +
      ZADD z XX INCR 1 none
      RPUSH nums 3 1 2
      SORT nums STORE sorted
      SORT none STORE sorted
      SORT nums
      INCR nums
      XADD x * f v
      XADD x NOMKSTREAM 9000000000000-* f v g w
      XADD none NOMKSTREAM * f v
      XADD x MAXLEN ~ 1 9000000000001-1 f v
      XADD x MINID = 5 9000000000002 f v
      XADD x 1 f v
      XTRIM x MAXLEN ~ 0 LIMIT 2
      XTRIM x MINID ~ 9000000000001
      XTRIM x MAXLEN 3
      XDEL x 1 2
      XSETID x 9000000000009 ENTRIESADDED 9 MAXDELETEDID 5
      XGROUP CREATE x g 0
      XGROUP CREATE y g $ MKSTREAM ENTRIESREAD 3
      XGROUP CREATECONSUMER x g c
      XGROUP CREATECONSUMER x g c
      XREADGROUP GROUP g c COUNT 2 STREAMS x >
      XREADGROUP GROUP g c STREAMS x 0
      XREADGROUP GROUP g d NOACK STREAMS x >
      XREADGROUP GROUP g e STREAMS x y > >
      XGROUP SETID x g 0
      XREADGROUP GROUP g e BLOCK 0 STREAMS x y > >
      XCLAIM x g d 0 9000000000001-1 RETRYCOUNT 7
      XCLAIM x g d 0 9000000000002-0 5 JUSTID LASTID 9000000000005
      XCLAIM x g nobody 0 5 LASTID 9000000000007
      XAUTOCLAIM x g c 0 0 COUNT 1
      XDEL x 9000000000002
      XAUTOCLAIM x g c 0 0
      XACK x g 9000000000001-1
      XACK x g 9000000000001-1
      XPENDING x g
      XGROUP DELCONSUMER x g d
      XGROUP DELCONSUMER x g d
      XGROUP DESTROY y g
      XGROUP DESTROY y g
      DEL x y
      SWAPDB 0 5
      SELECT 5
      SET x 1 PX 1
      <20>
      GET x
      SET x 1 PX 1
      <20>
      SET x 2
      SET x 1 PX 1
      <20>
      DEL x
      SET x 1 PX 1
      <20>
      EXPIRE x 100
      SET x 1
      FLUSHDB
      FLUSHDB ASYNC
      FLUSHALL
      """;

  @TempDir Path folder;

  private static String[] keeping(Path folder, String... options) {
    String[] log = {"--appendonly", "yes", "--dir", folder.toString()};
    return Stream.of(log, options).flatMap(Stream::of).toArray(String[]::new);
  }

  /** With everysec Redis may reply before it writes, while the disk is busy: hence no fsync. */
  @Test
  void bothLogTheSameEffects() throws IOException {
    List<String> ours;
    List<String> theirs;
    Path our = Files.createDirectory(folder.resolve("ours"));
    Path their = Files.createDirectory(folder.resolve("theirs"));
    try (RunningServer server = RunningServer.ours(keeping(our))) {
      ours = effects(server, our);
    }
    try (RunningServer server =
        RunningServer.redis(
            keeping(their, "--enable-debug-command", "local", "--appendfsync", "no"))) {
      theirs = effects(server, their);
    }
    // Redis leaves a condition that was met where it was; it is met again when the log is read.
    theirs.replaceAll(each -> each.equals("PEXPIREAT k TIME XX ") ? "PEXPIREAT k TIME " : each);
    assertThat(ours).isEqualTo(theirs);
  }

  private static List<String> effects(RunningServer server, Path folder) throws IOException {
    try (Client client = RdbInteropTest.client(server)) {
      client.call("DEBUG", "SET-ACTIVE-EXPIRE", "0");
      for (String line : SCRIPT.lines().toList()) {
        if (line.startsWith("<")) passes(Integer.parseInt(line.substring(1, line.length() - 1)));
        else client.call(line.replace("\"\"", "").split(" ", -1));
      }
    }
    String log = Files.readString(folder.resolve("appendonlydir/appendonly.aof.1.incr.aof"));
    return Stream.of(log.split("(?m)^\\*\\d+\r\n"))
        .map(each -> each.replaceAll("(?m)^\\$\\d+\r\n", "").replace("\r\n", " "))
        .map(each -> each.replaceAll("\\b1\\d{12}\\b", "TIME"))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** The servers' clocks cannot be moved: so it is this one that goes on until they have. */
  private static void passes(int milliseconds) {
    long end = System.nanoTime() + milliseconds * 1_000_000L;
    while (System.nanoTime() < end) Thread.onSpinWait();
  }

  private static void fill(RunningServer server) throws IOException {
    Random random = new Random(7);
    try (Client client = RdbInteropTest.client(server)) {
      Batch batch = new Batch(client);
      for (int i = 0; i < 3000; i++) {
        if (i % 100 == 0) batch.add("SELECT", "" + random.nextInt(16));
        byte[] value = new byte[random.nextInt(i % 50 == 0 ? 70_000 : 60)];
        random.nextBytes(value);
        Bytes key = Bytes.of("key" + i);
        if (i % 3 == 1) batch.add(Bytes.of("HSET"), key, Bytes.of("f" + i), Bytes.wrap(value));
        else batch.add(Bytes.of(i % 3 == 0 ? "RPUSH" : "SET"), key, Bytes.wrap(value));
        if (i % 3 == 0) batch.add("RPUSH", "key" + i, "1", "x", "" + random.nextLong());
        for (int j = i % 300 == 1 ? 700 : 0; j > 0; j--) batch.add("HSET", "key" + i, "" + j, "x");
        if (i % 10 == 5) batch.add("SADD", "set" + i, "1", "" + random.nextLong());
        if (i % 20 == 5) batch.add(Bytes.of("SADD"), Bytes.of("set" + i), Bytes.wrap(value));
        for (int j = i % 600 == 5 ? 700 : 0; j > 0; j--) batch.add("SADD", "set" + i, "" + j);
        for (int j = i % 300 == 2 ? 250 : i % 30 == 2 ? 1 : 0; j > 0; j--)
          batch.add("XADD", "stream" + i, "*", j % 20 == 0 ? "other" : "f", "x" + j);
        if (i % 7 == 0) batch.add("PEXPIREAT", "key" + i, "" + (2_000_000_000_000L + i));
        if (i == 2000) {
          batch.finish();
          rewrite(client);
        }
      }
      batch.finish();
    }
  }

  private static void rewrite(Client client) throws IOException {
    client.call("BGREWRITEAOF");
    String info;
    do {
      info = client.call("INFO", "persistence").toString();
    } while (!info.contains("aof_rewrites:1") || info.contains("aof_rewrite_in_progress:1"));
    assertThat(info).contains("aof_last_bgrewrite_status:ok");
  }

  @Test
  void realRedisStartsOnOurLog() throws IOException {
    Map<String, List<Object>> ours;
    try (RunningServer server = RunningServer.ours(keeping(folder))) {
      fill(server);
      ours = RdbInteropTest.content(server);
    }
    try (RunningServer server = RunningServer.redis(keeping(folder))) {
      assertThat(RdbInteropTest.content(server)).isEqualTo(ours);
    }
  }

  @Test
  void realRedisStartsOnOurLogOfText() throws IOException {
    Map<String, List<Object>> ours;
    try (RunningServer server =
        RunningServer.ours(keeping(folder, "--aof-use-rdb-preamble", "no"))) {
      fill(server);
      ours = RdbInteropTest.content(server);
    }
    try (RunningServer server = RunningServer.redis(keeping(folder))) {
      assertThat(RdbInteropTest.content(server)).isEqualTo(ours);
    }
  }

  @Test
  void weStartOnTheLogOfRealRedis() throws IOException {
    startOnTheirs();
  }

  @Test
  void weStartOnTheLogOfRealRedisInText() throws IOException {
    startOnTheirs("--aof-use-rdb-preamble", "no", "--aof-timestamp-enabled", "yes");
  }

  private void startOnTheirs(String... options) throws IOException {
    Map<String, List<Object>> theirs;
    try (RunningServer server = RunningServer.redis(keeping(folder, options))) {
      fill(server);
      theirs = RdbInteropTest.content(server);
    }
    try (RunningServer server = RunningServer.ours(keeping(folder))) {
      assertThat(RdbInteropTest.content(server)).isEqualTo(theirs);
    }
    try (RunningServer server = RunningServer.redis(keeping(folder))) {
      assertThat(RdbInteropTest.content(server)).as("after we wrote there").isEqualTo(theirs);
    }
  }
}
