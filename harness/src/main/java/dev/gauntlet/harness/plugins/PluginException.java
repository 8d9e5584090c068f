package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.GauntletException;

/** A jar that is no usable plugin, two that clash, or an id that no plugin has. */
public final class PluginException extends GauntletException {
  public PluginException(String message) {
    super(message);
  }

  public PluginException(String message, Throwable cause) {
    super(message, cause);
  }
}
