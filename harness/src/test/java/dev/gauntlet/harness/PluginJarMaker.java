package dev.gauntlet.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** Packs classes of the tests into a plugin's jar. */
public final class PluginJarMaker {
  private final Map<String, String> manifest = new LinkedHashMap<>();
  private final List<Class<?>> extensions = new ArrayList<>();
  private final List<Class<?>> classes = new ArrayList<>();
  private final Map<String, byte[]> resources = new LinkedHashMap<>();

  /** A plugin with this id that fits the present API. */
  public static PluginJarMaker plugin(String id) {
    return new PluginJarMaker()
        .manifest("Plugin-Id", id)
        .manifest("Plugin-Version", "1.0.0")
        .manifest("Plugin-Provider", "tests")
        .manifest("Plugin-Requires", ">=1.0.0 & <2.0.0");
  }

  /** Sets or, with null, removes a line of the manifest. */
  public PluginJarMaker manifest(String key, String value) {
    if (value == null) {
      manifest.remove(key);
    } else {
      manifest.put(key, value);
    }
    return this;
  }

  /** Adds a class and lists it as an extension. */
  public PluginJarMaker extension(Class<?> type) {
    extensions.add(type);
    return with(type);
  }

  /** Adds a class. */
  public PluginJarMaker with(Class<?> type) {
    classes.add(type);
    return this;
  }

  /** Adds a file. */
  public PluginJarMaker resource(String name, byte[] content) {
    resources.put(name, content);
    return this;
  }

  /** Writes the jar. */
  public Path write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Manifest lines = new Manifest();
    lines.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.forEach(lines.getMainAttributes()::putValue);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, lines)) {
      for (Class<?> type : classes) {
        String name = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
          put(jar, name, in.readAllBytes());
        }
      }
      if (!extensions.isEmpty()) {
        put(jar, "META-INF/extensions.idx", index().getBytes(StandardCharsets.UTF_8));
      }
      for (Map.Entry<String, byte[]> resource : resources.entrySet()) {
        put(jar, resource.getKey(), resource.getValue());
      }
    }
    return file;
  }

  private String index() {
    return extensions.stream().map(Class::getName).collect(Collectors.joining("\n"));
  }

  // Jar entries carry a time; a fixed one makes equal jars equal.
  private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTime(1_000_000_000_000L);
    jar.putNextEntry(entry);
    jar.write(content);
    jar.closeEntry();
  }
}
