package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plugins.InstalledAttack;
import dev.gauntlet.harness.plugins.InstalledDefense;
import dev.gauntlet.harness.plugins.InstalledPreparation;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.plugins.PluginException;
import dev.gauntlet.harness.plugins.PluginJar;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "plugins",
    description = "Show the installed attacks and defenses, and what trainings prepare.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "A plugin is a jar. Copy it into plugins/, and it takes part:",
      "  cp my-attack.jar plugins/",
      "  harness plugins list",
      "  harness evaluate --all",
    })
final class PluginsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of list, info is missing");
  }

  @Command(
      name = "list",
      description = "List attacks, defenses and preparations with the jar each comes from.")
  int list(@Mixin PluginOptions options) {
    with(
        options,
        catalog -> {
          Table table = new Table("ID", "KIND", "TITLE", "NEEDS", "PLUGIN", "VERSION", "FROM");
          for (InstalledDefense defense : catalog.defenses().values()) {
            row(
                table,
                defense.descriptor().id(),
                "defense",
                defense.descriptor().title(),
                "",
                defense.jar());
          }
          for (InstalledAttack attack : catalog.attacks().values()) {
            row(
                table,
                attack.descriptor().id(),
                "attack",
                attack.descriptor().title(),
                Words.of(attack.descriptor().needs()),
                attack.jar());
          }
          for (InstalledPreparation preparation : catalog.preparations().values()) {
            row(
                table,
                preparation.descriptor().id(),
                "preparation",
                preparation.descriptor().title(),
                "",
                preparation.jar());
          }
          table.lines().forEach(out()::println);
        });
    return ExitCodes.OK;
  }

  private static void row(
      Table table, String id, String kind, String title, String needs, PluginJar jar) {
    table.row(
        id,
        kind,
        title,
        needs,
        jar.id(),
        jar.version(),
        jar.builtIn() ? "built-in" : jar.source().toString());
  }

  @Command(
      name = "info",
      description = "Show an attack or a defense with its parameters, defaults and citation.")
  int info(
      @Parameters(paramLabel = "ID", description = "For example pgd.") String id,
      @Mixin PluginOptions options) {
    with(
        options,
        catalog -> {
          List<List<String>> found = new ArrayList<>();
          if (catalog.attacks().containsKey(id)) {
            found.add(PluginDescription.of(catalog.attack(id)));
          }
          if (catalog.defenses().containsKey(id)) {
            found.add(PluginDescription.of(catalog.defense(id)));
          }
          if (catalog.preparations().containsKey(id)) {
            found.add(PluginDescription.of(catalog.preparations().get(id)));
          }
          if (found.isEmpty()) {
            throw unknown(id, catalog);
          }
          found.forEach(lines -> lines.forEach(out()::println));
        });
    return ExitCodes.OK;
  }

  private static PluginException unknown(String id, PluginCatalog catalog) {
    List<String> ids = new ArrayList<>(catalog.attacks().keySet());
    ids.addAll(catalog.defenses().keySet());
    ids.addAll(catalog.preparations().keySet());
    return new PluginException("there is no attack or defense '" + id + "'" + Words.known(id, ids));
  }

  private void with(PluginOptions options, Consumer<PluginCatalog> action) {
    PrintWriter err = spec.commandLine().getErr();
    try (Workbench bench = options.openToDescribe(err)) {
      action.accept(bench.catalog());
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
