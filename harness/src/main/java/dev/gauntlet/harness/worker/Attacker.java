package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.harness.plugins.Extensions;
import dev.gauntlet.harness.plugins.PluginException;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.worker.message.Asked;
import dev.gauntlet.harness.worker.message.Perturb;
import dev.gauntlet.harness.worker.message.Perturbed;
import dev.gauntlet.harness.worker.message.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Lets an attack perturb a batch. What it returns is checked by the harness, not here. */
final class Attacker {
  private final Extensions extensions;
  private final NDManager engine;
  private final Models models;
  private final Function<Asked, Told> harness;

  /** An attacker; its harness asks the sources that are not here. */
  Attacker(Extensions extensions, NDManager engine, Models models, Function<Asked, Told> harness) {
    this.extensions = extensions;
    this.engine = engine;
    this.models = models;
    this.harness = harness;
  }

  Perturbed perturb(Perturb request) throws IOException {
    Attack attack = extensions.attacks().get(request.attack());
    if (attack == null) {
      throw new PluginException("the worker has no attack '" + request.attack() + "'");
    }
    Source source = Source.of(request, models, harness);
    Parameters parameters = Parameters.of(attack.descriptor().parameters(), request.parameters());
    try (NDManager scope = engine.newSubManager()) {
      NDList input = Npz.read(scope, Path.of(request.input()));
      NDArray images = input.get("images");
      NDArray labels = input.contains("labels") ? input.get("labels") : source.decisions(images);
      Optional<NDArray> targets = targets(request, input, source, images);
      BatchContext context =
          new BatchContext(
              request,
              attack.descriptor().needs(),
              parameters,
              source,
              targets,
              request.successIsFinal(),
              new ReportFile(
                  Path.of(request.reported()),
                  images.getShape(),
                  request.leastLikely() ? targets : Optional.empty()));
      NDArray perturbed = attack.perturb(context, images, labels);
      if (perturbed == null) {
        throw new GauntletException("'" + request.attack() + "' returned null");
      }
      NDArray result = Npz.copy("images", perturbed);
      write(Path.of(request.output()), result, request.leastLikely() ? targets : Optional.empty());
      return new Perturbed(context.queries());
    }
  }

  private static Optional<NDArray> targets(
      Perturb request, NDList input, Source source, NDArray images) {
    if (request.leastLikely()) {
      try (NDArray scores = source.scores(images)) {
        return Optional.of(scores.argMin(1));
      }
    }
    return Optional.ofNullable(input.get("targets"));
  }

  private static void write(Path file, NDArray images, Optional<NDArray> targets)
      throws IOException {
    if (targets.isPresent()) {
      Npz.write(file, images, Npz.copy("targets", targets.get()));
    } else {
      Npz.write(file, images);
    }
  }
}
