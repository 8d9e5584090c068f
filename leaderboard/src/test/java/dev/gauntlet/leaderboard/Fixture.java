package dev.gauntlet.leaderboard;

import dev.gauntlet.leaderboard.export.Classification;
import dev.gauntlet.leaderboard.export.Exports;
import dev.gauntlet.leaderboard.results.AttackResult;
import dev.gauntlet.leaderboard.results.BudgetInfo;
import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.CheckpointInfo;
import dev.gauntlet.leaderboard.results.DatasetInfo;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.EngineTest;
import dev.gauntlet.leaderboard.results.Gradients;
import dev.gauntlet.leaderboard.results.Machine;
import dev.gauntlet.leaderboard.results.PluginInfo;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.ResultsJson;
import dev.gauntlet.leaderboard.results.Run;
import dev.gauntlet.leaderboard.results.Sample;
import dev.gauntlet.leaderboard.results.Seconds;
import dev.gauntlet.leaderboard.results.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An invented run of seven defenses under eight attacks: white-box, transfer and noise, targeted
 * and not, a detector without gradients, an attack that failed on a batch, a defense that failed on
 * one. Counts agree with each other, as a scorer's would; the accuracies are nobody's.
 */
public final class Fixture {
  public static final int IMAGES = 1000;

  private static final String NO_GRADIENTS =
      "not applicable: a white-box attack, and the defense offers no gradients";
  private static final String STACK_TRACE =
      """
      java.lang.IllegalStateException: reconstruction error is NaN
        at org.example.squeeze.Detector.predict(Detector.java:71)
        at org.example.squeeze.Detector.classify(Detector.java:48)
      """;

  private static final List<Recipe> RECIPES =
      List.of(
          new Recipe("no-op", "baseline-noise", "no-op", "No perturbation", "none", false, 0.0),
          new Recipe(
              "sign-noise", "baseline-noise", "sign-noise", "Sign noise", "none", false, 0.3),
          new Recipe("transfer-pgd-40", "pgd", "pgd", "PGD-40 from A′", "transfer", false, 1.0),
          new Recipe(
              "transfer-fgsm-targeted",
              "fgsm",
              "fgsm-targeted",
              "Targeted FGSM from A′",
              "transfer",
              true,
              0.5),
          new Recipe("fgsm", "fgsm", "fgsm", "FGSM", "white-box", false, 1.2),
          new Recipe("bim", "iterative", "bim", "BIM", "white-box", false, 1.7),
          new Recipe("pgd-40", "pgd", "pgd", "PGD-40", "white-box", false, 1.9),
          new Recipe("pgd-40-targeted", "pgd", "pgd", "Targeted PGD-40", "white-box", true, 1.3));

  private static final List<Submission> SUBMISSIONS =
      List.of(
          new Submission("undefended", "undefended", "Undefended", true, false, 0.994, 1.0),
          new Submission(
              "alp",
              "logit-regularization",
              "Adversarial logit pairing",
              true,
              false,
              0.983,
              0.075),
          new Submission(
              "clp", "logit-regularization", "Clean logit pairing", true, false, 0.987, 0.41),
          new Submission(
              "cls", "logit-regularization", "Clean logit squeezing", true, false, 0.986, 0.33),
          new Submission("mix-pgd", "adversarial-training", "Mix PGD", true, false, 0.989, 0.052),
          new Submission("pure-pgd", "adversarial-training", "Pure PGD", true, false, 0.981, 0.047),
          new Submission(
              "squeeze-detector",
              "org.example.squeeze",
              "Squeeze detector",
              false,
              true,
              0.978,
              0.2));

  private Fixture() {}

  private record Recipe(
      String id,
      String plugin,
      String attack,
      String title,
      String access,
      boolean targeted,
      double strength) {}

  private record Submission(
      String id,
      String plugin,
      String title,
      boolean whiteBox,
      boolean rejects,
      double clean,
      double fragility) {}

  /** What became of one image: right, rejected, wrong, or the target class. */
  private enum Outcome {
    RIGHT,
    REJECTED,
    WRONG,
    TARGET
  }

