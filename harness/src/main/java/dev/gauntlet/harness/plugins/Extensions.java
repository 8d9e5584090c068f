package dev.gauntlet.harness.plugins;

import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Preparation;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginManager;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/**
 * The attacks, defenses and preparations in some jars, instantiated. This runs the plugins' code:
 * only worker processes do it.
 */
public final class Extensions {
  private final Map<String, Attack> attacks = new LinkedHashMap<>();
  private final Map<String, Defense> defenses = new LinkedHashMap<>();
  private final Map<String, Preparation> preparations = new LinkedHashMap<>();

  private Extensions() {}

  /**
   * Loads jars and makes one instance of each of their extensions.
   *
   * @throws PluginException if a class cannot be loaded or instantiated, or is no attack, defense
   *     or preparation, or its descriptor throws
   */
  public static Extensions load(List<Path> jars) {
    Manager manager = new Manager();
    Extensions extensions = new Extensions();
    for (Path jar : jars) {
      extensions.add(manager, jar);
    }
    return extensions;
  }

  /** All attacks by id. */
  public Map<String, Attack> attacks() {
    return Collections.unmodifiableMap(attacks);
  }

  /** All defenses by id. */
  public Map<String, Defense> defenses() {
    return Collections.unmodifiableMap(defenses);
  }

  /** All preparations by id. */
  public Map<String, Preparation> preparations() {
    return Collections.unmodifiableMap(preparations);
  }

  private void add(Manager manager, Path jar) {
    String plugin = manager.loadPlugin(jar);
    if (manager.startPlugin(plugin) != PluginState.STARTED) {
      Throwable cause = manager.getPlugin(plugin).getFailedException();
      throw new PluginException(jar + " (" + plugin + ") could not start: " + cause, cause);
    }
    ClassLoader classes = manager.getPluginClassLoader(plugin);
    for (String name : new TreeSet<>(manager.getExtensionClassNames(plugin))) {
      add(jar, plugin, instance(jar, plugin, classes, name));
    }
  }

  private void add(Path jar, String plugin, Object extension) {
    try {
      if (extension instanceof Attack attack) {
        put(jar, "attacks", attacks, attack.descriptor().id(), attack);
      }
      if (extension instanceof Defense defense) {
        put(jar, "defenses", defenses, defense.descriptor().id(), defense);
      }
      if (extension instanceof Preparation preparation) {
        put(jar, "preparations", preparations, preparation.descriptor().id(), preparation);
      }
    } catch (PluginException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw broken(jar, plugin, extension.getClass().getName(), "its descriptor throws", e);
    }
    if (!(extension instanceof Attack)
        && !(extension instanceof Defense)
        && !(extension instanceof Preparation)) {
      throw new PluginException(
          "%s (%s): the extension %s is no Attack, Defense or Preparation"
              .formatted(jar, plugin, extension.getClass().getName()));
    }
  }

  private static <T> void put(Path jar, String what, Map<String, T> known, String id, T value) {
    if (known.putIfAbsent(id, value) != null) {
      throw new PluginException(
          "two %s have the id '%s', one of them in %s; give it another id"
              .formatted(what, id, jar));
    }
  }

  private static Object instance(Path jar, String plugin, ClassLoader classes, String name) {
    try {
      return classes.loadClass(name).getConstructor().newInstance();
    } catch (java.lang.reflect.InvocationTargetException e) {
      throw broken(jar, plugin, name, "its constructor throws", e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw broken(jar, plugin, name, "it cannot be instantiated", e);
    }
  }

  private static PluginException broken(
      Path jar, String plugin, String name, String what, Throwable cause) {
    String message =
        cause instanceof GauntletException ? cause.getMessage() : String.valueOf(cause);
    return new PluginException(
        "%s (%s): the extension %s is broken: %s: %s".formatted(jar, plugin, name, what, message),
        cause);
  }

  private static final class Manager extends JarPluginManager {
    private final HostClasses host = new HostClasses(Extensions.class.getClassLoader());

    @Override
    protected PluginLoader createPluginLoader() {
      return new JarPluginLoader(this) {
        @Override
        protected PluginClassLoader createPluginClassLoader(Path path, PluginDescriptor plugin) {
          return new PluginClasses(Manager.this, plugin, host);
        }
      };
    }

    @Override
    protected boolean isPluginValid(PluginWrapper plugin) {
      // The harness has checked the API version before it handed the jar to a worker.
      return true;
    }
  }
}
