package miniredis.persistence;

import module java.base;

import miniredis.aof.AppendOnlyFile;
import miniredis.bytes.Bytes;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Flag;
import miniredis.command.Quirk;
import miniredis.command.Session;
import miniredis.engine.Gate;
import miniredis.resp.Reply;

/**
 * Refuses writes while the log cannot be written, and PING too, so that whoever watches the server
 * hears of it.
 */
final class AofGate implements Gate {

  private final AppendOnlyFile file;

  AofGate(AppendOnlyFile file) {
    this.file = file;
  }

  @Override
  public boolean stands() {
    return file.fault() != null;
  }

  @Override
  public Reply before(Session session, Command command, Bytes[] request) {
    IOException fault = file.fault();
    if (fault == null) return null;
    if (command.is(Flag.WRITE) || command.has(Quirk.TELLS_HEALTH)) {
      throw new CommandException("MISCONF Errors writing to the AOF file: " + fault.getMessage());
    }
    return null;
  }
}
