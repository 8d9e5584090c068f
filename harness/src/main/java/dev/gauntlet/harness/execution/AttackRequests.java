package dev.gauntlet.harness.execution;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.store.StoreException;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import dev.gauntlet.harness.worker.message.ModelFiles;
import dev.gauntlet.harness.worker.message.Perturb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a worker is told of an attack: no more than its access allows. */
final class AttackRequests {
  private final AttackTask task;
  private final Path scratch;
  private final List<ModelFiles> sources;
  private final Map<String, CheckpointFiles> checkpoints = new TreeMap<>();

  /** Requests of a task whose checkpoints are all in the store. */
  AttackRequests(AttackTask task, RunContext context) {
    this.task = task;
    this.scratch = context.scratch();
    CheckpointStore store = context.checkpoints();
    this.sources = task.sources().stream().map(source -> store.model(source, task.seed())).toList();
    task.checkpoints().forEach((role, need) -> checkpoints.put(role, store.files(need)));
  }

  /** The models that a worker must restore. */
  List<ModelFiles> sources() {
    return sources;
  }

  /** The request for a batch; its input is written. */
  Perturb batch(Range batch) {
    LabeledImages images = task.images();
    Path input = file(batch, "in");
    try {
      Npz.write(input, arrays(batch).toArray(NDArray[]::new));
    } catch (IOException e) {
      throw StoreException.cannotWrite(input, e);
    }
    return new Perturb(
        task.attack().descriptor().id(),
        task.parameters(),
        task.rules().budget(),
        task.entry().access(),
        sources,
        task.entry().queries(),
        checkpoints,
        task.seed(),
        images.ids().subList(batch.from(), batch.to()),
        images.classes(),
        task.leastLikely(),
        task.successIsFinal(),
        input.toString(),
        output(batch).toString());
  }

  /** Where the worker writes what the attack returned. */
  Path output(Range batch) {
    return file(batch, "out");
  }

  private Path file(Range batch, String direction) {
    return scratch.resolve("%s-%d-%s.npz".formatted(task.key().brief(), batch.from(), direction));
  }

  private List<NDArray> arrays(Range batch) {
    LabeledImages images = task.images();
    List<NDArray> arrays = new ArrayList<>();
    arrays.add(
        PerturbedImages.of(
                images.unitPixels(batch.from(), batch.to()), PerturbedImages.shape(images))
            .array());
    if (task.entry().trueLabels()) {
      arrays.add(
          Npz.longs(
              "labels",
              IntStream.range(batch.from(), batch.to()).mapToLong(images::label).toArray()));
    }
    task.targets()
        .ifPresent(
            targets ->
                arrays.add(
                    Npz.longs(
                        "targets",
                        targets.subList(batch.from(), batch.to()).stream()
                            .mapToLong(Integer::longValue)
                            .toArray())));
    return arrays;
  }
}
