/**
 * The settings: what they are called, where they come from, and what they are now.
 *
 * <p>Imports bytes only. Start at {@link miniredis.config.Config}, which gives a {@link
 * miniredis.config.Setting handle} to whoever heeds a setting; {@code Directives} is the table of
 * all settings, {@link miniredis.config.CommandLine} and {@link miniredis.config.ConfigFile} are
 * where values come from, and {@code Kind} says what a value may be.
 */
package miniredis.config;
