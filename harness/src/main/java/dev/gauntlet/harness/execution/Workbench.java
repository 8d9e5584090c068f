package dev.gauntlet.harness.execution;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gauntlet.api.ApiVersion;
import dev.gauntlet.harness.plan.Environment;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.plugins.PluginJars;
import dev.gauntlet.harness.store.Scratch;
import dev.gauntlet.harness.store.Sha256;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.worker.EngineChoice;
import dev.gauntlet.harness.worker.EngineStart;
import dev.gauntlet.harness.worker.WorkerDescriber;
import dev.gauntlet.harness.worker.WorkerPool;
import dev.gauntlet.harness.worker.WorkerSettings;
import dev.gauntlet.toolkit.gradient.Ensemble;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/** Everything that running plugins takes: the store, the installed plugins, and workers. */
public final class Workbench implements AutoCloseable {
  private final Store store;
  private final Scratch scratch;
  private WorkerPool workers;
  private final Consumer<String> warnings;
  private final PluginCatalog catalog;
  private final Environment environment;

  private Workbench(
      Store store,
      Scratch scratch,
      WorkerPool workers,
      Consumer<String> warnings,
      PluginCatalog catalog,
      Environment environment) {
    this.store = store;
    this.scratch = scratch;
    this.workers = workers;
    this.warnings = warnings;
    this.catalog = catalog;
    this.environment = environment;
  }

  /**
   * Opens the store and asks the installed plugins what they offer.
   *
   * @param warnings is told of what is wrong but does not stop anything, one line each
   * @throws dev.gauntlet.harness.plugins.PluginException if a plugin is unusable
   * @throws StoreException if the store cannot be written
   */
  public static Workbench open(Settings settings, Consumer<String> warnings) {
    EngineChoice engine = settings.engine();
    Store store = new Store(settings.home(), warnings);
    Scratch scratch = store.scratch();
    try {
      Path logs = folder(settings.logs().orElse(scratch.directory()));
      WorkerSettings workerSettings =
          new WorkerSettings(
              engine,
              settings.devices().get(0),
              WorkerSettings.threadsEach(settings.devices().size()),
              settings.isolation(),
              settings.limits(),
              logs,
              Files.createDirectory(scratch.directory().resolve("workers")));
      String host = hostCode();
      PluginCatalog catalog =
          new PluginCatalog(
              PluginJars.in(
                  settings.plugins(),
                  Files.createDirectory(scratch.directory().resolve("plugins"))),
              new WorkerDescriber(store, workerSettings, host, warnings));
      return new Workbench(
          store,
          scratch,
          pool(workerSettings, settings.devices(), warnings),
          warnings,
          catalog,
          new Environment(
              engine.name(),
              engine.version(),
              kind(settings.devices().get(0)),
              host,
              engine.kernels()));
    } catch (IOException e) {
      scratch.close();
      throw StoreException.cannotWrite(scratch.directory(), e);
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private static Path folder(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw StoreException.cannotWrite(path, e);
    }
  }

  /** Finished work. */
  public Store store() {
    return store;
  }

  /** The workers of this run. */
  public WorkerPool workers() {
    return workers;
  }

  /**
   * Lets other workers compute than those of the settings; not while any does.
   *
   * @param devices one for each worker; they share the processors evenly
   */
  public void employ(List<String> devices) {
    workers.close();
    workers = pool(workers.settings().on(devices.get(0), devices.size()), devices, warnings);
  }

  private static WorkerPool pool(
      WorkerSettings settings, List<String> devices, Consumer<String> warnings) {
    return new WorkerPool(settings, devices, 2 * devices.size(), warnings);
  }

  /** What is installed. */
  public PluginCatalog catalog() {
    return catalog;
  }

  /** What results depend on besides plugins and data. */
  public Environment environment() {
    return environment;
  }

  /** How many workers work at once. */
  public int slots() {
    return workers.devices().size();
  }

  /** Where models run: {@code cpu}, or the GPUs. */
  public String device() {
    return String.join(",", new LinkedHashSet<>(workers.devices()));
  }

  // Results do not depend on which of several GPUs made them.
  private static String kind(String device) {
    return WorkerSettings.isGpu(device) ? "gpu" : device;
  }

  /** Starts the engine first: a run without one ends here, and no submission is to blame. */
  RunContext context(Listener listener, int batch, Meter meter) {
    EngineStart.check(workers.settings());
    return new RunContext(
        store, workers, catalog.jars(), scratch.directory(), listener, batch, meter);
  }

  @Override
  public void close() {
    workers.close();
    scratch.close();
  }

  /** The hash of what plugins are linked against: with other code, other results. */
  private static String hostCode() throws IOException {
    return Sha256.of((codeOf(ApiVersion.class) + codeOf(Ensemble.class)).getBytes(UTF_8));
  }

  private static String codeOf(Class<?> type) throws IOException {
    try {
      return Sha256.ofTree(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IOException("the code of " + type.getName() + " is at no path", e);
    }
  }
}
