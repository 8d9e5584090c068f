package dev.gauntlet.engines;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The verdicts on this machine's engines, one JSON file each. */
public final class Verdicts {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final Path folder;

  /**
   * Those of a folder.
   *
   * @param folder made when a verdict is kept
   */
  public Verdicts(Path folder) {
    this.folder = folder;
  }

  /**
   * Those that are kept beside the engines' libraries.
   *
   * @param cache where DJL keeps the libraries that it unpacks
   */
  public static Verdicts beside(Path cache) {
    return new Verdicts(cache.resolve("gauntlet-verdicts"));
  }

  /** The verdict on a subject; empty where there is none, or none that can be read. */
  Optional<Verdict> find(Subject subject) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file(subject)), Verdict.class))
          .filter(verdict -> verdict.subject().equals(subject));
    } catch (IOException e) {
      // Testing again is cheaper than asking a person to repair a file.
      return Optional.empty();
    }
  }

  /** Keeps a verdict where that is possible; a folder that cannot be written costs a test a run. */
  void keep(Verdict verdict) {
    try {
      Files.createDirectories(folder);
      Path draft = Files.createTempFile(folder, "verdict", ".tmp");
      Files.write(draft, JSON.writeValueAsBytes(verdict));
      Files.move(draft, file(verdict.subject()), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // See above.
    }
  }

  private Path file(Subject subject) throws IOException {
    String hash = HexFormat.of().formatHex(sha256().digest(JSON.writeValueAsBytes(subject)), 0, 8);
    return folder.resolve(subject.engine().toLowerCase(Locale.ROOT) + "-" + hash + ".json");
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
