package dev.gauntlet.testkit;

import dev.gauntlet.api.CheckpointReader;
import java.util.Map;

/** A needed checkpoint with the parameters it was trained with. */
public record TrainedNeed(CheckpointReader checkpoint, Map<String, Object> parameters) {}
