package dev.gauntlet.harness.testplugins;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import java.util.ArrayList;
import java.util.List;

/** Says in its description which classes and resources it can see. */
public class Nosy extends NearestMean {
  private static final List<String> CLASSES =
      List.of(
          "java.sql.Connection",
          "dev.gauntlet.api.Attack",
          "ai.djl.ndarray.NDArray",
          "org.slf4j.Logger",
          "org.pf4j.Extension",
          "dev.gauntlet.harness.worker.WorkerMain",
          "dev.gauntlet.datasets.Dataset",
          "com.fasterxml.jackson.databind.ObjectMapper",
          "picocli.CommandLine",
          "org.junit.jupiter.api.Test");

  @Override
  public DefenseDescriptor descriptor() {
    List<String> seen = new ArrayList<>();
    for (String name : CLASSES) {
      try {
        Class.forName(name, false, Nosy.class.getClassLoader());
        seen.add(name);
      } catch (ClassNotFoundException e) {
        // Not seen.
      }
    }
    ClassLoader own = Nosy.class.getClassLoader();
    for (String name : List.of("own.txt", "junit-platform.properties", "suites/quick.yaml")) {
      if (own.getResource(name) != null) {
        seen.add(name);
      }
    }
    return new DefenseDescriptor(
        "nosy",
        "Nosy",
        String.join(" ", seen),
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(),
        List.of(),
        false,
        false);
  }
}
