package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.SourceEntry;
import dev.gauntlet.harness.suite.SuiteException;
import dev.gauntlet.harness.suite.SuiteFile;
import dev.gauntlet.harness.suite.SuiteFile.Entry;
import java.util.Map;

/** Whether all that a suite's file names is installed and takes the parameters it gives. */
final class SuiteCheck {
  private final SuiteFile file;
  private final PluginCatalog catalog;

  SuiteCheck(SuiteFile file, PluginCatalog catalog) {
    this.file = file;
    this.catalog = catalog;
  }

  /**
   * Checks every entry.
   *
   * @throws SuiteException with the file and the line of the first that cannot be
   */
  void run() {
    for (DefenseEntry defense : file.suite().defenses()) {
      at(Entry.defense(defense.id()), () -> defense(defense.defense(), defense.parameters()));
    }
    for (AttackEntry attack : file.suite().attacks()) {
      at(
          Entry.attack(attack.id()),
          () -> {
            Parameters.of(
                catalog.attack(attack.attack()).descriptor().parameters(), attack.parameters());
            for (SourceEntry source : attack.sources()) {
              defense(source.defense(), source.parameters());
            }
          });
    }
  }

  private void defense(String id, Map<String, Object> parameters) {
    Parameters.of(catalog.defense(id).descriptor().parameters(), parameters);
  }

  private void at(Entry entry, Runnable check) {
    try {
      check.run();
    } catch (GauntletException e) {
      throw file.problem(entry, entry.kind() + " '" + entry.id() + "': " + e.getMessage());
    }
  }
}
