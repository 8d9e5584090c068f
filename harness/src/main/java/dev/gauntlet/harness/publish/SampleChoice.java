package dev.gauntlet.harness.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Which images to show: first those that fooled somebody, the most fooling ones first, of as many
 * classes as possible; the first ones of the slice among equals, so that the same run shows the
 * same images.
 */
final class SampleChoice {
  private final IntUnaryOperator fooled;
  private final IntUnaryOperator label;

  /**
   * A choice by these measures.
   *
   * @param fooled how many defenses an image fooled
   * @param label an image's true class
   */
  SampleChoice(IntUnaryOperator fooled, IntUnaryOperator label) {
    this.fooled = fooled;
    this.label = label;
  }

  /** At most so many of the images, in their own order. */
  List<Integer> of(List<Integer> images, int wanted) {
    List<Integer> candidates = new ArrayList<>();
    candidates.addAll(
        classesFirst(images.stream().filter(image -> fooled.applyAsInt(image) > 0).toList()));
    candidates.addAll(
        classesFirst(images.stream().filter(image -> fooled.applyAsInt(image) == 0).toList()));
    return candidates.stream().limit(wanted).sorted().toList();
  }

  private List<Integer> classesFirst(List<Integer> images) {
    List<Integer> ordered =
        images.stream()
            .sorted(Comparator.comparingInt(image -> -fooled.applyAsInt(image)))
            .toList();
    List<Integer> firstOfClass = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    Set<Integer> classes = new HashSet<>();
    for (int image : ordered) {
      (classes.add(label.applyAsInt(image)) ? firstOfClass : others).add(image);
    }
    firstOfClass.addAll(others);
    return firstOfClass;
  }
}
