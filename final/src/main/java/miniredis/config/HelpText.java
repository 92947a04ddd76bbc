package miniredis.config;

/** What {@code --help} shows. */
public final class HelpText {

  private HelpText() {}

  public static String text() {
    return """
    Usage: ./run final [config file] [--name value]...

    Connections
      -p, --port N                 port to listen on (6379; 0 picks a free one)
          --bind, --host ADDR...   addresses to listen on (all)
          --maxclients N           most clients at a time (10000)
          --timeout SECONDS        close clients idle for so long (0: never)
          --requirepass PASSWORD   what clients must AUTH with (none)
          --protected-mode yes|no  without a password, serve this machine only (yes)

    Data
      -d, --dir, --data-dir DIR    where the files are, made if absent (data)
          --appendonly yes|no      log every write before its reply (yes)
          --appendfsync always|everysec|no
                                   when the log is forced to disk (everysec)
          --save "SECONDS CHANGES ..."
                                   when to take a snapshot ("3600 1 300 100 60 10000"; "": never)
          --dbfilename NAME        the snapshot's file (dump.rdb)
          --databases N            number of databases (16)

    Memory
          --maxmemory SIZE         limit, such as 100mb (0: none)
          --maxmemory-policy NAME  what to evict at the limit (noeviction): allkeys-lru,
                                   allkeys-lfu, allkeys-random, volatile-lru, volatile-lfu,
                                   volatile-random, volatile-ttl

    Seeing what it does
          --loglevel debug|verbose|notice|warning
          --logformat text|json    one JSON object a line, if json (text)
          --logfile FILE           where the log goes (standard output)
          --metrics-port N         figures for Prometheus at http://127.0.0.1:N/metrics (0: none)
          --metrics-bind ADDR      the address to show them on (127.0.0.1)
          --trace                  show every byte in and out on standard error
          --dialect resp|plain     plain: the text dialect for nc (resp)
          --compat 8.4|7.0         7.0: refuse commands and options that are newer (8.4)

      -h, --help                   this text
      -v, --version                the version

    Any redis.conf directive can be given as --name value, as MINIREDIS_NAME in the environment
    or in a .env file (MINIREDIS_MAXMEMORY_POLICY=allkeys-lru), or in a config file. The command
    line wins, then the environment, .env, the file.
    """;
  }
}
