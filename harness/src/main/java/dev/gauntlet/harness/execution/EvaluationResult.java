package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.plan.ClassifyTask;
import dev.gauntlet.harness.plan.GradientTask;
import dev.gauntlet.harness.scoring.Observations;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param observations what every defense answered: the scorer's input
 * @param images path of the perturbed images by attack task, as {@link PerturbedImages#read} reads
 *     them; good until the workbench is closed. A task that does not apply has none
 * @param gradients what the checks of the sources' gradients found
 * @param repeats whether the defenses answered alike when they were asked again
 * @param usage where the time went
 */
public record EvaluationResult(
    Observations observations,
    Map<AttackTask, Path> images,
    Map<GradientTask, GradientResult> gradients,
    Map<ClassifyTask, Repeats> repeats,
    Usage usage) {
  public EvaluationResult {
    images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
    repeats = Collections.unmodifiableMap(new LinkedHashMap<>(repeats));
    gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
  }
}
