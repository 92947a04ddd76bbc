/**
 * The settings: what they are called, where they come from, and what they are now.
 *
 * <p>Imports bytes only. Start at {@link miniredis.config.Config}; {@code Directives} is the table
 * of all settings, {@link miniredis.config.CommandLine} and {@link miniredis.config.ConfigFile} are
 * where values come from, and {@code Kind} says what a value may be.
 */
package miniredis.config;
