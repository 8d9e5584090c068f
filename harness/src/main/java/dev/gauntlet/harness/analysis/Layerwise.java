package dev.gauntlet.harness.analysis;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.execution.PerturbedImages;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.Lines;
import dev.gauntlet.leaderboard.analysis.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The perturbation level of every layer, under an attack and under noise of the same size, with and
 * without what a defense puts before its classifier: figure 5 of the HGD paper. Of several defenses
 * all are drawn into one figure.
 */
public final class Layerwise {
  /** Names the analysis. */
  public static final String KIND = "layers";

  private static final String CITATION =
      "Liao, Liang, Dong, Pang, Hu, Zhu: Defense against adversarial attacks using high-level"
          + " representation guided denoiser. CVPR 2018, section 5.1 and figure 5."
          + " arXiv:1712.02976";

  private static final String NOISE = "sign noise";
  private static final String BARE = ", bare";
  private static final int ATTACK_COLOUR = 1;
  private static final int NOISE_COLOUR = 3;
  private static final int BARE_COLOUR = 2;
  private static final int BARE_NOISE_COLOUR = 4;

  private final List<Profile> profiles;

  /** A defense's levels; those without its preprocessor are equal where it has none. */
  private record Profile(
      Subject subject,
      LayerLevels attack,
      LayerLevels noise,
      LayerLevels bareAttack,
      LayerLevels bareNoise) {

    static Profile of(Subject subject, long seed) {
      PerturbedImages noise =
          SignNoise.like(subject.attacked(), subject.images(), subject.budget().norm(), seed);
      return new Profile(
          subject,
          levels(subject, subject.attacked(), true),
          levels(subject, noise, true),
          levels(subject, subject.attacked(), false),
          levels(subject, noise, false));
    }

    private static LayerLevels levels(
        Subject subject, PerturbedImages images, boolean throughDefense) {
      return LayerLevels.of(subject.examination(), subject.clean(), images, throughDefense);
    }

    boolean preprocesses() {
      return !attack.equals(bareAttack);
    }
  }

  /**
   * Looks at the layers of defenses.
   *
   * @param seed of the noise
   * @throws dev.gauntlet.harness.execution.ExaminationException if one does not show its layers
   * @throws GauntletException if there are more than there are colours, or their layers differ
   */
  public Layerwise(List<Subject> subjects, long seed) {
    if (subjects.size() > Lines.Line.COLOURS) {
      throw new GauntletException(
          String.format(
              Locale.ROOT,
              "at most %d defenses fit into one figure, got %d",
              Lines.Line.COLOURS,
              subjects.size()));
    }
    profiles = subjects.stream().map(subject -> Profile.of(subject, seed)).toList();
    for (Profile profile : profiles) {
      if (!profile.attack().names().equals(profiles.get(0).attack().names())) {
        throw new GauntletException(
            "'%s' has other layers than '%s': %s; analyze each for itself"
                .formatted(
                    profile.subject().defense(),
                    profiles.get(0).subject().defense(),
                    profile.attack().names()));
      }
    }
  }

  /** One for each defense, in their order; of several, with the same figure. */
  public List<Report> reports() {
    Lines figure =
        new Lines(
            "Perturbation level: mean ‖f(x*) − f(x)‖ / ‖f(x)‖",
            Scale.ofNames("layer", profiles.get(0).attack().names()),
            Scale.of("relative perturbation", Scale.Unit.NUMBER),
            profiles.size() == 1 ? alone(profiles.get(0)) : together());
    return profiles.stream().map(profile -> report(profile, figure)).toList();
  }

  private Report report(Profile profile, Lines figure) {
    return new Report(
        profile
            .subject()
            .analysis(
                KIND,
                "Perturbation by layer",
                finding(profile),
                caption(profile),
                CITATION,
                figure,
                table(figure)),
        data());
  }

