package miniredis.persistence;

import static miniredis.command.Access.ACCESS;
import static miniredis.command.Access.OW;
import static miniredis.command.Access.RO;
import static miniredis.command.Access.UPDATE;
import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.DENYOOM;
import static miniredis.command.Flag.READONLY;
import static miniredis.command.Flag.WRITE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Group;
import miniredis.config.Setting;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.rdb.Codecs;
import miniredis.rdb.Crc64;
import miniredis.rdb.RdbException;
import miniredis.rdb.RdbInput;
import miniredis.rdb.RdbOutput;
import miniredis.resp.Reply;
import miniredis.value.Entry;
import miniredis.value.EntryMaker;
import miniredis.value.EntryView;

/**
 * DUMP and RESTORE: one value in the form that it has in an RDB file.
 *
 * <pre>
 *   type  value  |  version of RDB, two bytes  |  checksum, eight bytes
 * </pre>
 *
 * The version is that of Redis 7.0, but for a hash whose fields have deadlines: only Redis 7.4 and
 * later have a form for it.
 */
final class DumpCommands {

  private static final int FOOTER = 10;
  private static final String BAD_FOOTER = "ERR DUMP payload version or checksum are wrong";
  private static final String BAD_DATA = "ERR Bad data format";

  private final Setting<Boolean> compression;

  DumpCommands(Setting<Boolean> compression) {
    this.compression = compression;
  }

  void addTo(CommandTable table) {
    table.group(Group.GENERIC);
    table
        .add("DUMP", 2, this::dump, READONLY)
        .key(RO, ACCESS)
        .tips("nondeterministic_output")
        .summary("The value of a key, to be given to RESTORE, here or elsewhere")
        .since("2.6.0")
        .complexity("O(N) in the size of the value")
        .syntax("key");
    table
        .add("RESTORE", atLeast(4), this::restore, WRITE, DENYOOM)
        .key(OW, UPDATE)
        .categories(Category.KEYSPACE, Category.DANGEROUS)
        .summary("Makes a key of what DUMP gave")
        .since("2.6.0")
        .complexity("O(N) in the size of the value")
        .history("3.0.0", "The option `REPLACE`")
        .history("5.0.0", "The option `ABSTTL`")
        .history("5.0.0", "The options `IDLETIME` and `FREQ`")
        .syntax(
            "key ttl:integer serialized-value [@3.0.0:REPLACE] [@5.0.0:ABSTTL]"
                + " [@5.0.0:IDLETIME seconds] [@5.0.0:FREQ frequency:integer]");
  }

  private Reply dump(Call call) {
    EntryView entry = call.database().entry(call.key());
    if (entry == null) return Reply.NULL;
    BytesBuilder out = new BytesBuilder(256);
    RdbOutput rdb = new RdbOutput(out, compression.get());
    Codecs.write(entry, rdb);
    int version = Codecs.version(out.array()[0] & 0xff);
    rdb.octet(version);
    rdb.octet(version >> 8);
    rdb.fixed64(Crc64.update(0, out.array(), 0, out.length()));
    return Reply.bulk(out.toBytes());
  }

  /** The checks come in Redis's order, because a request may have several faults. */
  private Reply restore(Call call) {
    RestoreOptions options = RestoreOptions.parse(call);
    Database database = call.database();
    Bytes key = call.key();
    boolean exists = database.exists(key);
    if (exists && !options.replace()) {
      throw new CommandException("BUSYKEY Target key name already exists.");
    }
    long timeToLive = call.integer(2);
    RestoreOptions.check(timeToLive >= 0, "ERR Invalid TTL value, must be >= 0");
    long deadline =
        timeToLive == 0
            ? Entry.NO_DEADLINE
            : options.absolute() ? timeToLive : call.now() + timeToLive;
    EntryView entry = read(call, deadline);
    if (exists) database.delete(key);
    if (deadline != Entry.NO_DEADLINE && call.keyspace().isPast(deadline)) {
      if (!exists) return Reply.OK;
      call.propagateAs(Bytes.of("DEL"), key);
      call.event(EventClass.GENERIC, "del", key);
      return Reply.OK;
    }
    entry.access(call.keyspace().usage().restored(options.idle(), options.frequency()));
    database.restore(key, entry);
    call.event(EventClass.GENERIC, "restore", key);
    if (deadline != Entry.NO_DEADLINE && !options.absolute()) logAbsolute(call, deadline);
    return Reply.OK;
  }

  private static EntryView read(Call call, long deadline) {
    byte[] bytes = call.arg(3).array();
    int end = bytes.length - FOOTER;
    RestoreOptions.check(end > 0, BAD_FOOTER);
    ByteBuffer footer = ByteBuffer.wrap(bytes, end, FOOTER).order(ByteOrder.LITTLE_ENDIAN);
    int newest = Codecs.version(bytes[0] & 0xff);
    RestoreOptions.check((footer.getShort() & 0xffff) <= newest, BAD_FOOTER);
    long checksum = footer.getLong();
    RestoreOptions.check(Crc64.update(0, bytes, 0, end + 2) == checksum, BAD_FOOTER);
    try {
      RdbInput in = new RdbInput(bytes, end);
      EntryMaker maker = new EntryMaker(call.keyspace().limits());
      maker.begin(call.key(), deadline);
      Codecs.read(in.octet(), in, maker);
      RestoreOptions.check(!maker.made().isEmpty(), BAD_DATA);
      return maker.made();
    } catch (RdbException | IOException damaged) {
      throw new CommandException(BAD_DATA);
    }
  }

  private static void logAbsolute(Call call, long deadline) {
    Bytes[] args = Arrays.copyOf(call.args(), call.size() + 1);
    args[2] = Bytes.of(deadline);
    args[args.length - 1] = Bytes.of("ABSTTL");
    call.propagateAs(args);
  }
}
