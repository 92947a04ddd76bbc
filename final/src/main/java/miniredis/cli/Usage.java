package miniredis.cli;

/** What {@code --help} and {@code --version} print. */
final class Usage {

  static final String NAME = "mini-redis-cli";

  /** The redis-cli that this program does as, to the byte. */
  static final String VERSION = "7.0.15";

  static final String TEXT =
      """
      Usage: ./run cli [options] [command [argument ...]]

      Without a command: a shell. With one: its reply, and back. Lines from a pipe are commands too.
      Every option of redis-cli 7.0 does here what it does there.

      The server
        -h HOST, -p PORT       where it is (default 127.0.0.1 and 6379); or --server HOST:PORT
        -s FILE                its Unix socket, in place of host and port
        -u URI                 redis://user:password@host:port/database; rediss:// for TLS
        -a, --pass PASSWORD    log in (safer: REDISCLI_AUTH in the environment, or --askpass)
        --user NAME            as this user; with a password
        --askpass              ask for the password
        -n DB                  the number of the database
        -2, -3                 speak RESP2 (the default) or RESP3
        -c                     follow a cluster's redirections
        --tls                  over TLS; with it --sni HOST, --cacert FILE, --cacertdir DIR,
                               --cert FILE, --key FILE, --tls-ciphers LIST,
                               --tls-ciphersuites LIST, --insecure

      Arguments
        -x                     the last argument comes from standard input
        -X TAG                 the argument TAG does
        --quoted-input         arguments are quoted strings, with escapes
        -r N, -i SECONDS       N times (-1: for ever), so far apart
        --eval FILE            EVAL the script in FILE: key ... , argument ...

      Output
        --raw, --no-raw        bytes as they are (the default into a pipe or file), or explained
        --csv, --json          as CSV; as JSON; --quoted-json in ASCII
        -d TEXT, -D TEXT       with --raw, between items, and after a reply (default: a newline)
        -e                     exit code 1 where the reply is an error
        --show-pushes YES|NO   print RESP3's messages that come unasked
        --no-auth-warning      say nothing about a password on the command line

      Instead of a command
        --scan                 all keys; --pattern PATTERN, --quoted-pattern PATTERN
        --bigkeys, --memkeys   the biggest keys by items, by memory; --memkeys-samples N
        --hotkeys              the keys that are used most, under an LFU policy
        --stat                 memory, clients and requests, again and again
        --latency              how long PING takes; --latency-history; --latency-dist [--mono]
        --intrinsic-latency S  how long this machine leaves a program without a processor
        --pipe                 send requests from standard input in bulk; --pipe-timeout SECONDS
        --lru-test KEYS        a cache's hits and misses, 80 % of requests for 20 % of the keys
        --replica              what the server tells its replicas
        --rdb FILE             a snapshot from the server; --functions-rdb FILE

      The shell
        --prompt TEXT          in place of host and port, such as "mini-redis> "
        --vi                   vi's keys in place of Emacs's
        --beginner             with each command offered, what it is for
        --wire                 show requests and replies as they go over the wire
        --no-confirm           ask nothing before FLUSHALL and its like

        Tab completes, `help SET` explains, `5 INCR k` runs five times, `GET k | jq .` pipes a reply,
        `peek KEY` tells all about a key, `:explain` about the last command, `:help` about the rest.

      --help is this, --version the version.
      """;

  private Usage() {}
}
