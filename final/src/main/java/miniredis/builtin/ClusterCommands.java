package miniredis.builtin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.FAST;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NO_ASYNC_LOADING;
import static miniredis.command.Flag.STALE;

import miniredis.command.Call;
import miniredis.command.Category;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.command.Group;
import miniredis.resp.Reply;

/**
 * CLUSTER and its relatives, as a server that belongs to no cluster answers them: with one error.
 * Clients ask them to find out, and go on alone.
 */
public final class ClusterCommands {

  private static final String ANY = "nondeterministic_output";
  private static final String EACH_SLOT = "O(N), N the slots";
  private static final String EACH_NODE = "O(N), N the nodes";

  private ClusterCommands() {}

  public static void addTo(CommandTable table) {
    table.group(Group.CLUSTER);
    mode(table, "ASKING", FAST).summary("Lets the next command use a slot that is moving here");
    mode(table, "READONLY", LOADING, STALE, FAST)
        .summary("Lets the client read from a replica in a cluster");
    mode(table, "READWRITE", LOADING, STALE, FAST)
        .summary("Has a replica in a cluster send the client to its master again");
    table.addContainer("CLUSTER").summary("What concerns a cluster").since("3.0.0");
    addQuestions(table);
    addSlots(table);
    addNodes(table);
  }

  private static Command mode(CommandTable table, String name, Flag... flags) {
    return table
        .add(name, 1, ClusterCommands::disabled, flags)
        .categories(Category.CONNECTION)
        .since("3.0.0");
  }

  private static void addQuestions(CommandTable table) {
    question(table, "COUNTKEYSINSLOT", 3)
        .summary("Counts the keys of a slot")
        .syntax("slot:integer");
    question(table, "GETKEYSINSLOT", 4)
        .tips(ANY)
        .summary("Lists keys of a slot")
        .complexity("O(log(N)), N the keys asked for")
        .syntax("slot:integer count");
    table
        .add("CLUSTER|HELP", 2, ClusterCommands::disabled, LOADING, STALE)
        .summary("Lists the subcommands")
        .since("5.0.0");
    question(table, "INFO", 2).tips(ANY).summary("Figures about the cluster");
    question(table, "KEYSLOT", 3)
        .summary("Tells the slot of a key")
        .complexity("O(N), N the bytes of the key")
        .syntax("key:string");
    question(table, "LINKS", 2)
        .tips(ANY)
        .summary("Lists the connections to other nodes")
        .since("7.0.0")
        .complexity(EACH_NODE);
    question(table, "MYID", 2).summary("Tells the name of this node");
    question(table, "NODES", 2)
        .tips(ANY)
        .summary("Lists the nodes, a line each")
        .complexity(EACH_NODE);
    question(table, "SHARDS", 2)
        .tips(ANY)
        .summary("Tells which nodes have which slots")
        .since("7.0.0")
        .complexity(EACH_NODE);
    question(table, "SLOTS", 2)
        .tips(ANY)
        .summary("Tells which nodes have which slots")
        .deprecated("7.0.0", "`CLUSTER SHARDS`")
        .history("4.0.0", "The names of nodes")
        .history("7.0.0", "More about each node")
        .complexity(EACH_NODE);
  }

  private static Command question(CommandTable table, String name, int arity) {
    return table.add("CLUSTER|" + name, arity, ClusterCommands::disabled, STALE).since("3.0.0");
  }

  private static void addSlots(CommandTable table) {
    change(table, "ADDSLOTS", atLeast(3))
        .summary("Takes slots that no node has")
        .complexity(EACH_SLOT)
        .syntax("slot:integer [slot:integer ...]");
    change(table, "ADDSLOTSRANGE", atLeast(4))
        .summary("Takes ranges of slots that no node has")
        .since("7.0.0")
        .complexity(EACH_SLOT)
        .syntax("start-slot:integer end-slot:integer [start-slot:integer end-slot:integer ...]");
    change(table, "DELSLOTS", atLeast(3))
        .summary("Gives slots up")
        .complexity(EACH_SLOT)
        .syntax("slot:integer [slot:integer ...]");
    change(table, "DELSLOTSRANGE", atLeast(4))
        .summary("Gives ranges of slots up")
        .since("7.0.0")
        .complexity(EACH_SLOT)
        .syntax("start-slot:integer end-slot:integer [start-slot:integer end-slot:integer ...]");
    change(table, "FLUSHSLOTS", 2).summary("Gives all slots up");
    change(table, "SETSLOT", atLeast(4))
        .summary("Says which node has a slot, or that it is on its way")
        .syntax(
            "slot:integer"
                + " subcommand:<IMPORTING node-id | MIGRATING node-id | NODE node-id | STABLE>");
  }

  private static void addNodes(CommandTable table) {
    change(table, "BUMPEPOCH", 2).tips(ANY).summary("Moves the epoch of the cluster on");
    node(table, "COUNT-FAILURE-REPORTS", "3.0.0")
        .summary("Counts the nodes that say that a node has failed")
        .complexity("O(N), N the reports");
    change(table, "FAILOVER", atLeast(2))
        .summary("Makes a replica the master")
        .syntax("options:[FORCE | TAKEOVER]");
    change(table, "FORGET", 3).summary("Strikes a node off the list").syntax("node-id");
    change(table, "MEET", atLeast(4))
        .summary("Makes the acquaintance of a node")
        .history("4.0.0", "The argument `cluster_bus_port`")
        .syntax("ip port:integer [@4.0.0:cluster_bus_port:integer]");
    node(table, "REPLICAS", "5.0.0").summary("Lists the replicas of a node");
    change(table, "REPLICATE", 3).summary("Makes this node a replica").syntax("node-id");
    table
        .add("CLUSTER|RESET", atLeast(2), ClusterCommands::disabled, ADMIN, Flag.NOSCRIPT, STALE)
        .summary("Leaves the cluster")
        .since("3.0.0")
        .complexity(EACH_NODE)
        .syntax("[HARD | SOFT]");
    change(table, "SAVECONFIG", 2).summary("Writes what is known of the cluster to disk");
    change(table, "SET-CONFIG-EPOCH", 3)
        .summary("Sets the epoch of a new node")
        .syntax("config-epoch:integer");
    node(table, "SLAVES", "3.0.0")
        .summary("Lists the replicas of a node")
        .deprecated("5.0.0", "`CLUSTER REPLICAS`");
  }

  private static Command node(CommandTable table, String name, String since) {
    return table
        .add("CLUSTER|" + name, 3, ClusterCommands::disabled, ADMIN, STALE)
        .tips(ANY)
        .since(since)
        .syntax("node-id");
  }

  private static Command change(CommandTable table, String name, int arity) {
    return table
        .add("CLUSTER|" + name, arity, ClusterCommands::disabled, ADMIN, STALE, NO_ASYNC_LOADING)
        .since("3.0.0");
  }

  private static Reply disabled(Call call) {
    throw new CommandException(Errors.NO_CLUSTER);
  }
}
