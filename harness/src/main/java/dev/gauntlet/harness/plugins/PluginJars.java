package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.ApiVersion;
import dev.gauntlet.harness.store.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginRuntimeException;

/** Finds plugin jars and reads their manifests; runs none of their code. */
public final class PluginJars {
  private static final String EXTENSIONS = "META-INF/extensions.idx";

  private PluginJars() {}

  /**
   * The plugins in some folders, by id. A folder that does not exist holds none.
   *
   * @throws PluginException if a jar is no plugin, is for another version of the API, or two have
   *     one id
   */
  public static List<PluginJar> in(List<PluginFolder> folders) {
    Map<String, PluginJar> byId = new HashMap<>();
    for (PluginFolder folder : folders) {
      for (Path path : jars(folder.directory())) {
        PluginJar jar = read(path, folder.builtIn());
        PluginJar other = byId.put(jar.id(), jar);
        if (other != null && !other.path().equals(jar.path())) {
          throw new PluginException(
              "two plugins have the id '%s': %s and %s; remove one of them"
                  .formatted(jar.id(), other.path(), jar.path()));
        }
      }
    }
    return byId.values().stream().sorted(java.util.Comparator.comparing(PluginJar::id)).toList();
  }

  private static List<Path> jars(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .map(file -> file.toAbsolutePath().normalize())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new PluginException("plugins: cannot list " + directory + ": " + e, e);
    }
  }

  private static PluginJar read(Path path, boolean builtIn) {
    PluginDescriptor manifest = manifest(path);
    String id = manifest.getPluginId();
    if (id == null || id.isBlank()) {
      throw new PluginException(
          path + " is no plugin: its manifest has no Plugin-Id; remove it from the plugins folder");
    }
    if (manifest.getVersion() == null || manifest.getVersion().isBlank()) {
      throw new PluginException(
          path + " (" + id + ") has no Plugin-Version in its manifest; add one, such as 1.0.0");
    }
    checkApi(path, id, manifest.getRequires());
    try {
      checkExtensions(path, id);
      return new PluginJar(
          id,
          manifest.getVersion(),
          manifest.getProvider() == null ? "" : manifest.getProvider(),
          path,
          Sha256.of(path),
          builtIn);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static PluginDescriptor manifest(Path path) {
    // A file that is no archive at all makes the descriptor finder fail without saying so.
    try (ZipFile zip = new ZipFile(path.toFile())) {
      if (zip.getEntry("META-INF/MANIFEST.MF") == null) {
        throw new PluginException(
            path + " is no plugin: it has no manifest; remove it from the plugins folder");
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    try {
      return new ManifestPluginDescriptorFinder().find(path);
    } catch (PluginRuntimeException e) {
      throw unreadable(path, e);
    }
  }

  private static void checkApi(Path path, String id, String requires) {
    boolean fits;
    try {
      // As in PF4J, a bare version means that one or a later one.
      String range = requires.strip().matches("\\d+\\.\\d+\\.\\d+") ? ">=" + requires : requires;
      fits = new DefaultVersionManager().checkVersionConstraint(ApiVersion.CURRENT, range);
    } catch (RuntimeException e) {
      throw new PluginException(
          "%s (%s) has the Plugin-Requires '%s', which is no version range; write one such as '>=1.0.0 & <2.0.0'"
              .formatted(path, id, requires),
          e);
    }
    if (!fits) {
      throw new PluginException(
          "%s (%s) is for another version of the plugin API: it requires %s, this is %s; get a matching version of it"
              .formatted(path, id, requires, ApiVersion.CURRENT));
    }
  }

  private static void checkExtensions(Path path, String id) throws IOException {
    List<String> classes = new ArrayList<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      ZipEntry index = zip.getEntry(EXTENSIONS);
      if (index != null) {
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(zip.getInputStream(index), StandardCharsets.UTF_8))) {
          lines
              .lines()
              .map(line -> line.replaceAll("#.*", "").strip())
              .filter(line -> !line.isEmpty())
              .forEach(classes::add);
        }
      }
    }
    if (classes.isEmpty()) {
      throw new PluginException(
          "%s (%s) offers no attack or defense: %s lists none; annotate one with @Extension and let PF4J's annotation processor run"
              .formatted(path, id, EXTENSIONS));
    }
  }

  private static PluginException unreadable(Path path, Exception cause) {
    return new PluginException(
        path
            + " is no plugin: it cannot be read as a jar ("
            + cause.getMessage()
            + "); remove it from the plugins folder or copy it there again",
        cause);
  }
}
