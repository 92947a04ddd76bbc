package miniredis.net;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;
import miniredis.resp.ReplyWriter;
import org.junit.jupiter.api.Test;

/** Replies of all lengths, to a client who takes them in pieces. */
class OutputBufferTest {

  /** Takes as much of each write as a test lets it. */
  private static final class Socket implements InvocationHandler {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final IntUnaryOperator takes;

    Socket(IntUnaryOperator takes) {
      this.takes = takes;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) {
      assertThat(method.getName()).isEqualTo("write");
      ByteBuffer from = (ByteBuffer) args[0];
      byte[] some = new byte[takes.applyAsInt(from.remaining())];
      from.get(some);
      taken.writeBytes(some);
      return some.length;
    }

    Transport transport() {
      Class<?>[] ports = {Transport.class};
      return (Transport) Proxy.newProxyInstance(Transport.class.getClassLoader(), ports, this);
    }
  }

  private final OutputBuffer buffer = new OutputBuffer();
  private final ByteBuffer staging = ByteBuffer.allocateDirect(10_000);
  private final RandomGenerator random = new Random(7);

  private Reply reply(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Reply.bulk(Bytes.wrap(bytes));
  }

  @Test
  void allBytesLeaveInOrderHoweverTheyAreTaken() throws IOException {
    Socket socket = new Socket(most -> random.nextInt(4) == 0 ? 0 : random.nextInt(most + 1));
    BytesBuilder expected = new BytesBuilder(1024);
    for (int i = 0; i < 2000; i++) {
      int length = random.nextInt(3) == 0 ? random.nextInt(30_000) : random.nextInt(100);
      Reply reply = reply(length);
      ReplyWriter.write(reply, 2, expected);
      buffer.add(reply, 2);
      if (random.nextInt(3) == 0) buffer.writeTo(socket.transport(), staging, null, 0);
      assertThat(buffer.waiting() + socket.taken.size()).isEqualTo(expected.length());
    }
    while (!buffer.writeTo(socket.transport(), staging, null, 0))
      assertThat(buffer.waiting()).isPositive();
    assertThat(socket.taken.toByteArray())
        .isEqualTo(Arrays.copyOf(expected.array(), expected.length()));
    assertThat(buffer.waitingInStrings()).isZero();
    assertThat(buffer.strings()).isZero();
  }

  @Test
  void manyRepliesLeaveInOneWrite() throws IOException {
    int[] writes = new int[1];
    Socket socket =
        new Socket(
            most -> {
              writes[0]++;
              return most;
            });
    for (int i = 0; i < 4; i++) buffer.add(reply(i % 2 == 0 ? 4096 : 10), 2);
    assertThat(buffer.writeTo(socket.transport(), staging, null, 0)).isTrue();
    assertThat(writes[0]).isEqualTo(1);
  }

  @Test
  void aLongStringWaitsAsItIs() {
    Reply shared = reply(1 << 20);
    for (int i = 0; i < 100; i++) buffer.add(shared, 2);
    assertThat(buffer.waitingInStrings()).isEqualTo(100L << 20);
    assertThat(buffer.capacity()).isLessThan(64 * 1024);
  }
}
