package miniredis.engine;

import miniredis.command.Attachment;
import miniredis.resp.Reply;

/** What a blocked client waits for; attached to its client under this class while it waits. */
public interface Waiting extends Attachment {

  /** Ends the wait with a reply or, if that is null, as if the time were up. */
  void cancel(Reply instead);
}
