package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.TrainingContext;
import dev.gauntlet.api.TrainingImages;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.denoisers.Denoiser;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import dev.gauntlet.toolkit.models.Weights;
import dev.gauntlet.toolkit.training.Accuracy;
import dev.gauntlet.toolkit.training.AdamStep;
import dev.gauntlet.toolkit.training.Learner;
import dev.gauntlet.toolkit.training.Measures;
import dev.gauntlet.toolkit.training.Schedule;
import dev.gauntlet.toolkit.training.Step;
import dev.gauntlet.toolkit.training.Training;
import dev.gauntlet.toolkit.training.TrainingLoop;
import dev.gauntlet.toolkit.training.TrainingParameters;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A denoiser trained before a classifier that stays as it is. */
abstract class GuidedDenoiser implements Defense {
  private static final String IMAGES = "images";
  private static final String TARGET = "target";
  private static final String WIDTH = "width";
  private static final double BETA1 = 0.9;

  /** The part of the steps after which the rate falls to a tenth. */
  private static final double FAST = 0.75;

  private static final double SLOWER = 0.1;
  private static final int ATTACKED = 1000;

  private final String id;
  private final String title;
  private final String description;
  private final Denoiser denoiser;
  private final Guide guide;
  private final String target;

  /**
   * A denoiser.
   *
   * @param target the defense whose model it is put before
   */
  GuidedDenoiser(
      String id, String title, String description, Denoiser denoiser, Guide guide, String target) {
    this.id = id;
    this.title = title;
    this.description = description;
    this.denoiser = denoiser;
    this.guide = guide;
    this.target = target;
  }

  @Override
  public final DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        id,
        title,
        description,
        Paper.CITATION,
        Architecture.ids(),
        parameters(),
        List.of(CheckpointNeed.of(IMAGES, PerturbedImages.ID), CheckpointNeed.of(TARGET, target)),
        false,
        false);
  }

  private static List<Parameter> parameters() {
    Parameter rate =
        Parameter.number(
            TrainingParameters.LEARNING_RATE,
            1e-3,
            0,
            10,
            "Adam's rate; a tenth of it in the last quarter of the steps");
    Parameter width =
        Parameter.integer(
                WIDTH,
                8,
                1,
                1024,
                "channels of the denoiser at full resolution; twice and four times as many at half and quarter")
            .on("cifar10", 16);
    return Stream.concat(
            TrainingParameters.with(4, 60, 1e-3).stream()
                .map(each -> each.name().equals(rate.name()) ? rate : each),
            Stream.of(width))
        .toList();
  }

  @Override
  public final void train(TrainingContext context) {
    try (Network classifier =
        Classifier.network(context.checkpoint(TARGET), CheckpointReader.WEIGHTS, context.model())) {
      train(context, classifier);
    }
  }

  private void train(TrainingContext context, Network classifier) {
    Denoising denoising = Denoising.of(denoiser, context.parameters().integer(WIDTH));
    try (Network pipeline = denoising.before(classifier, context.model())) {
      Training training = fit(context, pipeline, classifier);
      training.save(pipeline, context.checkpoint());
      denoising.write(context.checkpoint());
      Weights.of(classifier).write(context.checkpoint(), Part.ONLY.target(), classifier.manager());
    }
  }

  private Training fit(TrainingContext context, Network pipeline, Network classifier) {
    CheckpointReader images = context.checkpoint(IMAGES);
    TrainingImages pairs =
        new PairedImages(context.training(), ByteImages.read(images, PerturbedImages.TRAINING));
    TrainingImages heldOut =
        new PairedImages(context.validation(), ByteImages.read(images, PerturbedImages.VALIDATION));
    Guidance guidance = new Guidance(guide, classifier, context.model().classes());
    AdamStep optimizer =
        new AdamStep(pipeline, BETA1, context.parameters().number(TrainingParameters.WEIGHT_DECAY));
    return new TrainingLoop(context, List.of(new Learner("denoiser", optimizer)))
        .over(pairs)
        .counting(List.of(classifier))
        .runSteps(
            step(guidance, optimizer, context),
            Measures.robust(
                    trained ->
                        Accuracy.of(
                            trained,
                            heldOut,
                            ATTACKED,
                            (batch, first) -> PairedImages.perturbed(batch)))
                .judgedByLoss(trained -> guidance.of(trained, heldOut)));
  }

  private static Step step(Guidance guidance, AdamStep optimizer, TrainingContext context) {
    double rate = context.parameters().number(TrainingParameters.LEARNING_RATE);
    Schedule schedule = Schedule.stepped(rate, FAST, SLOWER * rate);
    return (batch, position, cosine) -> {
      NDArray perturbed = PairedImages.perturbed(batch);
      UnaryOperator<NDArray> loss = guidance.loss(batch);
      return optimizer.descend(
          () -> loss.apply(optimizer.network().trainingActivation(perturbed, guidance.layer())),
          schedule.at(position.number(), position.total()));
    };
  }

  @Override
  public final DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    return DenoisedClassifier.restore(checkpoint, context, 1);
  }
}
