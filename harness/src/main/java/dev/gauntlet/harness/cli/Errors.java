package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Suggestion;
import dev.gauntlet.datasets.DatasetException;
import dev.gauntlet.leaderboard.results.ResultsException;
import dev.gauntlet.leaderboard.site.SiteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever ends a command into one line and an exit code. */
final class Errors {
  private static final List<Class<? extends RuntimeException>> MEANT_FOR_PEOPLE =
      List.of(
          GauntletException.class,
          DatasetException.class,
          ResultsException.class,
          SiteException.class);

  private Errors() {}

  static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    StringBuilder line = new StringBuilder(oneLine(e.getMessage()));
    if (e instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      Suggestion.nearest(word, known(command, word))
          .ifPresent(near -> line.append("; did you mean '").append(near).append("'?"));
    }
    line.append(" (try '").append(command.getCommandSpec().qualifiedName()).append(" --help')");
    command.getErr().println("error: " + line);
    return ExitCodes.WRONG;
  }

  private static Set<String> known(CommandLine command, String word) {
    return word.startsWith("-")
        ? command.getCommandSpec().optionsMap().keySet()
        : command.getSubcommands().keySet();
  }

  static int failed(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println("error: " + oneLine(describe(e)));
    if (debug(command)) {
      e.printStackTrace(err);
    }
    return ExitCodes.WRONG;
  }

  private static boolean debug(CommandLine command) {
    CommandLine root = command;
    while (root.getParent() != null) {
      root = root.getParent();
    }
    return root.getCommand() instanceof HarnessCommand harness && harness.debug();
  }

  private static String describe(Exception e) {
    if (MEANT_FOR_PEOPLE.stream().anyMatch(type -> type.isInstance(e))) {
      return e.getMessage();
    }
    if (e instanceof InvalidPathException path) {
      return PathText.explain(path);
    }
    if (e instanceof UncheckedIOException unchecked) {
      return unchecked.getMessage() + ": " + reason(unchecked.getCause());
    }
    if (e instanceof IOException io) {
      return reason(io);
    }
    return "internal error, please report it with the output of --debug: " + e;
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String oneLine(String message) {
    return PlainWriter.line(String.valueOf(message));
  }
}
