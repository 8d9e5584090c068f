package dev.gauntlet.toolkit.training;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The epochs that a training has behind it, and what they cost.
 *
 * @param epochs in order
 * @param cost of all of them
 */
record Curve(List<Epoch> epochs, Cost cost) {
  static final Curve EMPTY = new Curve(List.of(), Cost.NONE);

  private static final String FILE = "curve.csv";
  private static final List<String> COLUMNS = List.of("epoch", "loss", "clean", "robust");
  private static final String COST = "images forward and backward";

  Curve {
    epochs = List.copyOf(epochs);
  }

  int length() {
    return epochs.size();
  }

  /** With one epoch more. */
  Curve with(Epoch epoch, Cost itsCost) {
    List<Epoch> longer = new ArrayList<>(epochs);
    longer.add(epoch);
    return new Curve(longer, cost.plus(itsCost));
  }

  /** The first of the epochs with the highest merit. */
  Epoch best() {
    Epoch best = epochs.get(0);
    for (Epoch epoch : epochs) {
      best = epoch.merit() > best.merit() ? epoch : best;
    }
    return best;
  }

  /** Whether the last epochs were all no better than an answer that is always the same. */
  boolean stuckAt(double chance, int patience) {
    return length() >= patience
        && epochs.subList(length() - patience, length()).stream()
            .allMatch(epoch -> epoch.clean() <= chance);
  }

  /** Writes every number in full, so that {@link #read} gives back the same curve. */
  void write(CheckpointWriter snapshot) {
    List<String> watched =
        epochs.isEmpty() ? List.of() : List.copyOf(epochs.get(0).watched().keySet());
    StringBuilder text = new StringBuilder();
    text.append(COST + "," + cost.forward() + "," + cost.backward() + "\n");
    text.append(String.join(",", concat(COLUMNS, watched)) + "\n");
    for (Epoch epoch : epochs) {
      text.append(epoch.number() + "," + epoch.loss() + "," + epoch.clean() + ",");
      epoch.robust().ifPresent(text::append);
      watched.forEach(name -> text.append("," + epoch.watched().get(name)));
      text.append('\n');
    }
    try (OutputStream out = snapshot.create(FILE)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CheckpointException("cannot write " + FILE + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws CheckpointException if the file is missing or damaged
   */
  static Curve read(CheckpointReader snapshot) {
    try (InputStream in = snapshot.open(FILE)) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      String[] cost = lines.get(0).split(",", -1);
      String[] columns = lines.get(1).split(",", -1);
      List<Epoch> epochs = lines.stream().skip(2).map(line -> epoch(columns, line)).toList();
      return new Curve(epochs, new Cost(Long.parseLong(cost[1]), Long.parseLong(cost[2])));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      throw new CheckpointException(
          snapshot.origin() + ": cannot read " + FILE + ": " + e.getMessage(), e);
    }
  }

  private static Epoch epoch(String[] columns, String line) {
    String[] parts = line.split(",", -1);
    Map<String, Double> watched = new LinkedHashMap<>();
    for (int i = COLUMNS.size(); i < columns.length; i++) {
      watched.put(columns[i], Double.parseDouble(parts[i]));
    }
    return new Epoch(
        Integer.parseInt(parts[0]),
        Double.parseDouble(parts[1]),
        Double.parseDouble(parts[2]),
        parts[3].isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(Double.parseDouble(parts[3])),
        watched);
  }

  private static List<String> concat(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
