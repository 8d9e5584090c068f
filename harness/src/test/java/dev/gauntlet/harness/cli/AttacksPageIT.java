package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plugins.InstalledAttack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The docs' page of attacks has what their descriptors say. Run with {@code -Dpage.update=true} to
 * write that part of the page, then read the diff.
 */
class AttacksPageIT {
  private static final Path PAGE = Path.of("../docs/attacks.md");
  private static final String BEGIN = "<!-- from the descriptors -->\n";
  private static final String END = "<!-- end -->\n";

  @TempDir private static Path home;
  private static Workbench bench;

  @BeforeAll
  static void open() {
    bench = BuiltIns.open(home);
  }

  @AfterAll
  static void close() {
    if (bench != null) {
      bench.close();
    }
  }

  @Test
  void factsAreThoseOfTheDescriptors() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertThat(begin).isPositive().isLessThanOrEqualTo(end);
    String facts = facts();
    if (Boolean.getBoolean("page.update")) {
      Files.writeString(PAGE, page.substring(0, begin) + facts + page.substring(end));
    }

    assertThat(Files.readString(PAGE)).contains(BEGIN + facts + END);
  }

  @Test
  void everyAttackHasALineOnItsCostAndItsUse() throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    for (String id : bench.catalog().attacks().keySet()) {
      assertThat(lines)
          .as(id)
          .anyMatch(line -> line.matches("\\| `" + id + "` \\| [^|]{3,} \\| [^|]{20,} \\|"));
    }
  }

  private static String facts() {
    StringBuilder facts = new StringBuilder();
    for (InstalledAttack attack : bench.catalog().attacks().values()) {
      AttackDescriptor about = attack.descriptor();
      facts
          .append(
              "### `%s`: %s\n\n%s\n\n".formatted(about.id(), about.title(), about.description()))
          .append(
              "Needs %s%s; norms %s; %s.\n"
                  .formatted(
                      Words.of(about.needs()),
                      attack.trainable() ? " and trains a network of its own" : "",
                      words(about.norms()),
                      words(about.goals())))
          .append("From: %s%s\n\n".formatted(about.citation().text(), url(about)));
      if (!about.parameters().isEmpty()) {
        facts.append("| parameter | default | range | |\n| --- | --- | --- | --- |\n");
        about
            .parameters()
            .forEach(
                parameter ->
                    facts.append(
                        "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                parameter.name(),
                                Words.defaults(parameter),
                                parameter.range().orElse("any"),
                                parameter.description())));
        facts.append('\n');
      }
    }
    return facts.toString();
  }

  private static String url(AttackDescriptor about) {
    return about.citation().url().isEmpty() ? "" : " <" + about.citation().url() + ">";
  }

  private static String words(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(Words::of).sorted().collect(Collectors.joining(", "));
  }
}
