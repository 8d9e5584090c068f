package dev.gauntlet.engines;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The native libraries of an engine, as DJL has unpacked them. */
final class EngineLibrary {
  /** Bytes at either end of a file that are hashed: the whole is half a gigabyte. */
  private static final int END = 1 << 16;

  private EngineLibrary() {}

  /**
   * A hash of the libraries' names, sizes, times and ends.
   *
   * @param cache where DJL keeps what it unpacks
   * @param engine DJL's name of it
   * @return {@code none} where nothing was unpacked yet
   */
  static String fingerprint(Path cache, String engine) {
    Path folder = cache.resolve(engine.toLowerCase(Locale.ROOT));
    if (!Files.isDirectory(folder)) {
      return "none";
    }
    MessageDigest hash = Verdicts.sha256();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> libraries = files.filter(Files::isRegularFile).sorted().toList();
      for (Path library : libraries) {
        hash.update(
            Verdicts.bytes(
                "%s %s %s%n"
                    .formatted(
                        folder.relativize(library),
                        Files.size(library),
                        Files.getLastModifiedTime(library))));
        addEnds(hash, library);
      }
    } catch (IOException e) {
      return "unreadable";
    }
    return HexFormat.of().formatHex(hash.digest(), 0, 16);
  }

  private static void addEnds(MessageDigest hash, Path library) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(library.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(END, file.length())];
      file.readFully(end);
      hash.update(end);
      file.seek(file.length() - end.length);
      file.readFully(end);
      hash.update(end);
    }
  }
}
