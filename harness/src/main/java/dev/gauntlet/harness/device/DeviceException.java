package dev.gauntlet.harness.device;

import dev.gauntlet.api.GauntletException;

/** A device was asked for that is not here, or that the engine cannot use. */
public final class DeviceException extends GauntletException {
  DeviceException(String message) {
    super(message);
  }
}
