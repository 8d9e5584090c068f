package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.ApiVersion;
import dev.gauntlet.harness.store.Sha256;
import dev.gauntlet.harness.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptor;

/** Finds plugin jars and reads their manifests; runs none of their code. */
public final class PluginJars {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String EXTENSIONS = "META-INF/extensions.idx";
  private static final String INDEX = "META-INF/INDEX.LIST";
  private static final int MOST_INDEX_BYTES = 1 << 20;

  private PluginJars() {}

  /**
   * The plugins in some folders, by id. A folder that does not exist holds none.
   *
   * @throws PluginException if a jar is no plugin, is for another version of the API, has not the
   *     signature that its folder asks for, or two have one id
   */
  public static List<PluginJar> in(List<PluginFolder> folders) {
    return in(folders, source -> source);
  }

  /**
   * The same plugins as copies of the jars, so that what is checked, hashed and loaded is the same,
   * whatever becomes of the files meanwhile.
   *
   * @param copies an empty folder of this process
   */
  public static List<PluginJar> in(List<PluginFolder> folders, Path copies) {
    return in(folders, source -> copy(source, copies));
  }

  private static List<PluginJar> in(List<PluginFolder> folders, UnaryOperator<Path> placed) {
    Map<String, PluginJar> byId = new HashMap<>();
    for (PluginFolder folder : folders) {
      for (Path source : jars(folder.directory())) {
        PluginJar jar = read(source, placed.apply(source), folder);
        PluginJar other = byId.put(jar.id(), jar);
        if (other != null && !other.source().equals(jar.source())) {
          throw new PluginException(
              "two plugins have the id '%s': %s and %s; remove one of them"
                  .formatted(jar.id(), other.source(), jar.source()));
        }
      }
    }
    return byId.values().stream().sorted(Comparator.comparing(PluginJar::id)).toList();
  }

