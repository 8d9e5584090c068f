package dev.gauntlet.harness.suite;

import dev.gauntlet.api.Fraction;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of a suite's file, read key by key; whatever is wrong is said with file and line. */
final class Section {
  private static final Pattern BYTES = Pattern.compile("([1-9][0-9]{0,8})([kmg])b?");

  private static final Node EMPTY =
      new MappingNode(Tag.MAP, true, List.of(), null, null, FlowStyle.BLOCK);

  private final String file;
  private final String path;
  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * @param path of the keys that lead here, empty at the top
   * @param known the only keys allowed, or empty where any are
   */
  Section(String file, String path, Node node, List<String> known) {
    this.file = file;
    this.path = path;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, path, "must be a mapping of keys to values");
    }
    for (NodeTuple entry :
        MergeKeys.of(mapping, (where, problem) -> wrong(where, under("<<"), problem))) {
      refuseDecimalComma(mapping, entry);
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (key.isEmpty()) {
        throw wrong(entry.getKeyNode(), path, "has a key that is not a word");
      }
      if (!known.isEmpty() && !known.contains(key)) {
        throw wrong(entry.getKeyNode(), under(key), "is no known key" + suggest(key, known));
      }
      if (values.put(key, entry.getValueNode()) != null) {
        throw wrong(entry.getKeyNode(), under(key), "is given twice; keep one");
      }
    }
  }

  /** To YAML, {@code {epsilon: 0,3}} is a key epsilon that is 0 and a key 3 that is nothing. */
  private void refuseDecimalComma(MappingNode mapping, NodeTuple entry) {
    int before = mapping.getValue().indexOf(entry) - 1;
    if (mapping.getFlowStyle() == FlowStyle.FLOW
        && before >= 0
        && entry.getKeyNode() instanceof ScalarNode decimals
        && decimals.getValue().matches("[0-9]+([eE/].*)?")
        && entry.getValueNode().getTag().equals(Tag.NULL)
        && mapping.getValue().get(before).getKeyNode() instanceof ScalarNode key
        && mapping.getValue().get(before).getValueNode() instanceof ScalarNode number
        && number.getValue().matches("[+-]?[0-9]+")) {
      String given = number.getValue() + "," + decimals.getValue();
      throw wrong(
          number,
          under(key.getValue()),
          "must be a number such as 0.3 or 8/255, got '"
              + given
              + "'"
              + Fraction.hint(given).map(hint -> "; " + hint).orElse(""));
    }
  }

  private static String suggest(String word, List<String> known) {
    return Suggestion.nearest(word, known).map(near -> "; did you mean '" + near + "'?").orElse("")
        + " (known are "
        + String.join(", ", known)
        + ")";
  }

  boolean has(String key) {
    Node value = values.get(key);
    return value != null && !value.getTag().equals(Tag.NULL);
  }

  String text(String key) {
    return scalar(key).getValue();
  }

  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  OptionalLong wholeNumber(String key) {
    if (!has(key)) {
      return OptionalLong.empty();
    }
    OptionalLong number = WholeNumber.parse(text(key));
    if (number.isEmpty()) {
      throw wrongValue(key, "a whole number", Fraction.hint(text(key)));
    }
    return number;
  }

  int positive(String key, int otherwise) {
    long number = wholeNumber(key).orElse(otherwise);
    if (number < 1 || number > Integer.MAX_VALUE) {
      throw wrongValue(key, "a whole number from 1");
    }
    return (int) number;
  }

  /** A number, as a decimal or a fraction such as 8/255. */
  double number(String key) {
    return Fraction.parse(text(key))
        .orElseThrow(
            () -> wrongValue(key, "a number such as 0.3 or 8/255", Fraction.hint(text(key))));
  }

  double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrongValue(key, "true or false");
    };
  }

  /** An amount of memory such as 512m or 2g, in bytes. */
  long bytes(String key, long otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    Matcher matcher = BYTES.matcher(text(key).toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw wrongValue(key, "an amount of memory such as 512m or 2g");
    }
    int shift =
        switch (matcher.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          default -> 30;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }

  /** One of the words of an enumeration. */
  <E> E word(String key, E[] choices, Function<E, String> word) {
    List<String> words = Arrays.stream(choices).map(word).toList();
    String given = text(key);
    for (E choice : choices) {
      if (word.apply(choice).equalsIgnoreCase(given)) {
        return choice;
      }
    }
    throw wrong(
        values.get(key), under(key), "is '" + given + "', which is none" + suggest(given, words));
  }

  <E> Optional<E> optionalWord(String key, E[] choices, Function<E, String> word) {
    return has(key) ? Optional.of(word(key, choices, word)) : Optional.empty();
  }

  /** A mapping below this one; an empty one where the key is missing. */
  Section section(String key, List<String> known) {
    return has(key)
        ? new Section(file, under(key), values.get(key), known)
        : new Section(file, under(key), EMPTY, known);
  }

  /**
   * The entries of a list below this mapping, none where the key is missing.
   *
   * @param known the keys of an entry that is a mapping
   * @param bare the key that an entry which is a single word stands for
   */
  List<Section> entries(String key, List<String> known, String bare) {
    if (!has(key)) {
      return List.of();
    }
    if (!(values.get(key) instanceof SequenceNode sequence)) {
      throw wrongValue(key, "a list: lines that start with '- '");
    }
    List<Section> entries = new ArrayList<>();
    for (Node entry : sequence.getValue()) {
      String where = under(key) + "[" + entries.size() + "]";
      entries.add(
          new Section(file, where, entry instanceof ScalarNode ? map(bare, entry) : entry, known));
    }
    return entries;
  }

  private static Node map(String key, Node value) {
    Node keyNode =
        new ScalarNode(Tag.STR, key, value.getStartMark(), value.getEndMark(), ScalarStyle.PLAIN);
    return new MappingNode(
        Tag.MAP,
        true,
        List.of(new NodeTuple(keyNode, value)),
        value.getStartMark(),
        value.getEndMark(),
        FlowStyle.BLOCK);
  }

  /** All values as written: a method's parameters check and read them by their own types. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    values.keySet().forEach(key -> parameters.put(key, text(key)));
    return parameters;
  }

  /** Makes a record of what was read; what it refuses is said with this section's line. */
  <T> T make(Supplier<T> record) {
    return make("", record);
  }

  /** The same, said with the line of the key that the record is most likely to refuse. */
  <T> T make(String key, Supplier<T> record) {
    try {
      return record.get();
    } catch (GauntletException e) {
      if (e instanceof SuiteException suite && suite.located()) {
        throw suite;
      }
      throw new SuiteException(at(values.getOrDefault(key, node)), e.getMessage());
    }
  }

  /** Where it begins, from 1. */
  int line() {
    return line(node);
  }

  /** Where the value of a key stands, from 1; where the section begins if there is none. */
  int line(String key) {
    return line(values.getOrDefault(key, node));
  }

  private static int line(Node node) {
    return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
  }

  private ScalarNode scalar(String key) {
    Node value = values.get(key);
    if (value == null) {
      throw wrong(node, under(key), "is missing");
    }
    if (value instanceof ScalarNode scalar) {
      return scalar;
    }
    throw wrongValue(key, "a single value");
  }

  private SuiteException wrongValue(String key, String expected) {
    return wrongValue(key, expected, Optional.empty());
  }

  private SuiteException wrongValue(String key, String expected, Optional<String> hint) {
    Node value = values.get(key);
    String given =
        value instanceof ScalarNode scalar ? "'" + scalar.getValue() + "'" : "a list or mapping";
    return wrong(
        value,
        under(key),
        "must be " + expected + ", got " + given + hint.map(how -> "; " + how).orElse(""));
  }

  private SuiteException wrong(Node where, String key, String problem) {
    return new SuiteException(
        at(where), (key.isEmpty() ? "the suite" : "'" + key + "'") + " " + problem);
  }

  private String at(Node where) {
    return where.getStartMark() == null ? file : file + ":" + (where.getStartMark().getLine() + 1);
  }

  private String under(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
