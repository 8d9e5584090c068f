package dev.gauntlet.harness.store;

import dev.gauntlet.api.GauntletException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** The store cannot be read or written: a full disk, missing permissions, a broken file. */
public final class StoreException extends GauntletException {
  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A file that could not be written, and what to do about it. */
  public static StoreException cannotWrite(Path path, IOException cause) {
    return new StoreException(
        "store: cannot write "
            + path
            + ": "
            + reason(cause)
            + "; free some space, or set GAUNTLET_HOME to a writable folder elsewhere",
        cause);
  }

  /** A file that could not be read, and what to do about it. */
  public static StoreException cannotRead(Path path, IOException cause) {
    return new StoreException(
        "store: cannot read "
            + path
            + ": "
            + reason(cause)
            + "; `harness store verify` removes what is damaged",
        cause);
  }

  /** A disk that is nearly full, whatever else went wrong for it. */
  static StoreException littleRoom(Path path, long bytes, String failure) {
    return new StoreException(
        String.format(
            Locale.ROOT,
            "store: only %,d KiB are left on the disk of %s, which may be why a worker failed (%s);"
                + " free some space, or set GAUNTLET_HOME to a writable folder elsewhere",
            bytes >> 10,
            path,
            failure));
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException filesystem && filesystem.getReason() != null) {
      return filesystem.getReason();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
