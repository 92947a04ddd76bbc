package miniredis.net;

import module java.base;

/**
 * A socket that is a file of this machine. What is left of an earlier one is removed first, and the
 * file at the end.
 *
 * @param permissions as {@code chmod} has them, 0 for those that new files have
 * @param backlog how many may wait to be accepted
 */
public record UnixEntrance(Path path, int permissions, int backlog) implements Entrance {

  private static final PosixFilePermission[] BITS = {
    PosixFilePermission.OTHERS_EXECUTE,
    PosixFilePermission.OTHERS_WRITE,
    PosixFilePermission.OTHERS_READ,
    PosixFilePermission.GROUP_EXECUTE,
    PosixFilePermission.GROUP_WRITE,
    PosixFilePermission.GROUP_READ,
    PosixFilePermission.OWNER_EXECUTE,
    PosixFilePermission.OWNER_WRITE,
    PosixFilePermission.OWNER_READ
  };

  @Override
  public ServerSocketChannel open() throws IOException {
    Files.deleteIfExists(path);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), backlog);
      if (permissions != 0) Files.setPosixFilePermissions(path, allowed());
      return channel;
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private Set<PosixFilePermission> allowed() {
    Set<PosixFilePermission> allowed = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < BITS.length; bit++) {
      if ((permissions >> bit & 1) != 0) allowed.add(BITS[bit]);
    }
    return allowed;
  }

  @Override
  public Transport admit(SocketChannel socket) {
    return new PlainTransport(socket, Ends.ofUnix(path.toString()));
  }

  @Override
  public void closed() throws IOException {
    Files.deleteIfExists(path);
  }
}
