package miniredis.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.embedded.MiniRedis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A thousand servers in one program that each run scripts leave nothing of Lua behind. */
@Tag("slow")
@Isolated
class ManyLuasTest {

  @Test
  void theMemoryOfEachLuaGoesWithItsServer() throws IOException {
    live(100);
    long before = residentMegabytes();
    live(1000);
    assertThat(residentMegabytes() - before).as("megabytes more").isLessThan(150);
  }

  private static void live(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (MiniRedis redis = MiniRedis.start();
          Client client = Client.connect(redis.host(), redis.port())) {
        client.call("EVAL", "local t = {} for i = 1, 20000 do t[i] = {i} end return #t", "0");
      }
    }
  }

  private static long residentMegabytes() throws IOException {
    System.gc();
    String status = Files.readString(Path.of("/proc/self/status"));
    Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(status);
    assertThat(resident.find()).isTrue();
    return Long.parseLong(resident.group(1)) / 1024;
  }
}
