package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The table of settings: all that Redis 7.0 has, with its names, ranges and defaults, and our own.
 *
 * <p>Where a default differs from Redis's, the row says so. A setting that nobody heeds is checked
 * and kept, so that a redis.conf can be used as it is; unless it is a {@link Directive#promise}.
 */
final class Directives {

  private static final long INT = Integer.MAX_VALUE;
  private static final long LONG = Long.MAX_VALUE;
  private static final long PORT = 65535;
  private static final long MB = 1 << 20;

  private static final String NO_REPLICATION = "replication is not supported";

  /** What a Redis says that was built without jemalloc. */
  private static final String NO_DEFRAGMENTATION =
      "Active defragmentation cannot be enabled: it requires a Redis server compiled with a modified"
          + " Jemalloc like the one shipped by default with the Redis source distribution";

  private static final String NO_SUPERVISOR = "no supervisor can be told that the server is ready";
  private static final String NO_SIGNALS =
      "signals cannot be told apart: use save points or SHUTDOWN SAVE";

  private static final Kind FLAG = new Kind.Flag();
  private static final Kind TEXT = new Kind.Text();

  private final List<Directive> rows = new ArrayList<>(200);

  private Directives() {}

  static List<Directive> all() {
    Directives table = new Directives();
    table.ours();
    table.connections();
    table.memory();
    table.persistence();
    table.encodings();
    table.monitoring();
    table.process();
    table.replication();
    table.cluster();
    table.tls();
    return table.rows;
  }

  /** What Redis does not have. */
  private void ours() {
    choice("logformat", "text", "text", "json").immutable();
    flag("trace", "no").immutable();
    choice("dialect", "resp", "resp", "plain").immutable();
    choice("compat", "8.4", "8.4", "7.0").immutable();
    whole("metrics-port", 0, PORT, 0).immutable();
    text("metrics-bind", "127.0.0.1").immutable();
  }

  private void connections() {
    row("bind", new Lists.Addresses(), "*", "-::*");
    whole("port", 0, PORT, 6379);
    whole("timeout", 0, INT, 0);
    whole("tcp-keepalive", 0, INT, 300);
    whole("tcp-backlog", 0, INT, 511).immutable();
    whole("maxclients", 1, 4294967295L, 10000);
    flag("protected-mode", "yes");
    text("requirepass", "").secret();
    memory("proto-max-bulk-len", MB, LONG, 512 * MB);
    memory("client-query-buffer-limit", MB, LONG, 1024 * MB);
    clientOutputBufferLimit();
    whole("tracking-table-max-keys", 0, LONG, 1000000);
    text("bind-source-addr", "");
    text("unixsocket", "").immutable();
    row("unixsocketperm", new Kind.Octal(0777), "0").immutable();
    text("aclfile", "").immutable().promise("users and their rules are not supported");
    choice("acl-pubsub-default", "resetchannels", "allchannels", "resetchannels");
    whole("acllog-max-len", 0, LONG, 128);
    permission("enable-protected-configs");
    choice("enable-debug-command", "local", "no", "yes", "local").immutable();
    permission("enable-module-command");
  }

  /** Redis has no limit for normal clients; here one that never reads is cut off at 64 MB. */
  private void clientOutputBufferLimit() {
    String[] limits = "normal 1gb 64mb 60 replica 256mb 64mb 60 pubsub 32mb 8mb 60".split(" ");
    row("client-output-buffer-limit", new Lists.BufferLimits(), limits);
  }

  private void memory() {
    whole("databases", 1, INT, 16).immutable();
    memory("maxmemory", 0, Sizes.UNLIMITED, 0);
    choice(
        "maxmemory-policy",
        "noeviction",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl",
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "noeviction");
    whole("maxmemory-samples", 1, INT, 5);
    whole("maxmemory-eviction-tenacity", 0, 100, 10);
    row("maxmemory-clients", new Kind.MemoryOrPercent(), "0");
    whole("lfu-log-factor", 0, INT, 10);
    whole("lfu-decay-time", 0, INT, 1);
    whole("active-expire-effort", 1, 10, 1);
    flag("activerehashing", "yes");
    flag("lazyfree-lazy-eviction", "no");
    flag("lazyfree-lazy-expire", "no");
    flag("lazyfree-lazy-server-del", "no");
    flag("lazyfree-lazy-user-del", "no");
    flag("lazyfree-lazy-user-flush", "no");
    flag("activedefrag", "no").promise(NO_DEFRAGMENTATION);
    whole("active-defrag-cycle-min", 1, 99, 1);
    whole("active-defrag-cycle-max", 1, 99, 25);
    whole("active-defrag-threshold-lower", 0, 1000, 10);
    whole("active-defrag-threshold-upper", 0, 1000, 100);
    whole("active-defrag-max-scan-fields", 1, LONG, 1000);
    memory("active-defrag-ignore-bytes", 1, LONG, 100 * MB);
    flag("jemalloc-bg-thread", "yes");
  }

  /**
   * Redis's default is no AOF and the current directory; here a write is kept from the first on.
   */
  private void persistence() {
    row("dir", new Kind.Directory(), "data").guarded();
    row("dbfilename", new Kind.BaseName("dbfilename", "filename", true), "dump.rdb").guarded();
    row("save", new Lists.SavePoints(), "3600", "1", "300", "100", "60", "10000");
    flag("rdbcompression", "yes");
    flag("rdbchecksum", "yes").immutable();
    flag("rdb-del-sync-files", "no");
    flag("rdb-save-incremental-fsync", "yes");
    flag("stop-writes-on-bgsave-error", "yes");
    choice("sanitize-dump-payload", "no", "no", "yes", "clients");
    flag("appendonly", "yes");
    choice("appendfsync", "everysec", "everysec", "always", "no");
    row("appendfilename", new Kind.BaseName("appendfilename", "filename", false), "appendonly.aof")
        .immutable();
    row("appenddirname", new Kind.BaseName("appenddirname", "dirname", false), "appendonlydir")
        .immutable();
    flag("no-appendfsync-on-rewrite", "no");
    whole("auto-aof-rewrite-percentage", 0, INT, 100);
    memory("auto-aof-rewrite-min-size", 0, LONG, 64 * MB);
    flag("aof-load-truncated", "yes");
    flag("aof-use-rdb-preamble", "yes");
    flag("aof-timestamp-enabled", "no");
    flag("aof-rewrite-incremental-fsync", "yes");
    flag("aof-disable-auto-gc", "no");
    whole("rdb-key-save-delay", Integer.MIN_VALUE, INT, 0).hidden();
    whole("key-load-delay", Integer.MIN_VALUE, INT, 0).hidden();
    whole("loading-process-events-interval-bytes", 1024, INT, 2 * MB).hidden();
  }

  private void encodings() {
    whole("hash-max-listpack-entries", 0, LONG, 512).alias("hash-max-ziplist-entries");
    memory("hash-max-listpack-value", 0, LONG, 64).alias("hash-max-ziplist-value");
    whole("list-max-listpack-size", Integer.MIN_VALUE, INT, -2).alias("list-max-ziplist-size");
    whole("list-compress-depth", 0, INT, 0);
    whole("set-max-intset-entries", 0, LONG, 512);
    whole("zset-max-listpack-entries", 0, LONG, 128).alias("zset-max-ziplist-entries");
    memory("zset-max-listpack-value", 0, LONG, 64).alias("zset-max-ziplist-value");
    memory("hll-sparse-max-bytes", 0, LONG, 3000);
    memory("stream-node-max-bytes", 0, LONG, 4096);
    whole("stream-node-max-entries", 0, LONG, 100);
  }

  private void monitoring() {
    choice("loglevel", "notice", "debug", "verbose", "notice", "warning");
    text("logfile", "").immutable();
    flag("syslog-enabled", "no").immutable();
    text("syslog-ident", "redis").immutable();
    choice(
            "syslog-facility",
            "local0",
            "user",
            "local0",
            "local1",
            "local2",
            "local3",
            "local4",
            "local5",
            "local6",
            "local7")
        .immutable();
    row("notify-keyspace-events", new Kind.Events(), "");
    whole("slowlog-log-slower-than", -1, LONG, 10000);
    whole("slowlog-max-len", 0, LONG, 128);
    whole("latency-monitor-threshold", 0, LONG, 0);
    flag("latency-tracking", "yes");
    row("latency-tracking-info-percentiles", new Lists.Percentiles(), "50", "99", "99.9");
    whole("watchdog-period", 0, INT, 0).hidden();
  }

  private void process() {
    row("hz", new Kind.Hertz(), "10");
    flag("dynamic-hz", "yes");
    whole("busy-reply-threshold", 0, LONG, 5000).alias("lua-time-limit");
    whole("shutdown-timeout", 0, INT, 10);
    shutdown("shutdown-on-sigint");
    shutdown("shutdown-on-sigterm");
    flag("daemonize", "no").immutable();
    text("pidfile", "").immutable();
    choice("supervised", "no", "upstart", "systemd", "auto", "no")
        .immutable()
        .promise(NO_SUPERVISOR, value -> value.is("upstart") || value.is("systemd"));
    flag("always-show-logo", "no").immutable();
    flag("set-proc-title", "yes").immutable();
    text("proc-title-template", "{title} {listen-addr} {server-mode}");
    flag("crash-log-enabled", "yes");
    flag("crash-memcheck-enabled", "yes");
    flag("use-exit-on-panic", "no").hidden();
    flag("disable-thp", "yes").immutable();
    choice("oom-score-adj", "no", "no", "yes", "relative", "absolute");
    row("oom-score-adj-values", new Lists.OutOfMemoryScores(), "0", "200", "800");
    whole("io-threads", 1, 128, 1).immutable();
    flag("io-threads-do-reads", "no").immutable();
    text("server_cpulist", "").immutable();
    text("bio_cpulist", "").immutable();
    text("aof_rewrite_cpulist", "").immutable();
    text("bgsave_cpulist", "").immutable();
    text("ignore-warnings", "");
    whole("socket-mark-id", 0, 4294967295L, 0).immutable();
  }

  private void replication() {
    row("replicaof", new Lists.Master(), "no", "one")
        .alias("slaveof")
        .immutable()
        .promise(NO_REPLICATION);
    text("masteruser", "").secret();
    text("masterauth", "").secret().promise(NO_REPLICATION);
    flag("replica-serve-stale-data", "yes").alias("slave-serve-stale-data");
    flag("replica-read-only", "yes").alias("slave-read-only");
    flag("replica-lazy-flush", "no").alias("slave-lazy-flush");
    flag("replica-ignore-maxmemory", "yes").alias("slave-ignore-maxmemory");
    flag("replica-ignore-disk-write-errors", "no");
    flag("replica-announced", "yes");
    text("replica-announce-ip", "").alias("slave-announce-ip");
    whole("replica-announce-port", 0, PORT, 0).alias("slave-announce-port");
    whole("replica-priority", 0, INT, 100).alias("slave-priority");
    whole("min-replicas-to-write", 0, INT, 0).alias("min-slaves-to-write").promise(NO_REPLICATION);
    whole("min-replicas-max-lag", 0, INT, 10).alias("min-slaves-max-lag");
    flag("repl-disable-tcp-nodelay", "no");
    flag("repl-diskless-sync", "yes");
    whole("repl-diskless-sync-delay", 0, INT, 5);
    whole("repl-diskless-sync-max-replicas", 0, INT, 0);
    choice("repl-diskless-load", "disabled", "disabled", "on-empty-db", "swapdb");
    whole("repl-timeout", 1, INT, 60);
    whole("repl-ping-replica-period", 1, INT, 10).alias("repl-ping-slave-period");
    memory("repl-backlog-size", 1, LONG, MB);
    whole("repl-backlog-ttl", 0, LONG, 3600);
    choice("propagation-error-behavior", "ignore", "ignore", "panic", "panic-on-replicas");
  }

  private void cluster() {
    flag("cluster-enabled", "no").immutable().promise("cluster mode is not supported");
    text("cluster-config-file", "nodes.conf").immutable();
    whole("cluster-port", 0, PORT, 0).immutable();
    whole("cluster-node-timeout", 0, LONG, 15000);
    whole("cluster-migration-barrier", 0, INT, 1);
    whole("cluster-replica-validity-factor", 0, INT, 10).alias("cluster-slave-validity-factor");
    flag("cluster-replica-no-failover", "no").alias("cluster-slave-no-failover");
    flag("cluster-require-full-coverage", "yes");
    flag("cluster-allow-reads-when-down", "no");
    flag("cluster-allow-pubsubshard-when-down", "yes");
    flag("cluster-allow-replica-migration", "yes");
    memory("cluster-link-sendbuf-limit", 0, Sizes.UNLIMITED, 0);
    text("cluster-announce-ip", "");
    row("cluster-announce-hostname", new Kind.Hostname(), "");
    whole("cluster-announce-port", 0, PORT, 0);
    whole("cluster-announce-tls-port", 0, PORT, 0);
    whole("cluster-announce-bus-port", 0, PORT, 0);
    choice("cluster-preferred-endpoint-type", "ip", "ip", "hostname", "unknown-endpoint");
  }

  private void tls() {
    whole("tls-port", 0, PORT, 0);
    flag("tls-replication", "no").promise(NO_REPLICATION);
    flag("tls-cluster", "no").promise("cluster mode is not supported");
    choice("tls-auth-clients", "yes", "no", "yes", "optional");
    flag("tls-prefer-server-ciphers", "no");
    flag("tls-session-caching", "yes");
    whole("tls-session-cache-size", 0, INT, 20480);
    whole("tls-session-cache-timeout", 0, INT, 300);
    text("tls-cert-file", "").reference();
    text("tls-key-file", "").reference();
    text("tls-key-file-pass", "").secret();
    text("tls-client-cert-file", "");
    text("tls-client-key-file", "");
    text("tls-client-key-file-pass", "").secret();
    text("tls-dh-params-file", "");
    text("tls-ca-cert-file", "").reference();
    text("tls-ca-cert-dir", "").reference();
    text("tls-protocols", "");
    text("tls-ciphers", "");
    text("tls-ciphersuites", "");
  }

  private Directive flag(String name, String initial) {
    return row(name, FLAG, initial);
  }

  private Directive whole(String name, long low, long high, long initial) {
    return row(name, new Kind.Whole(low, high), Long.toString(initial));
  }

  private Directive memory(String name, long low, long high, long initial) {
    return row(name, new Kind.Memory(low, high), Long.toString(initial));
  }

  private Directive choice(String name, String initial, String... names) {
    return row(name, new Kind.Choice(names), initial);
  }

  private Directive text(String name, String initial) {
    return row(name, TEXT, initial);
  }

  private void permission(String name) {
    choice(name, "no", "no", "yes", "local").immutable();
  }

  private void shutdown(String name) {
    Kind.Choice words = new Kind.Choice("default", "save", "nosave", "now", "force");
    row(name, new Lists.Choices(words), "default")
        .promise(NO_SIGNALS, value -> value.text().matches(".*\\bsave\\b.*"));
  }

  private Directive row(String name, Kind kind, String... initial) {
    Bytes[] words = new Bytes[initial.length];
    for (int i = 0; i < words.length; i++) words[i] = Bytes.of(initial[i]);
    Directive row = new Directive(name, kind, kind.parse(words, null));
    rows.add(row);
    return row;
  }
}
