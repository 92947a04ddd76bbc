package miniredis.metrics;

import module java.base;

/** The names that the exporter has for fields of INFO. A field that is not here has no metric. */
final class FieldNames {

  /** Figures that go up and down; a second word is the name where it is another. */
  private static final String GAUGES =
      """
      uptime_in_seconds
      process_id
      hz
      configured_hz
      io_threads_active
      connected_clients
      cluster_connections
      maxclients max_clients
      client_recent_max_input_buffer client_recent_max_input_buffer_bytes
      client_recent_max_output_buffer client_recent_max_output_buffer_bytes
      blocked_clients
      tracking_clients
      clients_in_timeout_table
      used_memory memory_used_bytes
      used_memory_rss memory_used_rss_bytes
      used_memory_peak memory_used_peak_bytes
      used_memory_overhead memory_used_overhead_bytes
      used_memory_startup memory_used_startup_bytes
      used_memory_dataset memory_used_dataset_bytes
      allocator_allocated allocator_allocated_bytes
      allocator_active allocator_active_bytes
      allocator_resident allocator_resident_bytes
      allocator_frag_ratio
      allocator_frag_bytes
      allocator_rss_ratio
      allocator_rss_bytes
      total_system_memory total_system_memory_bytes
      used_memory_lua memory_used_lua_bytes
      used_memory_vm_eval memory_used_vm_eval_bytes
      used_memory_scripts_eval memory_used_scripts_eval_bytes
      number_of_cached_scripts
      number_of_functions
      number_of_libraries
      used_memory_vm_functions memory_used_vm_functions_bytes
      used_memory_vm_total memory_used_vm_total
      used_memory_functions memory_used_functions_bytes
      used_memory_scripts memory_used_scripts_bytes
      maxmemory memory_max_bytes
      mem_fragmentation_ratio
      mem_fragmentation_bytes
      mem_not_counted_for_evict mem_not_counted_for_eviction_bytes
      mem_total_replication_buffers mem_total_replication_buffers_bytes
      mem_clients_slaves
      mem_clients_normal
      active_defrag_running
      lazyfree_pending_objects
      loading loading_dump_file
      async_loading
      rdb_changes_since_last_save
      rdb_bgsave_in_progress
      rdb_last_save_time rdb_last_save_timestamp_seconds
      rdb_last_bgsave_status
      rdb_last_bgsave_time_sec rdb_last_bgsave_duration_sec
      rdb_current_bgsave_time_sec rdb_current_bgsave_duration_sec
      rdb_saves rdb_saves_total
      rdb_last_cow_size rdb_last_cow_size_bytes
      rdb_last_load_keys_expired rdb_last_load_expired_keys
      rdb_last_load_keys_loaded rdb_last_load_loaded_keys
      aof_enabled
      aof_rewrite_in_progress
      aof_rewrite_scheduled
      aof_last_rewrite_time_sec aof_last_rewrite_duration_sec
      aof_current_rewrite_time_sec aof_current_rewrite_duration_sec
      aof_last_bgrewrite_status
      aof_last_write_status
      aof_last_cow_size aof_last_cow_size_bytes
      module_fork_in_progress
      module_fork_last_cow_size
      aof_current_size aof_current_size_bytes
      aof_base_size aof_base_size_bytes
      aof_pending_rewrite
      aof_buffer_length
      aof_pending_bio_fsync
      aof_delayed_fsync
      expired_stale_perc expired_stale_percentage
      current_eviction_exceeded_time current_eviction_exceeded_time_ms
      pubsub_channels
      pubsub_patterns
      pubsubshard_channels
      latest_fork_usec latest_fork_seconds
      migrate_cached_sockets migrate_cached_sockets_total
      slave_expires_tracked_keys
      active_defrag_hits defrag_hits
      active_defrag_misses defrag_misses
      active_defrag_key_hits defrag_key_hits
      active_defrag_key_misses defrag_key_misses
      tracking_total_keys
      tracking_total_items
      tracking_total_prefixes
      connected_slaves
      master_repl_offset
      second_repl_offset
      repl_backlog_active repl_backlog_is_active
      repl_backlog_size replication_backlog_bytes
      repl_backlog_first_byte_offset
      repl_backlog_histlen repl_backlog_history_bytes
      sync_full replica_resyncs_full
      sync_partial_ok replica_partial_resync_accepted
      sync_partial_err replica_partial_resync_denied
      cluster_enabled
      """;

  /** Figures that only grow, until the server ends or CONFIG RESETSTAT. */
  private static final String COUNTERS =
      """
      total_connections_received connections_received_total
      total_commands_processed commands_processed_total
      total_net_input_bytes net_input_bytes_total
      total_net_output_bytes net_output_bytes_total
      total_net_repl_input_bytes net_repl_input_bytes_total
      total_net_repl_output_bytes net_repl_output_bytes_total
      rejected_connections rejected_connections_total
      expired_keys expired_keys_total
      expired_subkeys expired_subkeys_total
      expired_time_cap_reached_count expired_time_cap_reached_total
      expire_cycle_cpu_milliseconds expire_cycle_cpu_time_ms_total
      evicted_keys evicted_keys_total
      evicted_clients evicted_clients_total
      total_eviction_exceeded_time eviction_exceeded_time_ms_total
      keyspace_hits keyspace_hits_total
      keyspace_misses keyspace_misses_total
      unexpected_error_replies
      total_error_replies
      dump_payload_sanitizations
      total_reads_processed
      total_writes_processed
      io_threaded_reads_processed
      io_threaded_writes_processed
      reply_buffer_shrinks reply_buffer_shrinks_total
      reply_buffer_expands reply_buffer_expands_total
      acl_access_denied_auth acl_access_denied_auth_total
      acl_access_denied_cmd acl_access_denied_cmd_total
      acl_access_denied_key acl_access_denied_key_total
      acl_access_denied_channel acl_access_denied_channel_total
      used_cpu_sys cpu_sys_seconds_total
      used_cpu_user cpu_user_seconds_total
      used_cpu_sys_children cpu_sys_children_seconds_total
      used_cpu_user_children cpu_user_children_seconds_total
      used_cpu_sys_main_thread cpu_sys_main_thread_seconds_total
      used_cpu_user_main_thread cpu_user_main_thread_seconds_total
      """;

  private final Map<String, String> gauges = read(GAUGES);
  private final Map<String, String> counters = read(COUNTERS);

  private static Map<String, String> read(String table) {
    Map<String, String> names = new HashMap<>();
    table
        .lines()
        .map(line -> line.split(" "))
        .forEach(each -> names.put(each[0], each[each.length - 1]));
    return names;
  }

  /** The metric of a field, without its prefix, or null if it has none. */
  String metric(String field) {
    return counters.getOrDefault(field, gauges.get(field));
  }

  Exposition.Type type(String field) {
    return counters.containsKey(field) ? Exposition.Type.COUNTER : Exposition.Type.GAUGE;
  }
}
