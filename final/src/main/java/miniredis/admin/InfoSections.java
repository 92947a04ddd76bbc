package miniredis.admin;

import module java.base;

import miniredis.bytes.Doubles;
import miniredis.clients.Clients;
import miniredis.command.Command;
import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.config.Version;
import miniredis.engine.Dispatcher;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.Rate;
import miniredis.keyspace.Database;
import miniredis.keyspace.Eviction;
import miniredis.keyspace.Keyspace;
import miniredis.pubsub.Kind;
import miniredis.pubsub.PubSub;
import miniredis.tracking.Tracking;

/** The sections of INFO that belong to no single room, with Redis's names. */
public final class InfoSections {

  private final Engine engine;
  private final Clients clients;
  private final PubSub pubSub;
  private final Tracking tracking;
  private final Config config;
  private final Setting<Long> maxmemory;
  private final IntSupplier port;
  private final IntSupplier hz;
  private final Instant started = Instant.now();
  private final String runId = randomHex();
  private final Rate commands = new Rate();
  private final Rate input = new Rate();
  private final Rate output = new Rate();

  /** {@code port} tells the port that the server listens on, {@code hz} its ticks a second. */
  public InfoSections(
      Engine engine,
      Clients clients,
      PubSub pubSub,
      Tracking tracking,
      Config config,
      IntSupplier port,
      IntSupplier hz) {
    this.engine = engine;
    this.clients = clients;
    this.pubSub = pubSub;
    this.tracking = tracking;
    this.config = config;
    maxmemory = config.number("maxmemory");
    this.port = port;
    this.hz = hz;
  }

  public void addTo(Info info) {
    info.add("Server", true, this::server);
    info.add("Clients", true, this::clients);
    info.add("Memory", true, this::memory);
    info.add("Persistence", true, fields -> {});
    info.add("Stats", true, this::stats);
    info.add("Replication", true, this::replication);
    info.add("CPU", true, this::cpu);
    info.add("Modules", true, fields -> {});
    info.add("Commandstats", false, this::commandStatistics);
    info.add("Errorstats", true, this::errorStatistics);
    info.add("Latencystats", false, fields -> {});
    info.add("Cluster", true, fields -> fields.add("cluster_enabled", 0));
    info.add("Keyspace", true, this::keyspace);
  }

  /** Ten times a second: what the rates are made of. */
  public void sample() {
    commands.sample(engine.dispatcher().processed());
    input.sample(clients.inputBytes());
    output.sample(clients.outputBytes());
    engine.keyspace().memory().sample();
  }

