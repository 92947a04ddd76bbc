package miniredis.clients;

import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.command.Attachment;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.ClientFacts;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.command.Group;
import miniredis.engine.Check;
import miniredis.engine.Engine;
import miniredis.engine.Witness;
import miniredis.resp.Reply;

/**
 * MONITOR: shows its client every command that is run from then on, a line each.
 *
 * <pre>
 *   +1339518083.107412 [0 127.0.0.1:60866] "SET" "key" "a \"value\""
 *     Unix time         database and client, then the arguments
 * </pre>
 *
 * <p>Not shown is what was refused before it ran, what an administrator does, and, of a command
 * with a password, the password. A client that watches may no longer touch keys. If it does not
 * read fast enough, the limits for its output cut it off.
 *
 * <p>Belongs to the engine's thread.
 */
public final class Monitors implements Witness {

  private static final Bytes REDACTED = Bytes.of("(redacted)");

  private final Engine engine;
  private final Check check = new Check(Monitors::before);
  private final Set<Monitor> all = new LinkedHashSet<>();

  public Monitors(Engine engine) {
    this.engine = engine;
  }

  /** That a client watches; it does so until it leaves or is reset. */
  private final class Monitor implements Attachment {

    private final Client client;

    Monitor(Client client) {
      this.client = client;
    }

    @Override
    public void describe(ClientFacts facts) {
      facts.flags.append('O');
    }

    @Override
    public void end() {
      all.remove(this);
      if (!all.isEmpty()) return;
      engine.dispatcher().remove(Monitors.this);
      check.stand(false);
    }
  }

  /** Whether a client watches what others do. */
  static boolean has(Client client) {
    return client.attachment(Monitor.class) != null;
  }

  /** Keeps those who watch from the keys, as Redis does: to it they are a kind of replica. */
  public Check check() {
    return check;
  }

  private static Reply before(Client client, Command command, Bytes[] request) {
    boolean keys =
        command.is(Flag.READONLY) || command.is(Flag.WRITE) || command.is(Flag.MAY_REPLICATE);
    if (keys && has(client)) throw new CommandException(Errors.WATCHES);
    return null;
  }

  public void addTo(CommandTable table) {
    table.group(Group.SERVER);
    table
        .add("MONITOR", 1, this::monitor, ADMIN, NOSCRIPT, LOADING, STALE)
        .summary("Shows all commands that are run from now on")
        .complexity("");
  }

  /** A client that watches already is not even answered, as in Redis. */
  private Reply monitor(Call call) {
    if (engine.propagation().isNested()) throw new CommandException(Errors.MONITOR_INSIDE);
    if (has(call.client())) return Reply.NONE;
    Monitor monitor = new Monitor(call.client());
    call.client().attach(Monitor.class, monitor);
    all.add(monitor);
    check.stand(true);
    engine.dispatcher().add(this);
    return Reply.OK;
  }

  @Override
  public void ran(Call call) {
    Command command = call.command();
    if (command.is(Flag.ADMIN) || command.is(Flag.SKIP_MONITOR)) return;
    show(call.client(), command, call.args());
  }

  @Override
  public void begins(Call call) {
    show(call.client(), call.command(), call.args());
  }

  /** A refused EXEC is shown, because it ends a transaction whose MULTI was shown. */
  @Override
  public void refused(Client client, Command command, Bytes[] request) {
    if (command.runsQueue()) show(client, command, request);
  }

  private void show(Client client, Command command, Bytes[] request) {
    Reply line = new Reply.Text(line(client, command, request));
    for (Monitor each : List.copyOf(all)) {
      boolean own = each.client.link() == client.link();
      if (!each.client.link().wantsReplies(own)) continue;
      if (own) each.client.link().pushAfterReply(line);
      else each.client.link().push(line);
    }
  }

  private static Bytes line(Client client, Command command, Bytes[] request) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    BytesBuilder line = new BytesBuilder(128);
    line.append(micros / 1_000_000).append(".");
    line.append(String.valueOf(1_000_000 + micros % 1_000_000).substring(1)).append(" [");
    line.append(client.database()).append(" ").append(origin(client)).append("]");
    for (int i = 0; i < request.length; i++) {
      Bytes shown = command.isSecret(request, i) ? REDACTED : request[i];
      line.append(" ").append(shown.toString());
    }
    return line.toBytes();
  }

  /** The address; of a Unix socket the path, without the port that CLIENT LIST adds to it. */
  private static String origin(Client client) {
    if (client.isStandIn()) return "lua";
    String address = client.address().text();
    if (!address.startsWith("/")) return address;
    return "unix:" + address.substring(0, address.lastIndexOf(':'));
  }
}