  /** The run; the same at every call. */
  public static Results results() {
    List<Cell> cells = new ArrayList<>();
    for (Submission defense : SUBMISSIONS) {
      for (Recipe attack : RECIPES) {
        cells.add(cell(defense, attack));
      }
    }
    return new Results(
        Results.SCHEMA_VERSION,
        run(),
        new DatasetInfo(
            "mnist-mini", "MNIST mini, test", IMAGES, hex("mnist-mini"), 10, List.of(), 1, 28, 28),
        new BudgetInfo("Linf", 0.3),
        plugins(),
        attacks(cells),
        defenses(cells),
        cells,
        samples(),
        List.of(
            "squeeze-detector offers no gradients: white-box attacks did not run on it",
            "fgsm failed on 100 images of clp: the clean images stand in their place"));
  }

  /** What every defense said of every image of every attack. */
  public static List<Classification> classifications() {
    List<Classification> classifications = new ArrayList<>();
    for (Submission defense : SUBMISSIONS) {
      for (Recipe attack : RECIPES) {
        int images = meet(defense, attack) ? IMAGES : 0;
        for (int image = 0; image < images; image++) {
          int label = image % 10;
          Integer target = attack.targeted() ? (Integer) ((label + 5) % 10) : null;
          Integer predicted =
              switch (outcome(defense, attack, image)) {
                case RIGHT -> label;
                case REJECTED -> null;
                case WRONG -> (label + 1) % 10;
                case TARGET -> target;
              };
          classifications.add(
              new Classification(
                  attack.id(),
                  defense.id(),
                  "test-" + image,
                  defenseDies(defense, attack) ? null : predicted,
                  label,
                  target));
        }
      }
    }
    return classifications;
  }

  /** Writes the run as the harness leaves it: results, sample images, CSV files. */
  public static Path write(Results results, Path directory) throws IOException {
    Files.createDirectories(directory.resolve("samples"));
    ResultsJson.write(results, directory.resolve("results.json"));
    new Exports(results).write(classifications(), directory.resolve("csv"));
    for (Sample sample : results.samples()) {
      Strokes strokes = new Strokes(sample.label(), sample.imageId().hashCode());
      strokes.clean(directory.resolve(sample.clean()));
      strokes.perturbed(directory.resolve(sample.perturbed()), sample.distance());
      strokes.difference(directory.resolve(sample.difference()), sample.distance());
    }
    return directory;
  }

  private static Run run() {
    return new Run(
        "2026-11-21T09-14-05-quick",
        "quick",
        hex("quick"),
        Instant.parse("2026-11-21T09:14:05Z"),
        212.4,
        "MXNet",
        "1.9.1",
        "cpu",
        1,
        "bwrap",
        "0.1.0",
        new Machine(
            "Linux 6.1", "amd64", "Example CPU at 2.5 GHz", 2, 8L << 30, "Temurin 17.0.15+6"),
        1,
        2,
        198.1,
        14.3,
        "harness evaluate --all --suite quick",
        "float32",
        new EngineTest(
            "amd64: Example CPU",
            "2026-11-21T09:14:01Z",
            379,
            0,
            Map.of(),
            "379 operations and their gradients right"));
  }

  private static List<PluginInfo> plugins() {
    List<PluginInfo> plugins = new ArrayList<>();
    for (String id :
        List.of(
            "undefended",
            "adversarial-training",
            "logit-regularization",
            "baseline-noise",
            "fgsm",
            "iterative",
            "pgd")) {
      plugins.add(
          new PluginInfo(
              id, "0.1.0", "Gauntlet", "gauntlet-" + id + "-0.1.0.jar", hex(id), true, null));
    }
    plugins.add(
        new PluginInfo(
            "org.example.squeeze",
            "1.2",
            "Example team",
            "squeeze-1.2.jar",
            hex("squeeze"),
            false,
            "CN=Example team"));
    return plugins;
  }