  private void server(Info.Fields fields) {
    long seconds = Duration.between(started, Instant.now()).toSeconds();
    fields
        .add("redis_version", Version.REDIS)
        .add("miniredis_version", Version.TEXT)
        .add("redis_git_sha1", "00000000")
        .add("redis_git_dirty", 0)
        .add("redis_build_id", 0)
        .add("redis_mode", "standalone")
        .add("os", SystemFigures.system())
        .add("arch_bits", 64)
        .add("monotonic_clock", "System.nanoTime")
        .add("multiplexing_api", "java.nio")
        .add("atomicvar_api", "none")
        .add("gcc_version", "0.0.0")
        .add("java_version", System.getProperty("java.vm.version"))
        .add("process_id", ProcessHandle.current().pid())
        .add("process_supervised", "no")
        .add("run_id", runId)
        .add("tcp_port", port.getAsInt())
        .add("server_time_usec", ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()))
        .add("uptime_in_seconds", seconds)
        .add("uptime_seconds", seconds)
        .add("uptime_in_days", seconds / 86_400)
        .add("hz", hz.getAsInt())
        .add("configured_hz", config.show("hz"))
        .add("lru_clock", engine.keyspace().now() / 1000 & 0xffffff)
        .add("executable", ProcessHandle.current().info().command().orElse(""))
        .add("config_file", config.file().map(Path::toString).orElse(""))
        .add("io_threads_active", 0);
  }

  private void clients(Info.Fields fields) {
    fields
        .add("connected_clients", clients.count())
        .add("cluster_connections", 0)
        .add("maxclients", config.show("maxclients"))
        .addZeros("client_recent_max_input_buffer", "client_recent_max_output_buffer")
        .add("blocked_clients", clients.waiting())
        .add("tracking_clients", tracking.clients())
        .add("clients_in_timeout_table", engine.dispatcher().waiters().timed());
  }

  private void memory(Info.Fields fields) {
    MemoryFigures.of(engine.keyspace())
        .addTo(fields, maxmemory.get(), config.show("maxmemory-policy"), engine.scriptMemory());
  }

  private void stats(Info.Fields fields) {
    Keyspace.Statistics keys = engine.keyspace().statistics();
    Eviction eviction = engine.keyspace().eviction();
    Dispatcher dispatcher = engine.dispatcher();
    fields
        .add("total_connections_received", clients.received())
        .add("total_commands_processed", dispatcher.processed())
        .add("total_operations", dispatcher.processed())
        .add("instantaneous_ops_per_sec", Math.round(commands.perSecond()))
        .add("total_net_input_bytes", clients.inputBytes())
        .add("total_net_output_bytes", clients.outputBytes())
        .addZeros("total_net_repl_input_bytes", "total_net_repl_output_bytes")
        .add("instantaneous_input_kbps", Doubles.fixed(input.perSecond() / 1024, 2))
        .add("instantaneous_output_kbps", Doubles.fixed(output.perSecond() / 1024, 2))
        .add("instantaneous_input_repl_kbps", "0.00")
        .add("instantaneous_output_repl_kbps", "0.00")
        .add("rejected_connections", clients.rejected())
        .addZeros("sync_full", "sync_partial_ok", "sync_partial_err")
        .add("expired_keys", keys.expired)
        .add("expired_subkeys", keys.expiredFields)
        .add("expired_stale_perc", "0.00")
        .add("expired_time_cap_reached_count", keys.sweepsCutShort)
        .add("expire_cycle_cpu_milliseconds", keys.sweepNanos / 1_000_000)
        .add("evicted_keys", keys.evicted)
        .add("evicted_clients", clients.evicted())
        .add("total_eviction_exceeded_time", eviction.exceededNanos() / 1_000_000)
        .add("current_eviction_exceeded_time", eviction.exceedingNanos() / 1_000_000)
        .add("keyspace_hits", keys.hits)
        .add("keyspace_misses", keys.misses)
        .add("pubsub_channels", pubSub.count(Kind.CHANNEL))
        .add("pubsub_patterns", pubSub.count(Kind.PATTERN))
        .add("pubsubshard_channels", pubSub.count(Kind.SHARD))
        .addZeros("latest_fork_usec", "total_forks", "migrate_cached_sockets")
        .addZeros("slave_expires_tracked_keys")
        .addZeros("active_defrag_hits", "active_defrag_misses")
        .addZeros("active_defrag_key_hits", "active_defrag_key_misses")
        .addZeros("total_active_defrag_time", "current_active_defrag_time");
    tracking.addTo(fields);
    fields
        .addZeros("unexpected_error_replies")
        .add("total_error_replies", sum(dispatcher.errors().values()))
        .addZeros("dump_payload_sanitizations")
        .add("total_reads_processed", clients.reads())
        .add("total_writes_processed", clients.writes())
        .addZeros("io_threaded_reads_processed", "io_threaded_writes_processed")
        .addZeros("reply_buffer_shrinks", "reply_buffer_expands");
  }

  private static long sum(Collection<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  private void replication(Info.Fields fields) {
    fields
        .add("role", "master")
        .add("connected_slaves", 0)
        .add("master_failover_state", "no-failover")
        .add("master_replid", runId)
        .add("master_replid2", "0".repeat(40))
        .add("master_repl_offset", 0)
        .add("second_repl_offset", -1)
        .add("repl_backlog_active", 0)
        .add("repl_backlog_size", 1_048_576)
        .add("repl_backlog_first_byte_offset", 0)
        .add("repl_backlog_histlen", 0);
  }

  private void cpu(Info.Fields fields) {
    SystemFigures.CpuTime time = SystemFigures.cpuTime();
    SystemFigures.CpuTime mine = SystemFigures.cpuTimeOfThisThread();
    fields
        .add("used_cpu_sys", Doubles.fixed(time.system(), 6))
        .add("used_cpu_user", Doubles.fixed(time.user(), 6))
        .add("used_cpu_sys_children", "0.000000")
        .add("used_cpu_user_children", "0.000000")
        .add("used_cpu_sys_main_thread", Doubles.fixed(mine.system(), 6))
        .add("used_cpu_user_main_thread", Doubles.fixed(mine.user(), 6));
  }

  private void commandStatistics(Info.Fields fields) {
    for (Command command : engine.table().all()) {
      addStatistics(command, fields);
      command.subcommands().values().forEach(each -> addStatistics(each, fields));
    }
  }

  private static void addStatistics(Command command, Info.Fields fields) {
    if (command.calls == 0 && command.rejected == 0) return;
    double micros = command.nanoseconds / 1000.0;
    fields.add(
        "cmdstat_" + command.name(),
        "calls=%s,usec=%s,usec_per_call=%s,rejected_calls=%s,failed_calls=%s"
            .formatted(
                command.calls,
                (long) micros,
                Doubles.fixed(command.calls == 0 ? 0 : micros / command.calls, 2),
                command.rejected,
                command.failed));
  }

  private void errorStatistics(Info.Fields fields) {
    engine
        .dispatcher()
        .errors()
        .forEach((code, n) -> fields.add("errorstat_" + code, "count=" + n));
  }

  private void keyspace(Info.Fields fields) {
    for (int i = 0; i < engine.keyspace().count(); i++) {
      Database database = engine.keyspace().database(i);
      if (database.size() == 0) continue;
      fields.add(
          "db" + i,
          "keys=%s,expires=%s,avg_ttl=%s"
              .formatted(database.size(), database.timed(), database.averageTimeToLive()));
    }
  }

  /** A name for this run of the server: nothing depends on its being hard to guess. */
  private static String randomHex() {
    byte[] bytes = new byte[20];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
