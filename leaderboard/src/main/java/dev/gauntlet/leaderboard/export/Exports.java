package dev.gauntlet.leaderboard.export;

import dev.gauntlet.leaderboard.results.AttackResult;
import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes a run as the development toolkit of the NIPS 2017 competition wrote it (cleverhans, {@code
 * examples/nips17_adversarial_competition/dev_toolkit}), so that scripts made for that
 * competition's results read ours.
 *
 * <p>Matrices hold counts; attacks are rows, defenses columns, the corner is empty. Rankings are
 * ordered by score, a count as well. Two cases the toolkit did not have: a cell left out of the
 * score because the attack could not run is empty, and so is a label a defense did not give.
 */
public final class Exports {
  public static final String ACCURACY_ON_ATTACKS = "accuracy_on_attacks.csv";
  public static final String ACCURACY_ON_TARGETED_ATTACKS = "accuracy_on_targeted_attacks.csv";
  public static final String HIT_TARGET_CLASS = "hit_target_class.csv";
  public static final String DEFENSE_RANKING = "defense_ranking.csv";
  public static final String ATTACK_RANKING = "attack_ranking.csv";
  public static final String TARGETED_ATTACK_RANKING = "targeted_attack_ranking.csv";
  public static final String ALL_CLASSIFICATION = "all_classification.csv";

  /** The names of all files, in the order people look for them. */
  public static final List<String> FILES =
      List.of(
          DEFENSE_RANKING,
          ATTACK_RANKING,
          TARGETED_ATTACK_RANKING,
          ACCURACY_ON_ATTACKS,
          ACCURACY_ON_TARGETED_ATTACKS,
          HIT_TARGET_CLASS,
          ALL_CLASSIFICATION);

  private final Results results;
  private final List<AttackResult> untargeted;
  private final List<AttackResult> targeted;
  private final Map<List<String>, Cell> cells = new LinkedHashMap<>();

  public Exports(Results results) {
    this.results = results;
    this.untargeted = results.attacks().stream().filter(attack -> !attack.targeted()).toList();
    this.targeted = results.attacks().stream().filter(AttackResult::targeted).toList();
    results.cells().forEach(cell -> cells.put(List.of(cell.defense(), cell.attack()), cell));
  }

  /**
   * Writes {@link #FILES}; each appears whole or not at all.
   *
   * @param classifications every image of every cell; read once
   * @param directory created if it is not there
   * @throws UncheckedIOException if a file cannot be written
   */
  public void write(Iterable<Classification> classifications, Path directory) {
    try {
      Files.createDirectories(directory);
      write(
          directory.resolve(DEFENSE_RANKING),
          ranking("DefenseName", results.defenses(), DefenseResult::id, DefenseResult::raw));
      write(
          directory.resolve(ATTACK_RANKING),
          ranking("AttackName", untargeted, AttackResult::id, AttackResult::raw));
      write(
          directory.resolve(TARGETED_ATTACK_RANKING),
          ranking("AttackName", targeted, AttackResult::id, AttackResult::raw));
      write(directory.resolve(ACCURACY_ON_ATTACKS), matrix(untargeted, Cell::correct));
      write(directory.resolve(ACCURACY_ON_TARGETED_ATTACKS), matrix(targeted, Cell::correct));
      write(directory.resolve(HIT_TARGET_CLASS), matrix(targeted, Cell::hits));
      writeClassifications(directory.resolve(ALL_CLASSIFICATION), classifications);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the CSV files to " + directory, e);
    }
  }

  private static void write(Path path, Iterable<List<?>> rows) throws IOException {
    try (CsvFile file = new CsvFile(path)) {
      for (List<?> row : rows) {
        file.row(row);
      }
      file.publish();
    }
  }

  private static <T> List<List<?>> ranking(
      String header, List<T> entries, Function<T, String> name, Function<T, Long> score) {
    List<List<?>> rows = new ArrayList<>();
    rows.add(List.of(header, "Score"));
    entries.stream()
        .sorted(Comparator.comparing(score).reversed())
        .forEach(entry -> rows.add(List.of(name.apply(entry), score.apply(entry))));
    return rows;
  }

  private List<List<?>> matrix(List<AttackResult> attacks, Function<Cell, Long> count) {
    List<List<?>> rows = new ArrayList<>();
    List<Object> header = new ArrayList<>(Collections.singletonList(null));
    results.defenses().forEach(defense -> header.add(defense.id()));
    rows.add(header);
    for (AttackResult attack : attacks) {
      List<Object> row = new ArrayList<>(List.of(attack.id()));
      for (DefenseResult defense : results.defenses()) {
        Cell cell = cells.get(List.of(defense.id(), attack.id()));
        row.add(cell.total() == 0 ? null : count.apply(cell));
      }
      rows.add(row);
    }
    return rows;
  }

  private void writeClassifications(Path path, Iterable<Classification> classifications)
      throws IOException {
    Map<String, String> isTargeted = new LinkedHashMap<>();
    results
        .attacks()
        .forEach(attack -> isTargeted.put(attack.id(), attack.targeted() ? "True" : "False"));
    try (CsvFile file = new CsvFile(path)) {
      file.row(
          List.of(
              "AttackName",
              "IsTargeted",
              "DefenseName",
              "ImageId",
              "PredictedLabel",
              "TrueLabel",
              "TargetClass"));
      for (Classification one : classifications) {
        file.row(
            Arrays.asList(
                one.attack(),
                isTargeted.get(one.attack()),
                one.defense(),
                one.imageId(),
                one.predictedLabel(),
                one.trueLabel(),
                one.targetClass()));
      }
      file.publish();
    }
  }
}
