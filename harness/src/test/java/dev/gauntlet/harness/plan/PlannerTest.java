package dev.gauntlet.harness.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.PreparationDescriptor;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.execution.Work;
import dev.gauntlet.harness.plugins.JarDescription;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.plugins.PluginException;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.suite.Pixels;
import dev.gauntlet.harness.suite.SourceEntry;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.Targets;
import dev.gauntlet.harness.suite.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannerTest {
  private static final Environment ENVIRONMENT =
      new Environment("MXNet", "1", "cpu", "host", Map.of());
  private static final Citation CITATION = Citation.of("Gauntlet's own tests");
  private static final Dataset MINI = DatasetRegistry.builtIn().get("mnist-mini");

  @TempDir private Path folder;
  private final List<DefenseDescriptor> defenses = new ArrayList<>();
  private final List<AttackDescriptor> attacks = new ArrayList<>();
  private final List<PreparationDescriptor> preparations = new ArrayList<>();
  private final Set<String> trainable = new java.util.HashSet<>();
  private final PluginJarMaker jar = PluginJarMaker.plugin("all");

  @BeforeEach
  void installPlain() {
    defenses.add(defense("plain"));
    defenses.add(defense("robust"));
    attacks.add(attack("pgd", Knowledge.GRADIENTS));
    attacks.add(attack("noise", Knowledge.NONE));
  }

  @Test
  void everyDefenseIsTrainedClassifiedCleanAndMetByEveryAttack() {
    Plan plan = plan(whiteBox("pgd"), none("noise"));
    assertThat(titles(plan))
        .containsExactly(
            "train plain (d1, mnist-mini, seed 1)",
            "classify plain",
            "train robust (d1, mnist-mini, seed 1)",
            "classify robust",
            "check gradients of plain (d1, mnist-mini, seed 1)",
            "check gradients of robust (d1, mnist-mini, seed 1)",
            "attack pgd on plain",
            "classify plain under pgd",
            "attack pgd on robust",
            "classify robust under pgd",
            "attack noise",
            "classify plain under noise",
            "classify robust under noise");
    assertThat(plan.cells()).hasSize(4);
  }

  @Test
  void theWorkOfAnAttackIsItsRoundsAndTheSameOnEveryDefense() {
    attacks.add(
        attack(
            "stepping",
            Knowledge.GRADIENTS,
            List.of(
                Parameter.integer("steps", 40, 1, 1000, "rounds"),
                Parameter.integer("restarts", 5, 1, 1000, "times these"),
                Parameter.integer("queries", 300, 1, 1000, "and forward passes"),
                Parameter.number("strength", 0.5, 0, 1, "changes nothing"))));

    List<Work> work =
        plan(whiteBox("stepping"), none("noise")).tasks().stream()
            .filter(task -> task instanceof AttackTask || task instanceof ClassifyTask)
            .map(Work::of)
            .toList();

    List<Work> attacks =
        work.stream().filter(one -> one.kind().startsWith("attack stepping")).toList();
    assertThat(attacks).hasSize(2).extracting(Work::passes).containsOnly(3 * 40 * 5 + 300.0);
    assertThat(attacks).extracting(Work::kind).containsOnly(attacks.get(0).kind());
    assertThat(attacks).extracting(Work::images).containsOnly(slice().images().count());
    assertThat(work)
        .filteredOn(one -> !attacks.contains(one))
        .extracting(Work::passes)
        .containsOnly(1.0);
  }

  @Test
  void everyModelThatAnAttackTakesGradientsFromIsCheckedOnce() {
    assertThat(plan(none("noise")).gradients()).isEmpty();
    assertThat(plan(whiteBox("pgd"), transfer("pgd", 1, Map.of())).gradients())
        .as("the transfer attack's source is a defense")
        .extracting(GradientTask::title)
        .containsExactly(
            "check gradients of plain (d1, mnist-mini, seed 1)",
            "check gradients of robust (d1, mnist-mini, seed 1)");
    assertThat(plan(transfer("pgd", 2, Map.of())).gradients())
        .extracting(GradientTask::title)
        .containsExactly("check gradients of plain (d1, mnist-mini, seed 2)");
  }

  @Test
  void whatIsBehindAPreprocessorIsCheckedApartFromTheWhole() {
    AttackEntry oblivious =
        new AttackEntry(
            "oblivious",
            "pgd",
            Access.OBLIVIOUS,
            Map.of(),
            List.of(),
            Optional.empty(),
            OptionalLong.empty(),
            true);
    Plan plan = plan(whiteBox("pgd"), oblivious);

    assertThat(plan.gradients())
        .extracting(GradientTask::access)
        .containsExactly(Access.WHITE_BOX, Access.WHITE_BOX, Access.OBLIVIOUS, Access.OBLIVIOUS);
    assertThat(plan.gradients()).extracting(GradientTask::key).doesNotHaveDuplicates();
  }

  @Test
  void everyTaskComesAfterThoseItNeeds() {
    defenses.add(defense("purifier", CheckpointNeed.of("target", "robust")));
    Plan plan = plan(whiteBox("pgd"), transfer("pgd", 2, Map.of()));
    List<Task> done = new ArrayList<>();
    for (Task task : plan.tasks()) {
      assertThat(done).containsAll(task.after());
      done.add(task);
    }
    assertThat(done).doesNotHaveDuplicates();
  }

  @Test
  void aTransferAttackTrainsItsSourceWithAnotherSeedAndRunsOnce() {
    Plan plan = plan(transfer("pgd", 7, Map.of("strength", 0.5)));
    assertThat(titles(plan)).contains("train plain (d1, mnist-mini, seed 7)");
    assertThat(titles(plan)).filteredOn("attack transfer-pgd"::equals).hasSize(1);
    Checkpoint source = plan.cells().get(0).attackTask().sources().get(0);
    assertThat(source.model().parameters()).isEqualTo(Map.of("strength", 0.5));
  }

  @Test
  void aSourceThatEqualsADefenseIsTheSameCheckpoint() {
    Plan plan = plan(transfer("pgd", 1, Map.of("strength", "1/1")));
    assertThat(plan.cells().get(0).attackTask().sources().get(0))
        .isSameAs(plan.defenses().get(0).checkpoint());
  }

  @Test
  void defaultsAreThoseOfTheDatasetThatTheDatasetIsAPartOf() {
    Parameter strength = Parameter.number("strength", 1, 0, 1, "How much.").on("mnist", 0.75);
    defenses.set(0, defense("plain", List.of(strength)));
    attacks.add(attack("tuned", Knowledge.GRADIENTS, List.of(strength)));
    Plan plan = plan(whiteBox("tuned"), transfer("tuned", 1, Map.of("strength", 0.5)));

    assertThat(plan.defenses().get(0).checkpoint().model().parameters())
        .isEqualTo(Map.of("strength", 0.75));
    AttackTask attack = plan.cells().get(0).attackTask();
    assertThat(attack.parameters()).isEqualTo(Map.of("strength", 0.75));
    AttackTask transfer = plan.cells().get(plan.cells().size() - 1).attackTask();
    assertThat(transfer.sources().get(0).model().parameters()).isEqualTo(Map.of("strength", 0.5));
  }

  @Test
  void aShippedCheckpointIsCompletedWithTheDefaultsOfItsDataset() {
    Parameter strength = Parameter.number("strength", 1, 0, 1, "How much.").on("mnist", 0.75);
    defenses.set(0, defense("plain", List.of(strength)));
    ship("general", model("plain", 1, "mnist", Map.of("strength", 1)));
    assertThat(plan(none("noise")).defenses().get(0).checkpoint()).isInstanceOf(TrainTask.class);

    ship("of-the-data-set", model("plain", 1, "mnist", Map.of()));
    assertThat(plan(none("noise")).defenses().get(0).checkpoint())
        .isInstanceOf(ShippedCheckpoint.class);
  }

  @Test
  void neededCheckpointsAreTrainedFirstAndRecursively() {
    defenses.add(
        defense(
            "purifier",
            CheckpointNeed.of("target", "robust"),
            new CheckpointNeed("other", "plain", Map.of("strength", 0.25), 10)));
    defenses.add(defense("on-top", CheckpointNeed.of("below", "purifier")));
    Plan plan = plan(suite(List.of(DefenseEntry.of("on-top")), List.of(none("noise"))));
    assertThat(titles(plan).subList(0, 4))
        .containsExactlyInAnyOrder(
            "train robust (d1, mnist-mini, seed 1)",
            "train plain (d1, mnist-mini, seed 11)",
            "train purifier (d1, mnist-mini, seed 1)",
            "train on-top (d1, mnist-mini, seed 1)");
    assertThat(titles(plan).get(3)).contains("on-top");
  }

  @Test
  void whatTwoTrainingsNeedIsMadeOnceAndBeforeThem() {
    preparations.add(preparation("examples", new CheckpointNeed("source", "plain", Map.of(), 1)));
    defenses.add(defense("first", CheckpointNeed.of("images", "examples")));
    defenses.add(defense("second", CheckpointNeed.of("images", "examples")));
    Plan plan = plan(none("noise"));

    assertThat(titles(plan))
        .containsOnlyOnce("train examples (d1, mnist-mini, seed 1)")
        .containsSubsequence(
            "train plain (d1, mnist-mini, seed 2)",
            "train examples (d1, mnist-mini, seed 1)",
            "train first (d1, mnist-mini, seed 1)",
            "train second (d1, mnist-mini, seed 1)");
    assertThat(plan.defenses())
        .as("what is evaluated")
        .extracting(defense -> defense.checkpoint().model().method())
        .containsExactly("first", "plain", "robust", "second");
  }

  @Test
  void whatTrainingsNeedIsNoSourceOfAnAttack() {
    preparations.add(preparation("examples"));
    AttackEntry attack =
        new AttackEntry(
            "transfer",
            "pgd",
            Access.TRANSFER,
            Map.of(),
            List.of(new SourceEntry("examples", 1, Map.of())),
            Optional.empty(),
            OptionalLong.empty(),
            true);

    assertThatThrownBy(() -> plan(attack)).hasMessageStartingWith("unknown defense 'examples'");
  }

  @Test
  void aMethodThatNeedsItselfIsRefused() {
    defenses.add(defense("chicken", CheckpointNeed.of("from", "egg")));
    defenses.add(defense("egg", CheckpointNeed.of("from", "chicken")));
    assertThatThrownBy(() -> plan(none("noise")))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("needs its own checkpoint")
        .hasMessageContaining("chicken seed 1 -> egg seed 1 -> chicken seed 1");
  }

  @Test
  void aTrainableAttackIsTrainedOncePerSource() {
    attacks.add(attack("generator", Knowledge.GRADIENTS));
    trainable.add("generator");
    Plan plan = plan(whiteBox("generator"));
    assertThat(titles(plan))
        .filteredOn("train generator (d1, mnist-mini, seed 1)"::equals)
        .hasSize(2);
    AttackTask task = plan.cells().get(1).attackTask();
    TrainTask own = (TrainTask) task.checkpoints().get(TrainableAttack.OWN_CHECKPOINT);
    assertThat(own.opponent().orElseThrow().source()).isSameAs(plan.defenses().get(1).checkpoint());
  }

  @Test
  void aShippedCheckpointOfTheSameModelIsTaken() {
    ship("a", model("plain", 1, "mnist", Map.of("strength", 1.0)));
    ship("b", model("robust", 1, "mnist-mini", Map.of()));
    Plan plan = plan(none("noise"));
    assertThat(plan.tasks()).noneMatch(TrainTask.class::isInstance);
    assertThat(plan.defenses().get(0).checkpoint().model().dataset()).isEqualTo("mnist");
    assertThat(plan.defenses().get(1).checkpoint()).isInstanceOf(ShippedCheckpoint.class);
  }

  @Test
  void aShippedCheckpointOfAnotherModelIsNotTaken() {
    ship("seed", model("plain", 2, "mnist", Map.of()));
    ship("data", model("plain", 1, "fashion-mnist", Map.of()));
    ship("parameters", model("plain", 1, "mnist", Map.of("strength", 0.5)));
    ship("unknown", model("plain", 1, "mnist", Map.of("momentum", 0.5)));
    ship("method", model("robust", 3, "mnist", Map.of()));
    ship(
        "architecture",
        new ModelSpec("plain", "lenet", List.of(1, 28, 28), 10, Map.of(), 1, "mnist"));
    ship("shape", new ModelSpec("plain", "d1", List.of(1, 32, 32), 10, Map.of(), 1, "mnist"));
    ship("classes", new ModelSpec("plain", "d1", List.of(1, 28, 28), 100, Map.of(), 1, "mnist"));
    assertThat(plan(none("noise")).tasks()).filteredOn(TrainTask.class::isInstance).hasSize(2);
  }

  @Test
  void shippedCheckpointsCanBeIgnored() {
    ship("a", model("plain", 1, "mnist-mini", Map.of()));
    Suite suite = suite(List.of(DefenseEntry.of("plain")), List.of(none("noise")));
    PluginCatalog catalog = catalog();
    CheckpointPlanner checkpoints =
        new CheckpointPlanner(catalog, MINI, PlannerTest::data, ENVIRONMENT, false);
    Plan plan = new Planner(catalog, checkpoints, ENVIRONMENT, suite, slice(), false).plan();
    assertThat(plan.tasks()).filteredOn(TrainTask.class::isInstance).hasSize(1);
  }

  @Test
  void keysDependOnWhatResultsDependOnAndNotOnTheBatch() {
    Suite suite = suite(List.of(), List.of(whiteBox("pgd")));
    List<String> keys = keys(plan(suite));
    assertThat(keys(plan(withBatch(suite, 7)))).isEqualTo(keys);
    Suite otherSeed =
        new Suite(
            "s",
            "",
            "",
            "mnist-mini",
            Split.TEST,
            OptionalInt.empty(),
            suite.training(),
            suite.budget(),
            suite.pixels(),
            2,
            OptionalInt.of(20),
            suite.limits(),
            suite.defenses(),
            suite.attacks());
    assertThat(keys(plan(otherSeed))).doesNotContainAnyElementsOf(attackKeys(suite));
    Suite otherBudget =
        new Suite(
            "s",
            "",
            "",
            "mnist-mini",
            Split.TEST,
            OptionalInt.empty(),
            suite.training(),
            new Budget(Norm.LINF, 0.2),
            suite.pixels(),
            1,
            OptionalInt.of(20),
            suite.limits(),
            suite.defenses(),
            suite.attacks());
    assertThat(keys(plan(otherBudget))).doesNotContainAnyElementsOf(attackKeys(suite));
  }

  @Test
  void targetsFollowTheirRule() {
    Plan plan = plan(targeted(Targets.NEXT));
    LabeledImages images = slice().images();
    List<Integer> next = plan.cells().get(0).attackTask().targets().orElseThrow();
    assertThat(next)
        .isEqualTo(IntStream.of(images.labels()).mapToObj(label -> (label + 1) % 10).toList());
    List<Integer> random =
        plan(targeted(Targets.RANDOM)).cells().get(0).attackTask().targets().orElseThrow();
    assertThat(IntStream.range(0, images.count()))
        .allMatch(i -> random.get(i) != images.label(i) && random.get(i) < 10);
    assertThat(plan(targeted(Targets.LEAST_LIKELY)).cells().get(0).attackTask().targets())
        .isEmpty();
    refused("the data set gives none", targeted(Targets.DATASET));
  }

  @Test
  void whatAnAttackCannotDoIsRefused() {
    attacks.add(attack("scores", Knowledge.SCORES));
    refused("needs gradients of its source, access 'none' grants none", none("pgd"));
    refused("access 'none' grants none", none("scores"));
    refused("cannot run targeted", entry("noise", Access.NONE, Optional.of(Targets.NEXT)));
    Suite l2 =
        new Suite(
            "s",
            "",
            "",
            "mnist-mini",
            Split.TEST,
            OptionalInt.empty(),
            new Training("d1", 1),
            new Budget(Norm.L2, 2),
            Pixels.FLOAT32,
            1,
            OptionalInt.of(20),
            Limits.DEFAULT,
            List.of(),
            List.of(whiteBox("pgd")));
    assertThatThrownBy(() -> plan(l2))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("cannot keep a budget in L2");
  }

  @Test
  void aRadiusThatMeansNothingOnTheImagesIsRefused() {
    assertThatThrownBy(() -> plan(withBudget(new Budget(Norm.L2, 128))))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("the budget's radius must be from 0 to 28.00 for l2, got 128");
    assertThatThrownBy(() -> plan(withBudget(new Budget(Norm.L0, 785))))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("must be a whole number from 1 to 784 for l0, got 785");
    assertThatThrownBy(() -> plan(withBudget(new Budget(Norm.L2, 28))))
        .as("the whole cube is the largest that means something")
        .hasMessageContaining("cannot keep a budget in L2");
  }

  private static Suite withBudget(Budget budget) {
    return new Suite(
        "s",
        "",
        "",
        "mnist-mini",
        Split.TEST,
        OptionalInt.empty(),
        new Training("d1", 1),
        budget,
        Pixels.FLOAT32,
        1,
        OptionalInt.of(20),
        Limits.DEFAULT,
        List.of(),
        List.of(whiteBox("pgd")));
  }

  @Test
  void whoSaysThatItDrawsAtRandomIsKnown() {
    defenses.add(
        new DefenseDescriptor(
            "dice", "dice", "dice", CITATION, List.of("d1"), List.of(), List.of(), false, true));
    Plan plan =
        plan(
            suite(
                List.of(DefenseEntry.of("dice"), DefenseEntry.of("plain")),
                List.of(whiteBox("pgd"))));
    assertThat(plan.cells().get(0).task().randomized()).isTrue();
    assertThat(plan.cells().get(1).task().randomized()).isFalse();
  }

  @Test
  void whatDoesNotExistIsRefused() {
    assertThatThrownBy(() -> plan(whiteBox("pdg")))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("did you mean 'pgd'?");
    Suite suite =
        new Suite(
            "s",
            "",
            "",
            "mnist-mini",
            Split.TEST,
            OptionalInt.empty(),
            new Training("vgg", 1),
            new Budget(Norm.LINF, 0.3),
            Pixels.FLOAT32,
            1,
            OptionalInt.of(20),
            Limits.DEFAULT,
            List.of(),
            List.of(whiteBox("pgd")));
    assertThatThrownBy(() -> plan(suite))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(
            "'plain' does not support the architecture 'vgg'; it supports d1, lenet");
    assertThatThrownBy(
            () ->
                plan(
                    suite(
                        List.of(new DefenseEntry("p", "plain", Map.of("strenght", 1))),
                        List.of(none("noise")))))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("'plain': unknown parameter 'strenght'; did you mean 'strength'?");
  }

  @Test
  void theHeldOutImagesAreOneInTwelveWhateverTheOrder() {
    LabeledImages split = images(120);
    TrainingData data = TrainingData.of("mnist-mini", split);
    assertThat(data.validation().count()).isEqualTo(10);
    assertThat(data.training().count()).isEqualTo(110);
    assertThat(data.training().ids()).doesNotContainAnyElementsOf(data.validation().ids());
    int[] reversed = IntStream.range(0, 120).map(i -> 119 - i).toArray();
    assertThat(TrainingData.of("mnist-mini", split.select(reversed)).validation().ids())
        .containsExactlyInAnyOrderElementsOf(data.validation().ids());
  }

  private void refused(String message, AttackEntry entry) {
    assertThatThrownBy(() -> plan(entry))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining(message);
  }

  private List<String> attackKeys(Suite suite) {
    return plan(suite).tasks().stream()
        .filter(AttackTask.class::isInstance)
        .map(task -> task.key().hex())
        .toList();
  }

  private static List<String> keys(Plan plan) {
    return plan.tasks().stream().map(task -> task.key().hex()).toList();
  }

  private static List<String> titles(Plan plan) {
    return plan.tasks().stream().map(Task::title).toList();
  }

  private Plan plan(AttackEntry... entries) {
    return plan(suite(List.of(), List.of(entries)));
  }

  private Plan plan(Suite suite) {
    PluginCatalog catalog = catalog();
    CheckpointPlanner checkpoints =
        new CheckpointPlanner(catalog, MINI, PlannerTest::data, ENVIRONMENT, true);
    return new Planner(catalog, checkpoints, ENVIRONMENT, suite, slice(), false).plan();
  }

  private PluginCatalog catalog() {
    try {
      Path path = jar.write(folder.resolve("all.jar"));
      PluginJar all = new PluginJar("all", "1", "", path, "a".repeat(64), false);
      return new PluginCatalog(
          List.of(all),
          jars -> Map.of(all, new JarDescription(attacks, defenses, preparations, trainable)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void ship(String name, ModelSpec model) {
    String place = "checkpoints/" + model.method() + "/" + name + "/";
    jar.resource(place + "model.json", Json.canonical(model).getBytes(UTF_8))
        .resource(place + "weights.npz", name.getBytes(UTF_8));
  }

  private static ModelSpec model(
      String method, long seed, String dataset, Map<String, Object> parameters) {
    return new ModelSpec(method, "d1", List.of(1, 28, 28), 10, parameters, seed, dataset);
  }

  private static DefenseDescriptor defense(String id, CheckpointNeed... needs) {
    return defense(id, List.of(Parameter.number("strength", 1, 0, 1, "How much.")), needs);
  }

  private static DefenseDescriptor defense(
      String id, List<Parameter> parameters, CheckpointNeed... needs) {
    return new DefenseDescriptor(
        id, id, id, CITATION, List.of("d1", "lenet"), parameters, List.of(needs), false, false);
  }

  private static PreparationDescriptor preparation(String id, CheckpointNeed... needs) {
    return new PreparationDescriptor(
        id, id, id, CITATION, List.of("d1"), List.of(), List.of(needs));
  }

  private static AttackDescriptor attack(String id, Knowledge needs) {
    return attack(id, needs, List.of());
  }

  private static AttackDescriptor attack(String id, Knowledge needs, List<Parameter> parameters) {
    Set<Goal> goals =
        needs == Knowledge.NONE ? Set.of(Goal.UNTARGETED) : Set.of(Goal.UNTARGETED, Goal.TARGETED);
    return new AttackDescriptor(
        id, id, id, CITATION, needs, Set.of(Norm.LINF), goals, parameters, List.of());
  }

  private static AttackEntry whiteBox(String attack) {
    return entry(attack, Access.WHITE_BOX, Optional.empty());
  }

  private static AttackEntry none(String attack) {
    return entry(attack, Access.NONE, Optional.empty());
  }

  private static AttackEntry targeted(Targets targets) {
    return entry("pgd", Access.WHITE_BOX, Optional.of(targets));
  }

  private static AttackEntry entry(String attack, Access access, Optional<Targets> targets) {
    return new AttackEntry(
        attack, attack, access, Map.of(), List.of(), targets, OptionalLong.empty(), true);
  }

  private static AttackEntry transfer(String attack, long seed, Map<String, Object> parameters) {
    return new AttackEntry(
        "transfer-" + attack,
        attack,
        Access.TRANSFER,
        Map.of(),
        List.of(new SourceEntry("plain", seed, parameters)),
        Optional.empty(),
        OptionalLong.empty(),
        true);
  }

  private static Suite suite(List<DefenseEntry> defenses, List<AttackEntry> attacks) {
    return new Suite(
        "s",
        "",
        "",
        "mnist-mini",
        Split.TEST,
        OptionalInt.empty(),
        new Training("d1", 1),
        new Budget(Norm.LINF, 0.3),
        Pixels.FLOAT32,
        1,
        OptionalInt.of(20),
        Limits.DEFAULT,
        defenses,
        attacks);
  }

  private static Suite withBatch(Suite suite, int batch) {
    return new Suite(
        "s",
        "",
        "",
        "mnist-mini",
        Split.TEST,
        OptionalInt.empty(),
        suite.training(),
        suite.budget(),
        suite.pixels(),
        suite.seed(),
        OptionalInt.of(batch),
        suite.limits(),
        suite.defenses(),
        suite.attacks());
  }

  private static Slice slice() {
    return Slice.of(MINI, images(30));
  }

  private static TrainingData data() {
    return TrainingData.of("mnist-mini", images(24));
  }

  private static LabeledImages images(int count) {
    return new LabeledImages(
        MINI.shape(),
        10,
        new byte[count * MINI.shape().size()],
        IntStream.range(0, count).map(i -> i * 7 % 10).toArray(),
        IntStream.range(0, count).mapToObj(i -> "image-" + i).toList());
  }
}