  private static List<Lines.Line> alone(Profile profile) {
    String attack = profile.subject().attack();
    List<Lines.Line> lines = new ArrayList<>();
    lines.add(line(attack, ATTACK_COLOUR, false, profile.attack()));
    lines.add(line(NOISE, NOISE_COLOUR, false, profile.noise()));
    if (profile.preprocesses()) {
      lines.add(line(attack + BARE, BARE_COLOUR, true, profile.bareAttack()));
      lines.add(line(NOISE + BARE, BARE_NOISE_COLOUR, true, profile.bareNoise()));
    }
    return lines;
  }

  private List<Lines.Line> together() {
    List<Lines.Line> lines = new ArrayList<>();
    for (int i = 0; i < profiles.size(); i++) {
      Profile profile = profiles.get(i);
      lines.add(line(profile.subject().defense(), i + 1, false, profile.attack()));
      lines.add(line(profile.subject().defense() + ", noise", i + 1, true, profile.noise()));
    }
    return lines;
  }

  private static Lines.Line line(String name, int colour, boolean dashed, LayerLevels levels) {
    return new Lines.Line(
        name,
        colour,
        dashed,
        IntStream.range(0, levels.levels().size()).mapToObj(i -> (double) i).toList(),
        levels.levels());
  }

  private static String finding(Profile profile) {
    String logits =
        "At the logits the attack's images are off by %s of the clean ones' norm, noise of the same size by %s"
            .formatted(Text.number(profile.attack().last()), Text.number(profile.noise().last()));
    return profile.preprocesses()
        ? logits
            + "; without what the defense puts before its classifier, by %s and %s."
                .formatted(
                    Text.number(profile.bareAttack().last()),
                    Text.number(profile.bareNoise().last()))
        : logits + ".";
  }

  private String caption(Profile profile) {
    String drawn =
        profiles.size() == 1
            ? "%s: the attack's images; %s: every pixel one step up or down at random, a step as large as the attack's distance"
                    .formatted(profile.subject().attack(), NOISE)
                + (profile.preprocesses()
                    ? "; bare: shown to the classifier without what the defense puts before it"
                    : "")
            : "Named by the defense: the attack's images, made for each; dashed: every pixel one"
                + " step up or down at random instead, a step as large as the attack's distance";
    return drawn
        + ". x* is measured against the classifier's layers on the clean image x; mean over "
        + profile.subject().imagesInWords()
        + ". Attack: "
        + profile.subject().attackInWords()
        + ". Model: "
        + profile.subject().modelInWords()
        + ".";
  }

  private static Analysis.Table table(Lines figure) {
    List<String> columns = new ArrayList<>(List.of("layer"));
    figure.lines().forEach(line -> columns.add(line.name()));
    List<List<String>> rows = new ArrayList<>();
    for (int layer = 0; layer < figure.x().names().size(); layer++) {
      List<String> row = new ArrayList<>(List.of(figure.x().names().get(layer)));
      for (Lines.Line line : figure.lines()) {
        row.add(Text.number(line.y().get(layer)));
      }
      rows.add(row);
    }
    return new Analysis.Table(columns, rows);
  }

  private List<List<Object>> data() {
    List<List<Object>> data = new ArrayList<>();
    data.add(
        List.of(
            "defense",
            "number of the layer",
            "layer",
            "attack (relative to the clean layer's norm)",
            "sign noise (relative)",
            "attack without preprocessor (relative)",
            "sign noise without preprocessor (relative)"));
    for (Profile profile : profiles) {
      for (int layer = 0; layer < profile.attack().names().size(); layer++) {
        List<Object> row =
            new ArrayList<>(
                List.of(profile.subject().defense(), layer, profile.attack().names().get(layer)));
        int of = layer;
        DoubleStream.of(
                profile.attack().levels().get(of),
                profile.noise().levels().get(of),
                profile.bareAttack().levels().get(of),
                profile.bareNoise().levels().get(of))
            .forEach(row::add);
        data.add(row);
      }
    }
    return data;
  }
}
