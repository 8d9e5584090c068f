package dev.gauntlet.harness.suite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The entries of a mapping with those that its merge key {@code <<} takes over from other mappings.
 * As <a href="https://yaml.org/type/merge.html">YAML's merge key type</a> has it: a key of the
 * mapping itself wins over a merged one, an earlier mapping of a list over a later one, and a value
 * is taken over or replaced as a whole.
 */
final class MergeKeys {
  private final BiFunction<Node, String, SuiteException> problem;
  private final List<NodeTuple> merged = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Node> open = new ArrayDeque<>();

  private MergeKeys(BiFunction<Node, String, SuiteException> problem) {
    this.problem = problem;
  }

  /**
   * The entries of a mapping.
   *
   * @param problem makes what is thrown of a place and what is wrong there
   * @return its own ones as they are written, duplicates included, then the merged ones
   * @throws SuiteException if it merges what is no mapping, or itself
   */
  static List<NodeTuple> of(MappingNode mapping, BiFunction<Node, String, SuiteException> problem) {
    MergeKeys keys = new MergeKeys(problem);
    keys.open.push(mapping);
    List<NodeTuple> own =
        mapping.getValue().stream().filter(entry -> !isMerge(entry.getKeyNode())).toList();
    own.forEach(entry -> keys.taken.add(word(entry.getKeyNode())));
    keys.followMerges(mapping);
    List<NodeTuple> all = new ArrayList<>(own);
    all.addAll(keys.merged);
    return all;
  }

  private static boolean isMerge(Node key) {
    return key.getTag().equals(Tag.MERGE);
  }

  private static String word(Node key) {
    return key instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private void followMerges(MappingNode mapping) {
    List<NodeTuple> merges =
        mapping.getValue().stream().filter(entry -> isMerge(entry.getKeyNode())).toList();
    if (merges.size() > 1) {
      throw problem.apply(
          merges.get(1).getKeyNode(), "is given twice; merge a list, as in <<: [*a, *b]");
    }
    for (NodeTuple merge : merges) {
      Node value = merge.getValueNode();
      List<Node> sources =
          value instanceof SequenceNode sequence ? sequence.getValue() : List.of(value);
      sources.forEach(source -> merge(source, merge.getKeyNode()));
    }
  }

  private void merge(Node source, Node key) {
    if (!(source instanceof MappingNode mapping)) {
      throw problem.apply(key, "must merge a mapping or a list of mappings, as in <<: *name");
    }
    if (open.contains(mapping)) {
      throw problem.apply(key, "merges a mapping into itself");
    }
    // What was merged before has nothing to add; without this, a short file could make long work.
    if (!done.add(mapping)) {
      return;
    }
    open.push(mapping);
    for (NodeTuple entry : mapping.getValue()) {
      if (!isMerge(entry.getKeyNode()) && taken.add(word(entry.getKeyNode()))) {
        merged.add(entry);
      }
    }
    followMerges(mapping);
    open.pop();
  }
}
