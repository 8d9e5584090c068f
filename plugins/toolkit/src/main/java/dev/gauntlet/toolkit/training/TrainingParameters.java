package dev.gauntlet.toolkit.training;

import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The hyper-parameters that {@link TrainingLoop} reads, and those of the PGD that adversarial
 * trainings train on.
 */
public final class TrainingParameters {
  public static final String EPOCHS = "epochs";
  public static final String BATCH_SIZE = "batch_size";
  public static final String LEARNING_RATE = "learning_rate";
  public static final String WEIGHT_DECAY = "weight_decay";

  private TrainingParameters() {}

  /**
   * The loop's own parameters, followed by a method's.
   *
   * @param epochs default number of passes over the training images
   */
  public static List<Parameter> with(int epochs, Parameter... others) {
    return with(epochs, 100, 1e-3, others);
  }

  /**
   * The loop's own parameters with a method's defaults for them, followed by the method's own.
   *
   * @param epochs default number of passes over the training images
   * @param batchSize default number of images per optimizer step
   * @param learningRate default peak rate
   */
  public static List<Parameter> with(
      int epochs, int batchSize, double learningRate, Parameter... others) {
    List<Parameter> all = new ArrayList<>();
    all.add(Parameter.integer(EPOCHS, epochs, 1, 10_000, "passes over the training images"));
    all.add(Parameter.integer(BATCH_SIZE, batchSize, 1, 100_000, "images per optimizer step"));
    all.add(
        Parameter.number(
            LEARNING_RATE,
            learningRate,
            0,
            10,
            "Adam's peak rate; it rises over a tenth of the steps, then falls to 0 as a cosine"));
    all.add(Parameter.number(WEIGHT_DECAY, 0, 0, 1, "L2 penalty on the parameters"));
    all.addAll(Augmentation.parameters());
    all.addAll(List.of(others));
    return List.copyOf(all);
  }

  /**
   * The same parameters with other defaults on a data set.
   *
   * @param defaults by name
   * @throws dev.gauntlet.api.ParameterException if one is not among the parameters, or not valid
   */
  public static List<Parameter> on(
      String dataset, Map<String, ?> defaults, List<Parameter> parameters) {
    // An unknown name or a wrong value is an error here and not where the data set is first used.
    Map<String, Object> checked = Parameters.of(parameters, defaults).asMap();
    return parameters.stream()
        .map(
            parameter ->
                defaults.containsKey(parameter.name())
                    ? parameter.on(dataset, checked.get(parameter.name()))
                    : parameter)
        .toList();
  }
}
