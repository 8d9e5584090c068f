package dev.gauntlet.harness.cli;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.CheckpointNeed;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.PreparationDescriptor;
import dev.gauntlet.harness.plugins.InstalledAttack;
import dev.gauntlet.harness.plugins.InstalledDefense;
import dev.gauntlet.harness.plugins.InstalledPreparation;
import dev.gauntlet.harness.plugins.PluginJar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code plugins info} says. */
final class PluginDescription {
  private final List<String> lines = new ArrayList<>();

  private PluginDescription() {}

  static List<String> of(InstalledAttack attack) {
    AttackDescriptor about = attack.descriptor();
    PluginDescription description = new PluginDescription();
    description.head(about.id(), "attack", about.title(), about.description(), about.citation());
    description.fact("needs", Words.of(about.needs()));
    description.fact("norms", words(about.norms()));
    description.fact("goals", words(about.goals()));
    description.checkpoints(about.checkpoints());
    description.origin(attack.jar());
    description.parameters(about.parameters());
    return description.lines;
  }

  static List<String> of(InstalledDefense defense) {
    DefenseDescriptor about = defense.descriptor();
    PluginDescription description = new PluginDescription();
    description.head(about.id(), "defense", about.title(), about.description(), about.citation());
    description.fact("networks", String.join(", ", about.architectures()));
    description.fact("rejects", about.rejects() ? "yes" : "no");
    description.fact("randomized", about.randomized() ? "yes" : "no");
    description.checkpoints(about.checkpoints());
    description.origin(defense.jar());
    description.parameters(about.parameters());
    return description.lines;
  }

  static List<String> of(InstalledPreparation preparation) {
    PreparationDescriptor about = preparation.descriptor();
    PluginDescription description = new PluginDescription();
    description.head(
        about.id(), "preparation", about.title(), about.description(), about.citation());
    description.fact("networks", String.join(", ", about.architectures()));
    description.checkpoints(about.checkpoints());
    description.origin(preparation.jar());
    description.parameters(about.parameters());
    return description.lines;
  }

  private void head(String id, String kind, String title, String text, Citation citation) {
    lines.add(id + ", " + kind + ": " + title);
    lines.add(PlainWriter.line(text));
    lines.add("");
    fact("from", citation.text() + (citation.url().isEmpty() ? "" : " <" + citation.url() + ">"));
  }

  private void checkpoints(List<CheckpointNeed> needs) {
    if (!needs.isEmpty()) {
      fact(
          "trained on",
          needs.stream()
              .map(need -> need.method() + " as " + need.role())
              .collect(Collectors.joining(", ")));
    }
  }

  private void origin(PluginJar jar) {
    fact("plugin", jar.id() + " " + jar.version() + " by " + jar.provider());
    fact("jar", jar.source() + (jar.builtIn() ? " (built-in)" : ""));
    fact("SHA-256", jar.sha256());
  }

  private void parameters(List<Parameter> parameters) {
    lines.add("");
    if (parameters.isEmpty()) {
      lines.add("It takes no parameters.");
      return;
    }
    Table table = new Table("PARAMETER", "TYPE", "DEFAULT", "RANGE", "");
    for (Parameter parameter : parameters) {
      table.row(
          parameter.name(),
          Words.of(parameter.type()),
          Words.defaults(parameter),
          parameter.range().orElse("any"),
          parameter.description());
    }
    lines.addAll(table.lines());
  }

  private void fact(String name, String value) {
    lines.add(String.format("  %-11s %s", name, PlainWriter.line(value)));
  }

  private static String words(Collection<? extends Enum<?>> constants) {
    return constants.stream().map(Words::of).sorted().collect(Collectors.joining(", "));
  }
}
