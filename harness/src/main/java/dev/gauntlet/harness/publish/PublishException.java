package dev.gauntlet.harness.publish;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.store.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;

/** A run that cannot be written: a full disk, a read-only folder. */
public final class PublishException extends GauntletException {
  public PublishException(String message) {
    super(message);
  }

  private PublishException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file that cannot be written, and why. */
  public static PublishException cannotWrite(Path path, IOException e) {
    return new PublishException(WriteFailure.text(path, e, "give another folder with --out"), e);
  }
}
