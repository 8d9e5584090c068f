package dev.gauntlet.datasets;

import java.util.Locale;

/** A data file is truncated, oversized, damaged, or not what it should be. */
public final class MalformedFileException extends DatasetException {
  private final String file;
  private final long offset;

  private MalformedFileException(String file, long offset, String where, String problem) {
    super(String.format(Locale.ROOT, "%s, byte %d%s: %s", file, offset, where, problem));
    this.file = file;
    this.offset = offset;
  }

  /** What is wrong at {@code offset} of the file as it lies on the disk. */
  static MalformedFileException packed(String file, long offset, String problem) {
    return new MalformedFileException(file, offset, "", problem);
  }

  /** What is wrong at {@code offset} of what the gzip file unpacks to. */
  static MalformedFileException unpacked(String file, long offset, String problem) {
    return new MalformedFileException(file, offset, " of the unpacked content", problem);
  }

  /** The path of the file. */
  public String file() {
    return file;
  }

  /**
   * The first byte that is wrong or missing, from 0; the message says whether it counts in the file
   * or in the unpacked content.
   */
  public long offset() {
    return offset;
  }
}
