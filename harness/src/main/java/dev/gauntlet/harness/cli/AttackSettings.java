package dev.gauntlet.harness.cli;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Fraction;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.ParameterException;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.datasets.ImageShape;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.suite.Pixels;
import dev.gauntlet.harness.suite.RadiusRange;
import dev.gauntlet.harness.suite.SourceEntry;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.Targets;
import dev.gauntlet.harness.suite.Training;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How one attack meets one defense: on which images, with which budget and knowledge. */
final class AttackSettings {
  private static final int DEFAULT_LIMIT = 100;

  @Option(
      names = "--dataset",
      paramLabel = "ID",
      description = "Whose test images (default: ${DEFAULT-VALUE}).")
  private String dataset = DatasetRegistry.DEFAULT;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N images (default: ${DEFAULT-VALUE}).")
  private int limit = DEFAULT_LIMIT;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "The network of the defense and of the sources (default: ${DEFAULT-VALUE}).")
  private String architecture = Training.DEFAULT.architecture();

  @Option(
      names = "--norm",
      paramLabel = "NORM",
      description = "linf, l2 or l0 (default: the first of these that the attack can keep to).")
  private String norm;

  @Option(
      names = "--epsilon",
      paramLabel = "RADIUS",
      description =
          "The budget's radius, for example 0.3 or 8/255; for l0 a number of pixels. Default: what"
              + " is usual, linf 0.3, l2 2, l0 40 on grey images, linf 8/255, l2 0.5, l0 40 on"
              + " colour ones.")
  private String epsilon;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "KEY=VALUE",
      description = "A parameter of the attack, for example -p steps=40; may be given again.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--access",
      paramLabel = "LEVEL",
      description =
          "white-box, oblivious, transfer, query or none (default: what the attack needs; transfer"
              + " where there is a --source).")
  private String access;

  @Option(
      names = "--source",
      paramLabel = "ID[@SEED]",
      split = ",",
      description =
          "For transfer: the model to attack instead, for example undefended@2; several are"
              + " attacked as one.")
  private List<String> sources = List.of();

  @Option(
      names = "--queries",
      paramLabel = "N",
      description = "For query: questions per image (default: 5000).")
  private Long queries;

  @Option(
      names = "--targets",
      paramLabel = "WHICH",
      description =
          "Makes it a targeted run: next, random, least-likely, or dataset for the targets that the"
              + " data set names.")
  private String targets;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the attack's randomness (default: ${DEFAULT-VALUE}).")
  private long seed = Suite.DEFAULT_SEED;

  @Mixin private LimitOptions limits = new LimitOptions();

  private Access defaultAccess = Access.WHITE_BOX;

  /** The data set whose images are attacked. */
  String dataset() {
    return dataset;
  }

  /** What the workers may use. */
  Limits limits() {
    return limits.limits();
  }

  /** Of the attack's randomness. */
  long seed() {
    return seed;
  }

  /**
   * Lets an attack that follows gradients see the model behind a preprocessor, where no option says
   * otherwise.
   */
  void obliviousByDefault() {
    defaultAccess = Access.OBLIVIOUS;
  }

  /**
   * The suite that these options amount to.
   *
   * @param attack the id of an attack
   * @throws GauntletException if an option names what is not installed or makes no sense
   */
  Suite suite(
      String attack, ModelChoice defended, PluginCatalog catalog, DatasetRegistry datasets) {
    if (limit < 1) {
      throw new GauntletException("--limit must be at least 1, got " + limit);
    }
    AttackDescriptor about = catalog.attack(attack).descriptor();
    DefenseEntry entry = DefenseEntry.of(catalog.defense(defended.defense()).descriptor().id());
    checkParameters(about);
    return new Suite(
        "attack",
        about.title(),
        "",
        dataset,
        Split.TEST,
        OptionalInt.of(limit),
        new Training(architecture, defended.seed()),
        budget(about, datasets.get(dataset).shape()),
        Pixels.FLOAT32,
        seed,
        OptionalInt.of(limits.batch()),
        limits.limits(),
        List.of(entry),
        List.of(entry(about, catalog)));
  }

  private void checkParameters(AttackDescriptor about) {
    try {
      dev.gauntlet.api.Parameters.of(about.parameters(), parameters);
    } catch (ParameterException e) {
      throw new GauntletException("attack '" + about.id() + "': " + e.getMessage(), e);
    }
  }

  private AttackEntry entry(AttackDescriptor about, PluginCatalog catalog) {
    Access level = access(about);
    if (level == Access.TRANSFER && sources.isEmpty()) {
      throw new GauntletException(
          "access 'transfer' needs a model to attack instead: add --source, for example --source"
              + " undefended@2");
    }
    if (queries != null && level != Access.QUERY) {
      throw new GauntletException(
          "--queries is for access 'query', and this one is '" + level.word() + "'");
    }
    return new AttackEntry(
        about.id(),
        about.id(),
        level,
        new LinkedHashMap<>(parameters),
        sources.stream()
            .map(text -> ModelChoice.of("--source", text, Training.DEFAULT.seed()))
            .map(
                model ->
                    new SourceEntry(
                        catalog.defense(model.defense()).descriptor().id(), model.seed(), Map.of()))
            .toList(),
        targets(about),
        level == Access.QUERY
            ? OptionalLong.of(queries == null ? AttackEntry.DEFAULT_QUERIES : queries)
            : OptionalLong.empty(),
        true);
  }

  private Access access(AttackDescriptor about) {
    if (access != null) {
      return constant("--access", access, Access.values());
    }
    if (!sources.isEmpty()) {
      return Access.TRANSFER;
    }
    Access needed = Access.forNeed(about.needs());
    return needed == Access.WHITE_BOX ? defaultAccess : needed;
  }

  private Optional<Targets> targets(AttackDescriptor about) {
    if (targets != null) {
      return Optional.of(constant("--targets", targets, Targets.values()));
    }
    return about.goals().contains(Goal.UNTARGETED) ? Optional.empty() : Optional.of(Targets.NEXT);
  }

  private Budget budget(AttackDescriptor about, ImageShape images) {
    Norm chosen =
        norm == null
            ? Arrays.stream(Norm.values()).filter(about.norms()::contains).findFirst().orElseThrow()
            : constant("--norm", norm, Norm.values());
    if (!about.norms().contains(chosen)) {
      throw new GauntletException(
          "attack '%s' cannot keep a budget in %s; give --norm %s"
              .formatted(
                  about.id(),
                  Words.of(chosen),
                  String.join(" or ", about.norms().stream().map(Words::of).sorted().toList())));
    }
    Budget budget = epsilon == null ? new Budget(chosen, usual(chosen, images)) : asked(chosen);
    RadiusRange.problem(budget, images)
        .ifPresent(
            problem -> {
              throw new GauntletException("--epsilon " + problem);
            });
    return budget;
  }

  private Budget asked(Norm chosen) {
    double radius =
        Fraction.parse(epsilon)
            .orElseThrow(
                () ->
                    new GauntletException(
                        "--epsilon '"
                            + epsilon
                            + "' is not a number such as 0.3 or 8/255"
                            + Fraction.hint(epsilon).map(hint -> "; " + hint).orElse("")));
    try {
      return new Budget(chosen, radius);
    } catch (GauntletException e) {
      throw new GauntletException("--epsilon " + epsilon + ": " + e.getMessage(), e);
    }
  }

  private static double usual(Norm norm, ImageShape images) {
    boolean grey = images.channels() == 1;
    return switch (norm) {
      case LINF -> grey ? 0.3 : 8 / 255.0;
      case L2 -> grey ? 2 : 0.5;
      case L0 -> 40;
    };
  }

  private static <E extends Enum<E>> E constant(String option, String word, E[] known) {
    List<String> words = Arrays.stream(known).map(AttackSettings::word).toList();
    int index = words.indexOf(word.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new GauntletException(option + " '" + word + "' is unknown" + Words.known(word, words));
    }
    return known[index];
  }

  private static String word(Enum<?> constant) {
    return Words.of(constant).replace('_', '-');
  }
}
