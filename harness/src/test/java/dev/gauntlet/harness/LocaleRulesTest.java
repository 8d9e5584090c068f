package dev.gauntlet.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing that Gauntlet writes or reads depends on the machine's language. Error Prone's {@code
 * DefaultLocale} holds that at every call that it sees; these are the ways past it.
 */
class LocaleRulesTest {
  private static final Set<String> FORMATS =
      Set.of("format", "formatted", "ofPattern", "printf", "toLowerCase", "toUpperCase");

  private static final Pattern FORMATTING_REFERENCE =
      Pattern.compile("::formatted|String::format|::printf");

  private static final ArchRule RULE =
      noClasses()
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe("asks for the machine's locale", LocaleRulesTest::asks));

  @Test
  void everyModuleNamesItsLocale() throws IOException {
    JavaClasses classes = new ClassFileImporter().importPaths(modules());

    assertThat(classes).anyMatch(type -> type.getName().startsWith("dev.gauntlet.plugins.pgd."));
    assertThat(classes).anyMatch(type -> type.getName().startsWith("dev.gauntlet.datasets."));
    assertThatCode(() -> RULE.check(classes)).doesNotThrowAnyException();
  }

  /** The compiler makes calls of them in which Error Prone sees none, and ArchUnit no reference. */
  @Test
  void noReferenceFormats() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path classes : modules()) {
      try (Stream<Path> files = Files.walk(classes.resolve("../../src/main"))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
          Files.readAllLines(file).stream()
              .filter(line -> FORMATTING_REFERENCE.matcher(line).find())
              .forEach(line -> found.add(file.normalize() + ": " + line.strip()));
        }
      }
    }

    assertThat(FORMATTING_REFERENCE.matcher("mapToObj(\"data_batch_%d\"::formatted)").find())
        .isTrue();
    assertThat(found).isEmpty();
  }

  @Test
  void theRuleSeesWhatItForbids() {
    for (Class<?> type : List.of(Reference.class, Printing.class, Default.class, Scanning.class)) {
      JavaClasses classes = new ClassFileImporter().importClasses(type);
      assertThatExceptionOfType(AssertionError.class)
          .as(type.getSimpleName())
          .isThrownBy(() -> RULE.check(classes));
    }
  }

  /** The compiled classes of all modules, the plugins' among them, which are on no class path. */
  private static List<Path> modules() throws IOException {
    try (Stream<Path> top = Files.list(Path.of(".."));
        Stream<Path> plugins = Files.list(Path.of("../plugins"))) {
      return Stream.concat(top, plugins)
          // The benchmarks are built on demand: their classes may be of any age.
          .filter(module -> !module.endsWith("benchmarks"))
          .map(module -> module.resolve("target/classes"))
          .filter(Files::isDirectory)
          .toList();
    }
  }

  private static boolean asks(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    return (access instanceof JavaMethodReference reference
            && (owner.isEquivalentTo(String.class) || owner.isEquivalentTo(DateTimeFormatter.class))
            && FORMATS.contains(name)
            && reference.getTarget().getRawParameterTypes().stream()
                .noneMatch(type -> type.isEquivalentTo(Locale.class)))
        || ((owner.isEquivalentTo(PrintStream.class) || owner.isEquivalentTo(PrintWriter.class))
            && FORMATS.contains(name)
            && !access.getTarget().getFullName().contains(Locale.class.getName()))
        || owner.isEquivalentTo(Scanner.class)
        || (owner.isEquivalentTo(DateTimeFormatter.class) && name.startsWith("ofLocalized"))
        || (owner.isEquivalentTo(Locale.class) && name.equals("getDefault"));
  }

  @SuppressWarnings("unused") // the rule's prey
  private static final class Reference {
    final UnaryOperator<String> lower = String::toLowerCase;
  }

  @SuppressWarnings("unused") // the rule's prey
  private static final class Printing {
    void print() {
      System.out.printf("%d", 1);
    }
  }

  @SuppressWarnings("unused") // the rule's prey
  private static final class Default {
    final Locale locale = Locale.getDefault();
  }

  @SuppressWarnings("unused") // the rule's prey
  private static final class Scanning {
    double number(String text) {
      try (Scanner scanner = new Scanner(text)) {
        return scanner.nextDouble();
      }
    }
  }
}
