package dev.gauntlet.harness.publish;

import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.DefenseRecord;
import dev.gauntlet.leaderboard.results.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Sample images of a run as PNG files: clean, perturbed, and the difference made visible. */
final class Samples {
  /** Images shown of every attack on every defense. */
  private static final int EACH = 4;

  private static final String FOLDER = "samples";

  private final FinishedRun run;
  private final Path directory;
  private final LabeledImages images;
  private final Map<String, DefenseRecord> clean = new HashMap<>();
  private final List<Sample> samples = new ArrayList<>();

  private Samples(FinishedRun run, Path directory) {
    this.run = run;
    this.directory = directory;
    this.images = run.images();
    run.observations().defenses().forEach(defense -> clean.put(defense.id(), defense));
  }

  /**
   * Writes the images.
   *
   * @param directory the run's
   */
  static List<Sample> write(FinishedRun run, Path directory) throws IOException {
    Samples samples = new Samples(run, directory);
    Files.createDirectories(directory.resolve(FOLDER).resolve("clean"));
    for (AttackEntrant attack : run.attacks()) {
      samples.add(attack);
    }
    return samples.samples;
  }

  private void add(AttackEntrant attack) throws IOException {
    List<CellRecord> cells =
        run.observations().cells().stream()
            .filter(cell -> cell.attack().equals(attack.entry().id()))
            .filter(cell -> cell.notApplicable().isEmpty())
            .toList();
    if (attack.entry().access().perDefense()) {
      for (CellRecord cell : cells) {
        add(List.of(cell), true);
      }
    } else if (!cells.isEmpty()) {
      add(cells, false);
    }
  }

  /**
   * Adds samples of images that several cells share.
   *
   * @param ofOne whether they were made for one defense
   */
  private void add(List<CellRecord> cells, boolean ofOne) throws IOException {
    CellRecord first = cells.get(0);
    Optional<IntFunction<float[]>> scored = run.scored().of(first.attack(), first.defense());
    if (scored.isEmpty()) {
      return;
    }
    List<Integer> attacked =
        IntStream.range(0, images.count())
            .filter(i -> !first.perturbations().get(i).failed())
            .boxed()
            .toList();
    SampleChoice choice =
        new SampleChoice(
            image -> (int) cells.stream().filter(cell -> fooled(cell, image)).count(),
            images::label);
    for (int image : choice.of(attacked, EACH)) {
      samples.add(sample(first, image, ofOne, scored.get().apply(image)));
    }
  }

  private boolean fooled(CellRecord cell, int image) {
    Answer answer = cell.answers().get(image);
    return !answer.failed()
        && !answer.rejected()
        && answer.predicted() != images.label(image)
        && clean.get(cell.defense()).answers().get(image).predicted() == images.label(image);
  }

  private Sample sample(CellRecord cell, int image, boolean ofOne, float[] perturbed)
      throws IOException {
    Picture before = picture(images.unitPixels(image, image + 1));
    Picture after = picture(perturbed);
    String folder =
        FOLDER + "/" + cell.attack() + "/" + (ofOne ? cell.defense() : "all-defenses") + "/";
    Files.createDirectories(directory.resolve(folder));
    return new Sample(
        cell.attack(),
        ofOne ? cell.defense() : null,
        images.ids().get(image),
        images.label(image),
        ofOne ? label(clean.get(cell.defense()).answers().get(image)) : null,
        ofOne ? label(cell.answers().get(image)) : null,
        cell.targets().isEmpty() ? null : cell.targets().get(image),
        png(FOLDER + "/clean/" + image, before),
        png(folder + image + "-perturbed", after),
        png(folder + image + "-difference", after.differenceFrom(before)),
        cell.perturbations().get(image).distance());
  }

  private Picture picture(float[] pixels) {
    return new Picture(images.channels(), images.height(), images.width(), pixels);
  }

  private String png(String name, Picture picture) throws IOException {
    String path = name + ".png";
    if (Files.notExists(directory.resolve(path))) {
      picture.writePng(directory.resolve(path));
    }
    return path;
  }

  private static Integer label(Answer answer) {
    return answer.rejected() || answer.predicted() == Answer.NOTHING ? null : answer.predicted();
  }
}