  private static Cell cell(Submission defense, Recipe attack) {
    if (!meet(defense, attack)) {
      return failed(defense, attack, 0, 0, 0, NO_GRADIENTS, null);
    }
    if (attackDies(defense, attack)) {
      return failed(defense, attack, 0, IMAGES, 0, "the attack ran past 500 s for 100 images", "");
    }
    if (defenseDies(defense, attack)) {
      return failed(
          defense, attack, IMAGES, 0, IMAGES, "the worker ended with exit code 137", STACK_TRACE);
    }
    int attackFailed = attack.id().equals("fgsm") && defense.id().equals("clp") ? 100 : 0;
    boolean defenseFails = defense.rejects() && attack.id().equals("sign-noise");
    long correct = 0;
    long rejected = 0;
    long hits = 0;
    for (int image = 0; image < IMAGES; image++) {
      switch (outcome(defense, attack, image)) {
        case RIGHT -> correct++;
        case REJECTED -> {
          correct++;
          rejected++;
        }
        case TARGET -> hits++;
        case WRONG -> {}
      }
    }
    String error = null;
    String log = null;
    if (attackFailed > 0) {
      error = "the attack returned NaN in 1 of 10 batches";
      log = "batch 4: 784 of 78400 values are NaN, first at (12, 0, 3, 7)\n";
    } else if (defenseFails) {
      error = "the defense threw IllegalStateException in 1 of 10 batches";
      log = STACK_TRACE;
    }
    boolean noise = attack.strength() == 0;
    return new Cell(
        defense.id(),
        attack.id(),
        Cell.Status.OK,
        correct,
        IMAGES,
        rejected,
        attack.id().equals("bim") ? 37 : 0,
        IMAGES - correct,
        attack.targeted() ? hits : null,
        noise ? 0 : 0.3,
        noise ? 0 : 0.3 - 0.01 * hash(defense.id(), attack.id(), 0),
        null,
        0.04 + 0.02 * hash(defense.id(), attack.id(), 1),
        attackFailed,
        0,
        defenseFails ? 100 : 0,
        error,
        log);
  }

  private static Cell failed(
      Submission defense,
      Recipe attack,
      int total,
      int attackFailed,
      int defenseFailed,
      String error,
      String log) {
    return new Cell(
        defense.id(),
        attack.id(),
        Cell.Status.FAILED,
        0,
        total,
        0,
        0,
        0,
        attack.targeted() && total > 0 ? (Long) 0L : null,
        0,
        0,
        null,
        0,
        attackFailed,
        0,
        defenseFailed,
        error,
        log);
  }

  private static boolean meet(Submission defense, Recipe attack) {
    return defense.whiteBox() || !attack.access().equals("white-box");
  }

  private static boolean attackDies(Submission defense, Recipe attack) {
    return defense.id().equals("cls") && attack.id().equals("bim");
  }

  private static boolean defenseDies(Submission defense, Recipe attack) {
    return defense.rejects() && attack.id().equals("transfer-fgsm-targeted");
  }

  private static Outcome outcome(Submission defense, Recipe attack, int image) {
    boolean failedBatch = image >= 300 && image < 400;
    if (defense.rejects() && attack.id().equals("sign-noise") && failedBatch) {
      return Outcome.WRONG;
    }
    double strength =
        attack.id().equals("fgsm") && defense.id().equals("clp") && failedBatch
            ? 0
            : attack.strength();
    // Hard images stay hard: a shared part, and a little of every cell's own.
    double difficulty =
        0.9 * hash("image", Integer.toString(image), 0)
            + 0.1 * hash(defense.id(), attack.id(), image);
    double lost = defense.fragility() * strength * strength;
    double kept = defense.clean() * (1 - Math.min(0.995, lost));
    if (difficulty < kept) {
      boolean seen = defense.rejects() && strength > 0 && difficulty > 0.6 * kept;
      return seen ? Outcome.REJECTED : Outcome.RIGHT;
    }
    return attack.targeted() && difficulty > (1 + kept) / 2 ? Outcome.TARGET : Outcome.WRONG;
  }

