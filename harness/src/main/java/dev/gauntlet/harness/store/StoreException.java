package dev.gauntlet.harness.store;

import dev.gauntlet.api.GauntletException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
        "store: "
            + WriteFailure.text(path, cause, "set GAUNTLET_HOME to a writable folder elsewhere"),
        cause);
  }

  /** A file that could not be read, and what to do about it. */
  public static StoreException cannotRead(Path path, IOException cause) {
    String remedy =
        cause instanceof AccessDeniedException
            ? "make it readable for this user"
            : "`harness store verify` removes what is damaged";
    return new StoreException(
        "store: cannot read " + path + ": " + WriteFailure.reason(cause) + "; " + remedy, cause);
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
}
