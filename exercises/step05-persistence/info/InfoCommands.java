package miniredis;

/** How the server is. */
final class InfoCommands {
  private final Database database;

  InfoCommands(Database database) {
    this.database = database;
  }

  void addTo(CommandTable table) {
    // TODO: a row for INFO, which may have an argument; and who calls addTo?
  }

  private Reply info(Call call) {
    return new Reply.Bulk(Bytes.of("# Persistence\r\n")); // TODO
  }
}
