package dev.gauntlet.harness.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gauntlet.harness.store.Entry;
import dev.gauntlet.harness.store.Inventory;
import dev.gauntlet.harness.store.Inventory.Damage;
import dev.gauntlet.harness.store.Json;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.store.StoreException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "store",
    description = {
      "Look after what was computed and is kept: checkpoints, perturbed images, predictions. All of"
          + " it can be computed again."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  harness store list",
      "  harness store verify                 check every file against its hash",
      "  harness store gc --max-size 5g       keep what was used last",
    })
final class StoreCommand implements Runnable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "one of list, verify, gc is missing");
  }

  @Command(name = "list", description = "Show every entry, the one used last first.")
  int list() {
    List<Entry> entries = inventory().list();
    Table table = new Table("KIND", "KEY", ">SIZE", "LAST USED", "WHAT");
    for (Entry entry : entries) {
      table.row(
          entry.kind().word(),
          entry.key().brief(),
          Bytes.text(entry.size()),
          TIME.format(entry.used()),
          what(entry));
    }
    table.lines().forEach(out()::println);
    out().println(total(entries));
    return ExitCodes.OK;
  }

  @Command(
      name = "verify",
      description = {
        "Check every file against its hash. Damaged entries are removed and computed again when"
            + " they are needed; exit code 1 if there were any."
      })
  int verify() {
    List<Damage> damages = inventory().verify();
    damages.forEach(damage -> out().println("removed: " + damage.problem()));
    out().println(Words.count(damages.size(), "damaged file") + " found");
    return damages.isEmpty() ? ExitCodes.OK : ExitCodes.SOME_FAILED;
  }

  @Command(name = "gc", description = "Remove what was not used for long.")
  int collect(
      @Option(
              names = "--unused-days",
              paramLabel = "N",
              defaultValue = "90",
              description = "Remove what was not used for N days (default: ${DEFAULT-VALUE}).")
          int days,
      @Option(
              names = "--max-size",
              paramLabel = "SIZE",
              defaultValue = "20g",
              description =
                  "Then remove what was used longest ago until no more than this is left (default:"
                      + " ${DEFAULT-VALUE}).")
          Bytes most) {
    List<Entry> removed = inventory().collect(Duration.ofDays(days), most.count());
    out().println("removed " + total(removed));
    return ExitCodes.OK;
  }

  /** The method that made it, where its task names one. */
  private static String what(Entry entry) {
    Path task = entry.file("task.json");
    if (!Files.isRegularFile(task)) {
      return "";
    }
    try {
      JsonNode tree = Json.read(task, JsonNode.class);
      return tree.path("model").path("method").asText(tree.path("attack").asText(""));
    } catch (StoreException e) {
      return "damaged, try 'harness store verify'";
    }
  }

  private static String total(List<Entry> entries) {
    return (entries.size() == 1
            ? "1 entry"
            : String.format(Locale.ROOT, "%,d entries", entries.size()))
        + ", "
        + Bytes.text(entries.stream().mapToLong(Entry::size).sum());
  }

  private Inventory inventory() {
    PrintWriter err = spec.commandLine().getErr();
    return new Inventory(new Store(home.path(), warning -> err.println("warning: " + warning)));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