  private static List<Path> jars(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .map(file -> encodable(file.toAbsolutePath().normalize()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new PluginException("plugins: cannot list " + directory + ": " + e, e);
    }
  }

  /** A worker gets the path as text, which is to lead to the same file. */
  private static Path encodable(Path source) {
    boolean encodes;
    try {
      encodes = Path.of(source.toString()).equals(source);
    } catch (InvalidPathException e) {
      encodes = false;
    }
    if (!encodes) {
      throw new PluginException(
          source
              + " has characters in its path that this locale cannot encode; rename it, or set"
              + " LC_ALL=C.UTF-8");
    }
    return source;
  }

  private static Path copy(Path source, Path copies) {
    Path copy = place(source, copies);
    byte[] block = new byte[1 << 16];
    try (InputStream in = open(source);
        OutputStream out = Files.newOutputStream(copy)) {
      for (int read = read(source, in, block); read >= 0; read = read(source, in, block)) {
        out.write(block, 0, read);
      }
      return copy;
    } catch (IOException e) {
      throw StoreException.cannotWrite(copy, e);
    }
  }

  private static Path place(Path source, Path copies) {
    try {
      return Files.createTempDirectory(copies, "").resolve(source.getFileName());
    } catch (IOException e) {
      throw StoreException.cannotWrite(copies, e);
    }
  }

  private static InputStream open(Path source) {
    try {
      Archive.checkFile(source);
      return Files.newInputStream(source);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static int read(Path source, InputStream in, byte[] block) {
    try {
      return in.read(block);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static PluginJar read(Path source, Path file, PluginFolder folder) {
    try (Archive archive = Archive.open(file)) {
      Optional<String> signer = Optional.empty();
      if (folder.keys().isPresent()) {
        signer = Optional.of(Signature.check(file, source, folder.keys().get()));
      }
      Manifest manifest = manifest(source, archive);
      PluginDescriptor about = new Descriptors().of(manifest);
      String id = about.getPluginId();
      String provider = about.getProvider() == null ? "" : about.getProvider();
      checkIdentity(source, about, provider, folder.builtIn());
      checkApi(source, id, about.getRequires());
      checkExtensions(source, id, archive);
      checkReferences(source, id, archive, manifest);
      return new PluginJar(
          id,
          about.getVersion(),
          provider,
          file,
          source,
          Sha256.of(file),
          folder.builtIn(),
          signer);
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static Manifest manifest(Path source, Archive archive) throws IOException {
    byte[] manifest =
        archive
            .bytes(MANIFEST, Signature.MOST_BYTES)
            .orElseThrow(
                () ->
                    new PluginException(
                        source
                            + " is no plugin: it has no manifest; remove it from the plugins folder"));
    return new Manifest(new ByteArrayInputStream(manifest));
  }

  private static void checkIdentity(
      Path source, PluginDescriptor about, String provider, boolean builtIn) {
    String id = about.getPluginId();
    if (id == null || id.isBlank()) {
      throw new PluginException(
          source
              + " is no plugin: its manifest has no Plugin-Id; remove it from the plugins folder");
    }
    if (about.getVersion() == null || about.getVersion().isBlank()) {
      throw new PluginException(
          source + " (" + id + ") has no Plugin-Version in its manifest; add one, such as 1.0.0");
    }
    Wording wording = new Wording(source.toString());
    wording.name("Plugin-Id", id);
    wording.name("Plugin-Version", about.getVersion());
    wording.title("Plugin-Provider", provider);
    wording.title("Plugin-Requires", about.getRequires());
    if (!builtIn && id.equals(PluginJar.BUILT_IN)) {
      throw new PluginException(
          source + " has the Plugin-Id '" + id + "', which no plugin may have; give it another");
    }
  }

  private static void checkApi(Path source, String id, String requires) {
    boolean fits;
    try {
      // As in PF4J, a bare version means that one or a later one.
      String range = requires.strip().matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires : requires;
      fits = new DefaultVersionManager().checkVersionConstraint(ApiVersion.CURRENT, range);
    } catch (RuntimeException e) {
      throw new PluginException(
          "%s (%s) has the Plugin-Requires '%s', which is no version range; write one such as '>=1.0.0 & <2.0.0'"
              .formatted(source, id, requires),
          e);
    }
    if (!fits) {
      throw new PluginException(
          "%s (%s) is for another version of the plugin API: it requires %s, this is %s; get a matching version of it"
              .formatted(source, id, requires, ApiVersion.CURRENT));
    }
  }

  private static void checkExtensions(Path source, String id, Archive archive) throws IOException {
    byte[] index = archive.bytes(EXTENSIONS, MOST_INDEX_BYTES).orElse(new byte[0]);
    boolean anyClass =
        new String(index, StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceAll("#.*", "").strip())
            .anyMatch(line -> !line.isEmpty());
    if (!anyClass) {
      throw new PluginException(
          "%s (%s) offers no attack or defense: %s lists none; annotate one with @Extension and let PF4J's annotation processor run"
              .formatted(source, id, EXTENSIONS));
    }
  }

  /** Java would load code from other files too, which are in no hash and under no signature. */
  private static void checkReferences(Path source, String id, Archive archive, Manifest manifest) {
    boolean classPath = manifest.getMainAttributes().containsKey(Attributes.Name.CLASS_PATH);
    boolean index = archive.names().stream().anyMatch(INDEX::equalsIgnoreCase);
    if (classPath || index) {
      throw new PluginException(
          "%s (%s) refers to other jars, by %s; pack what it needs into it"
              .formatted(
                  source, id, classPath ? "the Class-Path in its manifest" : "its entry " + INDEX));
    }
  }

  private static PluginException unreadable(Path source, IOException cause) {
    String reason =
        cause instanceof ZipException ? cause.getMessage() : "it cannot be read: " + cause;
    return new PluginException(
        source
            + " is no plugin: it cannot be read as a jar ("
            + reason
            + "); remove it from the plugins folder, or pack it anew",
        cause);
  }

  private static final class Descriptors extends ManifestPluginDescriptorFinder {
    PluginDescriptor of(Manifest manifest) {
      return createPluginDescriptor(manifest);
    }
  }
}