  private static List<AttackResult> attacks(List<Cell> cells) {
    Map<String, Long> scores = new LinkedHashMap<>();
    for (Recipe attack : RECIPES) {
      scores.put(
          attack.id(),
          cells.stream()
              .filter(cell -> cell.attack().equals(attack.id()))
              .mapToLong(cell -> won(cell, attack))
              .sum());
    }
    return RECIPES.stream()
        .map(
            attack -> {
              long raw = scores.get(attack.id());
              long possible =
                  SUBMISSIONS.stream()
                          .filter(d -> meet(d, attack) && !defenseDies(d, attack))
                          .count()
                      * IMAGES;
              long better =
                  RECIPES.stream()
                      .filter(other -> other.targeted() == attack.targeted())
                      .filter(other -> scores.get(other.id()) > raw)
                      .count();
              return new AttackResult(
                  attack.id(),
                  attack.plugin(),
                  attack.attack(),
                  attack.title(),
                  "An invented line about " + attack.title() + ".",
                  "A. Author, B. Author: On Attacks of this Kind. arXiv:1706.06083,"
                      + " https://arxiv.org/abs/1706.06083",
                  attack.access(),
                  attack.targeted(),
                  attackParameters(attack),
                  sources(attack),
                  raw,
                  possible,
                  (double) raw / possible,
                  attack.targeted() ? raw : 0,
                  (int) better + 1,
                  attack.strength() == 0 ? 0 : 8 * attack.strength(),
                  attack.id().equals("fgsm") ? 100 : 0);
            })
        .toList();
  }

  private static long won(Cell cell, Recipe attack) {
    if (!attack.targeted()) {
      return cell.misclassified();
    }
    return cell.hits() == null ? 0 : cell.hits();
  }

