package dev.gauntlet.harness.publish;

import dev.gauntlet.api.GauntletException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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
    String reason = e.getMessage();
    if (e instanceof AccessDeniedException) {
      reason = "no permission";
    } else if (e instanceof FileSystemException file && file.getReason() != null) {
      reason = file.getReason();
    } else if (e.getCause() instanceof IOException cause) {
      reason = cause.getMessage(); // A writer of pictures says of itself only that it failed.
    }
    return new PublishException(
        "cannot write "
            + path
            + ": "
            + reason
            + "; free some space, or give another folder with --out",
        e);
  }
}
