package miniredis.scripting;

import module java.base;

import miniredis.engine.Check;

/**
 * What is asked before a script runs a command, besides what the command's row says.
 *
 * @param rights refuses what the user may not have run
 * @param writes refuse a script's first write, as while a disk fails
 * @param full whether there was no memory left when the script was begun
 */
public record ScriptChecks(Check rights, List<Check> writes, BooleanSupplier full) {}
