package dev.gauntlet.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.training.GradientCollector;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.assertj.core.api.Assertions;

/** Dependencies point one way; all modules but the plugins' are on this class path. */
@AnalyzeClasses(packages = "dev.gauntlet", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String API = "dev.gauntlet.api..";
  private static final String TOOLKIT = "dev.gauntlet.toolkit..";
  private static final String DATASETS = "dev.gauntlet.datasets..";
  private static final String LEADERBOARD = "dev.gauntlet.leaderboard..";
  private static final String HARNESS = "dev.gauntlet.harness..";
  private static final String ENGINES = "dev.gauntlet.engines..";
  private static final String[] ONE_ENGINE = {"ai.djl.mxnet..", "ai.djl.pytorch.."};

  @ArchTest
  static void seesEveryModule(JavaClasses classes) {
    for (String module : new String[] {API, ENGINES, TOOLKIT, DATASETS, LEADERBOARD, HARNESS}) {
      String root = module.substring(0, module.length() - 2);
      Assertions.assertThat(classes)
          .as("classes of %s", root)
          .anyMatch(type -> type.getPackageName().startsWith(root));
    }
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.gauntlet.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule pluginApiKnowsOnlyDjlAndPf4j =
      classes()
          .that()
          .resideInAPackage(API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(API, "java..", "ai.djl..", "org.pf4j..");

  @ArchTest
  static final ArchRule nothingIsBuiltForOneEngine =
      noClasses().should().dependOnClassesThat().resideInAnyPackage(ONE_ENGINE);

  @ArchTest
  static final ArchRule enginesKnowOnlyDjlAndJackson =
      classes()
          .that()
          .resideInAPackage(ENGINES)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(ENGINES, "java..", "ai.djl..", "com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule toolkitKnowsThePluginApiOnly =
      noClasses()
          .that()
          .resideInAPackage(TOOLKIT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DATASETS, LEADERBOARD, HARNESS);

  @ArchTest
  static final ArchRule datasetsKnowNoPluginsAndNoHarness =
      noClasses()
          .that()
          .resideInAPackage(DATASETS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(API, TOOLKIT, LEADERBOARD, HARNESS, "org.pf4j..");

  @ArchTest
  static final ArchRule leaderboardKnowsNoEnginesAndNoPlugins =
      noClasses()
          .that()
          .resideInAPackage(LEADERBOARD)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(API, TOOLKIT, DATASETS, HARNESS, "ai.djl..", "org.pf4j..");

  @ArchTest
  static final ArchRule onlyTheSiteKnowsFreeMarker =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gauntlet.leaderboard.site..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("freemarker..");

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.gauntlet.harness.cli..", ENGINES)
          .should()
          .accessField(System.class, "out");

  @ArchTest
  static final ArchRule onlyTheToolkitAndTheEnginesTestRecordGradients =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.gauntlet.toolkit.gradient..", ENGINES)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(GradientCollector.class);

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gauntlet.harness.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule nothingKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.gauntlet.harness.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.gauntlet.harness.cli..");

  @ArchTest
  static final ArchRule nothingIsAUtilOrAnImplementation =
      noClasses().should().resideInAnyPackage("..util..", "..impl..");
}
