package miniredis.security;

import module java.base;

import miniredis.command.Category;

/**
 * Something that a user can be allowed: a command, or one of its subcommands.
 *
 * @param name in lower case; of a subcommand with its container's: {@code config|get}
 * @param number under which it is kept; no other has it
 * @param parts the subcommands of a container
 * @param isPart whether it is such a subcommand itself
 * @param isLater whether Redis 7.0 does not have it
 */
record Right(
    String name,
    int number,
    Set<Category> categories,
    List<Right> parts,
    boolean isPart,
    boolean isLater) {}
