package dev.gauntlet.harness.suite;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.datasets.Split;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads a suite's YAML file. Every default that a suite may leave out is applied here. */
public final class SuiteReader {
  private static final List<String> SUITE =
      List.of(
          "title",
          "description",
          "dataset",
          "split",
          "limit",
          "training",
          "budget",
          "pixels",
          "seed",
          "batch",
          "limits",
          "trusted-keys",
          "defenses",
          "attacks");
  private static final List<String> TRAINING = List.of("architecture", "seed");
  private static final List<String> BUDGET = List.of("norm", "epsilon");
  private static final List<String> LIMITS =
      List.of(
          "seconds-per-100-images", "seconds-to-start", "heap", "resident", "output", "processes");
  private static final List<String> DEFENSE = List.of("id", "defense", "parameters");
  private static final List<String> ATTACK =
      List.of(
          "id", "attack", "access", "parameters", "sources", "targets", "queries", "true-labels");
  private static final List<String> KEY = List.of("file");
  private static final List<String> SOURCE = List.of("defense", "seed", "parameters");
  private static final List<String> ANY = List.of();

  /** Of lists and mappings: a few for each attack of a large suite, and an end to merging. */
  private static final int MOST_ALIASES = 500;

  private SuiteReader() {}

  /**
   * Reads a suite.
   *
   * @throws SuiteException if the file is missing or not YAML, or a key is unknown, missing, given
   *     twice, of the wrong type or out of range; the message names the file, the line and the key
   */
  public static SuiteFile read(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    try {
      return parse(file, name, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new SuiteException(file + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new SuiteException(file + ": is not text in UTF-8", e);
    } catch (IOException e) {
      throw new SuiteException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static SuiteFile parse(Path file, String name, String yaml) {
    Node root;
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(MOST_ALIASES);
      root = new Yaml(options).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
      throw new SuiteException(file + ":" + (line + 1), "is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new SuiteException(file + ": is not YAML: " + e.getMessage(), e);
    }
    if (root == null) {
      throw new SuiteException(file + ": is empty; name at least a budget and attacks");
    }
    Map<SuiteFile.Entry, Integer> lines = new HashMap<>();
    Section top = new Section(file.toString(), "", root, SUITE);
    Suite suite = suite(name, top, lines);
    return new SuiteFile(file, yaml, suite, lines, trustedKeys(file, top));
  }

  /** Paths count from the suite's own folder. */
  private static List<Path> trustedKeys(Path suite, Section top) {
    List<Section> entries = top.entries("trusted-keys", KEY, "file");
    // An empty list would mean that nobody is trusted, or that nobody asks; better not to guess.
    if (top.has("trusted-keys") && entries.isEmpty()) {
      return top.make(
          "trusted-keys",
          () -> {
            throw new SuiteException(
                "'trusted-keys' is empty; name at least one certificate, or leave it out");
          });
    }
    return entries.stream()
        .map(entry -> entry.make(() -> suite.resolveSibling(path(entry.text("file")))))
        .toList();
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new SuiteException("'trusted-keys' names what cannot be a file: " + e.getMessage(), e);
    }
  }

  private static Suite suite(String name, Section top, Map<SuiteFile.Entry, Integer> lines) {
    Section training = top.section("training", TRAINING);
    Training models =
        training.make(
            () ->
                new Training(
                    training.text("architecture", Training.DEFAULT.architecture()),
                    training.wholeNumber("seed").orElse(Training.DEFAULT.seed())));
    Section budgetSection = top.section("budget", BUDGET);
    Budget budget = budget(budgetSection);
    lines.put(SuiteFile.Entry.key("budget.epsilon"), budgetSection.line("epsilon"));
    lines.put(SuiteFile.Entry.key("limit"), top.line("limit"));
    Limits limits = limits(top.section("limits", LIMITS));
    List<Section> defenseSections = top.entries("defenses", DEFENSE, "defense");
    List<DefenseEntry> defenses = defenseSections.stream().map(SuiteReader::defense).toList();
    distinct("defenses", defenseSections, defenses, DefenseEntry::id);
    List<Section> attackSections = top.entries("attacks", ATTACK, "attack");
    List<AttackEntry> attacks =
        attackSections.stream().map(attack -> attack(attack, models)).toList();
    distinct("attacks", attackSections, attacks, AttackEntry::id);
    for (int i = 0; i < defenses.size(); i++) {
      lines.put(SuiteFile.Entry.defense(defenses.get(i).id()), defenseSections.get(i).line());
    }
    for (int i = 0; i < attacks.size(); i++) {
      lines.put(SuiteFile.Entry.attack(attacks.get(i).id()), attackSections.get(i).line());
    }
    return top.make(
        () ->
            new Suite(
                name,
                top.text("title", name),
                top.text("description", "").strip(),
                top.text("dataset", DatasetRegistry.DEFAULT),
                top.optionalWord("split", Split.values(), SuiteReader::lower).orElse(Split.TEST),
                top.has("limit") ? OptionalInt.of(top.positive("limit", 1)) : OptionalInt.empty(),
                models,
                budget,
                top.optionalWord("pixels", Pixels.values(), Pixels::word).orElse(Pixels.FLOAT32),
                top.wholeNumber("seed").orElse(Suite.DEFAULT_SEED),
                top.has("batch") ? OptionalInt.of(top.positive("batch", 1)) : OptionalInt.empty(),
                limits,
                defenses,
                attacks));
  }

  private static Budget budget(Section budget) {
    Norm norm = budget.word("norm", Norm.values(), SuiteReader::lower);
    double epsilon = budget.number("epsilon");
    return budget.make("epsilon", () -> new Budget(norm, epsilon));
  }

  private static Limits limits(Section limits) {
    Limits otherwise = Limits.DEFAULT;
    return limits.make(
        () ->
            new Limits(
                limits.number("seconds-per-100-images", otherwise.secondsPer100Images()),
                limits.number("seconds-to-start", otherwise.secondsToStart()),
                limits.bytes("heap", otherwise.heapBytes()),
                limits.bytes("resident", otherwise.residentBytes()),
                limits.bytes("output", otherwise.outputBytes()),
                limits.positive("processes", otherwise.processes())));
  }

  private static DefenseEntry defense(Section entry) {
    String defense = entry.text("defense");
    return entry.make(
        () ->
            new DefenseEntry(
                entry.text("id", defense), defense, entry.section("parameters", ANY).parameters()));
  }

  private static AttackEntry attack(Section entry, Training models) {
    String attack = entry.text("attack");
    Access access = entry.word("access", Access.values(), Access::word);
    List<SourceEntry> sources =
        entry.entries("sources", SOURCE, "defense").stream()
            .map(source -> source(source, models))
            .toList();
    OptionalLong queries =
        access == Access.QUERY && !entry.has("queries")
            ? OptionalLong.of(AttackEntry.DEFAULT_QUERIES)
            : entry.wholeNumber("queries");
    return entry.make(
        () ->
            new AttackEntry(
                entry.text("id", attack),
                attack,
                access,
                entry.section("parameters", ANY).parameters(),
                sources,
                entry.optionalWord("targets", Targets.values(), Targets::word),
                queries,
                entry.flag("true-labels", true)));
  }

  private static SourceEntry source(Section entry, Training models) {
    return entry.make(
        () ->
            new SourceEntry(
                entry.text("defense"),
                entry.wholeNumber("seed").orElse(models.seed()),
                entry.section("parameters", ANY).parameters()));
  }

  /** Says which line repeats an id; the suite itself could only say that some line does. */
  private static <T> void distinct(
      String what, List<Section> sections, List<T> entries, Function<T, String> id) {
    for (int i = 0; i < sections.size(); i++) {
      List<T> soFar = entries.subList(0, i + 1);
      sections
          .get(i)
          .make(
              () -> {
                Ids.distinct(what, soFar, id);
                return soFar;
              });
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
