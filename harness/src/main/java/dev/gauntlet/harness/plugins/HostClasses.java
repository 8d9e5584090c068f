package dev.gauntlet.harness.plugins;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.List;

/**
 * What a plugin sees of its host: the API, the toolkit, DJL, SLF4J and PF4J, and of everything else
 * only the JDK.
 */
final class HostClasses extends ClassLoader {
  private static final List<String> SHARED =
      List.of("dev.gauntlet.api.", "dev.gauntlet.toolkit.", "ai.djl.", "org.slf4j.", "org.pf4j.");

  static {
    registerAsParallelCapable();
  }

  private final ClassLoader host;

  HostClasses(ClassLoader host) {
    super("host", ClassLoader.getPlatformClassLoader());
    this.host = host;
  }

  /** Whether there may be only one such class for the host and all plugins. */
  static boolean isShared(String className) {
    return SHARED.stream().anyMatch(className::startsWith);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return isShared(name) ? host.loadClass(name) : super.loadClass(name, resolve);
  }

  @Override
  public URL getResource(String name) {
    return isShared(name.replace('/', '.')) ? host.getResource(name) : super.getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return isShared(name.replace('/', '.')) ? host.getResources(name) : super.getResources(name);
  }
}
