package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.harness.plugins.Extensions;
import dev.gauntlet.harness.plugins.PluginException;
import dev.gauntlet.harness.worker.message.ModelFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The models a worker has restored, the last few of them kept for the next batch. */
final class Models {
  /** More than any source ensemble of NIPS 2017's size needs. */
  private static final int KEPT = 8;

  private final Extensions extensions;
  private final Supplier<NDManager> engine;
  private final Map<ModelFiles, Loaded> loaded = new LinkedHashMap<>(16, 0.75f, true);

  Models(Extensions extensions, Supplier<NDManager> engine) {
    this.extensions = extensions;
    this.engine = engine;
  }

  /** Restores a model, or returns it where it is loaded already. */
  DefendedModel get(ModelFiles files) {
    Loaded model = loaded.get(files);
    if (model == null) {
      model = restore(files);
      loaded.put(files, model);
    }
    return model.model();
  }

  /** Frees all but the last few; call it between requests only. */
  void trim() {
    List<ModelFiles> oldestFirst = List.copyOf(loaded.keySet());
    for (int i = 0; i < oldestFirst.size() - KEPT; i++) {
      loaded.remove(oldestFirst.get(i)).close();
    }
  }

  private Loaded restore(ModelFiles files) {
    Defense defense = extensions.defenses().get(files.method());
    if (defense == null) {
      throw new PluginException("the worker has no defense '" + files.method() + "'");
    }
    NDManager manager = engine.get().newSubManager();
    try {
      DirectoryCheckpoint checkpoint =
          new DirectoryCheckpoint(
              Path.of(files.checkpoint().directory()), files.checkpoint().origin());
      return new Loaded(defense.restore(checkpoint, context(files, manager)), manager);
    } catch (Throwable e) {
      manager.close();
      throw e;
    }
  }

  private static ModelContext context(ModelFiles files, NDManager manager) {
    return new ModelContext(
        manager, files.architecture(), shape(files.imageShape()), files.classes(), files.seed());
  }

  static Shape shape(List<Integer> sides) {
    return new Shape(sides.stream().mapToLong(Integer::longValue).toArray());
  }

  private record Loaded(DefendedModel model, NDManager manager) implements AutoCloseable {
    @Override
    public void close() {
      model.close();
      manager.close();
    }
  }
}
