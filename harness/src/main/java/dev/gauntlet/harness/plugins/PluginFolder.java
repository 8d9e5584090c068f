package dev.gauntlet.harness.plugins;

import java.nio.file.Path;

/**
 * A folder whose jars are plugins.
 *
 * @param builtIn whether it came with the distribution; a folder that teams drop jars into did not
 */
public record PluginFolder(Path directory, boolean builtIn) {}