  private static Map<String, Object> attackParameters(Recipe attack) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (attack.attack().startsWith("pgd") || attack.attack().equals("bim")) {
      parameters.put("step", 0.01);
      parameters.put("steps", 40);
      parameters.put("randomStart", attack.attack().equals("pgd"));
    }
    if (attack.targeted()) {
      parameters.put("target", "random");
    }
    return parameters;
  }

  private static List<String> sources(Recipe attack) {
    return switch (attack.access()) {
      case "white-box" -> List.of("the defense itself");
      case "transfer" -> List.of("undefended, seed 2");
      default -> List.of();
    };
  }

  private static List<DefenseResult> defenses(List<Cell> cells) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (Submission defense : SUBMISSIONS) {
      List<Cell> row = row(cells, defense);
      scores.put(
          defense.id(),
          (double) row.stream().mapToLong(Cell::correct).sum()
              / row.stream().mapToLong(Cell::total).sum());
    }
    return SUBMISSIONS.stream()
        .map(
            defense -> {
              List<Cell> row = row(cells, defense);
              double score = scores.get(defense.id());
              long better = scores.values().stream().filter(s -> s > score + 0.004).count();
              boolean tied =
                  scores.values().stream().filter(s -> Math.abs(s - score) <= 0.004).count() > 1;
              int cleanFirst = (int) row.get(0).correct();
              return new DefenseResult(
                  defense.id(),
                  defense.plugin(),
                  defense.title(),
                  "An invented line about " + defense.title() + ".",
                  "C. Author et al.: On Defenses of this Kind. 2018.",
                  (int) better + 1,
                  tied,
                  row.stream().mapToLong(Cell::correct).sum(),
                  row.stream().mapToLong(Cell::total).sum(),
                  score,
                  Share.wilson(cleanFirst, IMAGES),
                  Share.wilson(worstCase(defense), IMAGES),
                  new Seconds(0.052, 0.058 + 0.01 * hash(defense.id(), "p95", 0)),
                  defense.whiteBox(),
                  gradients(defense),
                  defense.rejects(),
                  new LinkedHashMap<>(Map.of("architecture", "d1")),
                  checkpoint(defense));
            })
        .toList();
  }

  private static Gradients gradients(Submission defense) {
    if (!defense.whiteBox()) {
      return null;
    }
    return defense.id().equals("cls")
        ? new Gradients(
            Gradients.Status.DIFFERS,
            0.97,
            0.05,
            96,
            8,
            "along random directions the median error is 97.0 %, allowed is 5.0 %")
        : new Gradients(
            Gradients.Status.MATCHES,
            0.002,
            0.05,
            101,
            3,
            "along single pixels the median error is 0.2 %, allowed is 5.0 %");
  }

  private static CheckpointInfo checkpoint(Submission defense) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("seed", 1);
    provenance.put("codeVersion", "0.1.0");
    provenance.put("dataSha256", hex("mnist-train"));
    provenance.put("cost", Map.of("kWh", 0.4));
    provenance.put("command", "harness train " + defense.id() + " --dataset mnist --seed 1");
    boolean shipped = defense.whiteBox();
    if (shipped) {
      int epochs = epochs(defense);
      provenance.put("seconds", 318.6 * epochs);
      provenance.put("notes", notes(defense, epochs));
    }
    return new CheckpointInfo(
        shipped ? "shipped" : "trained",
        hex(defense.id()).substring(0, 16),
        "d1",
        shipped ? "mnist" : "mnist-mini",
        provenance);
  }

  private static int epochs(Submission defense) {
    return switch (defense.id()) {
      case "alp" -> 300;
      case "mix-pgd" -> 1;
      case "pure-pgd" -> 8;
      default -> 5;
    };
  }

  private static Map<String, Object> notes(Submission defense, int epochs) {
    boolean adversarial = defense.fragility() < 0.1;
    List<Map<String, Object>> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double left = Math.exp(-5.0 * epoch / Math.max(epochs, 4));
      double noise = hash(defense.id(), "curve", epoch);
      Map<String, Object> point = new LinkedHashMap<>();
      point.put("epoch", epoch);
      // JSON has no NaN: a diverged epoch comes as text.
      point.put(
          "loss", defense.id().equals("clp") && epoch == 2 ? "NaN" : 0.15 + left + noise / 50);
      point.put("cleanAccuracy", 0.985 - 0.05 * left - noise / 200);
      if (adversarial) {
        point.put("robustAccuracy", 0.925 - 0.6 * left - noise / 100);
      }
      curve.add(point);
    }
    Map<String, Object> notes = new LinkedHashMap<>();
    notes.put("epochs", epochs);
    notes.put("epochKept", Math.max(1, epochs - 1));
    notes.put("forwardPassesPerImage", adversarial ? 8.0 : 1.0);
    notes.put("backwardPassesPerImage", adversarial ? 8.0 : 1.0);
    notes.put("curve", curve);
    return notes;
  }

  private static List<Cell> row(List<Cell> cells, Submission defense) {
    return cells.stream().filter(cell -> cell.defense().equals(defense.id())).toList();
  }

  private static long worstCase(Submission defense) {
    long correct = 0;
    for (int image = 0; image < IMAGES; image++) {
      boolean all = true;
      for (Recipe attack : RECIPES) {
        if (meet(defense, attack) && !attackDies(defense, attack)) {
          Outcome outcome = outcome(defense, attack, image);
          all &= outcome == Outcome.RIGHT || outcome == Outcome.REJECTED;
          all &= !defenseDies(defense, attack);
        }
      }
      correct += all ? 1 : 0;
    }
    return correct;
  }

  private static List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (Recipe attack : RECIPES) {
      boolean shared = !attack.access().equals("white-box");
      for (String defense :
          shared ? new String[] {null} : new String[] {"undefended", "pure-pgd"}) {
        for (int image = 0; image < 3; image++) {
          String stem = String.format(Locale.ROOT, "samples/%04d", samples.size() + 1);
          int label = (7 * image + attack.id().length()) % 10;
          boolean fooled = !shared && defense.equals("undefended");
          samples.add(
              new Sample(
                  attack.id(),
                  defense,
                  "test-" + (image * 131 + 17),
                  label,
                  shared ? null : label,
                  shared ? null : fooled ? (label + 5) % 10 : label,
                  attack.targeted() ? (Integer) ((label + 5) % 10) : null,
                  stem + "-clean.png",
                  stem + "-perturbed.png",
                  stem + "-difference.png",
                  attack.strength() == 0 ? 0 : 0.3));
        }
      }
    }
    return samples;
  }

  /** A number in [0, 1) that depends on nothing but its arguments. */
  private static double hash(String a, String b, int c) {
    long h = 31L * (31L * a.hashCode() + b.hashCode()) + c;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    return (h >>> 11) * 0x1.0p-53;
  }

  private static String hex(String of) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      hex.append(String.format(Locale.ROOT, "%016x", (long) (hash(of, "hex", i) * Long.MAX_VALUE)));
    }
    return hex.toString();
  }
}
