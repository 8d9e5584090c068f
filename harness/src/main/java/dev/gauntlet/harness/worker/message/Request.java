package dev.gauntlet.harness.worker.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the harness asks of a worker; each gets one final reply. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "request")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Start.class, name = "start"),
  @JsonSubTypes.Type(value = Describe.class, name = "describe"),
  @JsonSubTypes.Type(value = Train.class, name = "train"),
  @JsonSubTypes.Type(value = Prepare.class, name = "prepare"),
  @JsonSubTypes.Type(value = CheckGradients.class, name = "checkGradients"),
  @JsonSubTypes.Type(value = CheckArchitecture.class, name = "checkArchitecture"),
  @JsonSubTypes.Type(value = Perturb.class, name = "perturb"),
  @JsonSubTypes.Type(value = Classify.class, name = "classify"),
  @JsonSubTypes.Type(value = Score.class, name = "score"),
  @JsonSubTypes.Type(value = Detect.class, name = "detect"),
  @JsonSubTypes.Type(value = CompareLayers.class, name = "compareLayers"),
  @JsonSubTypes.Type(value = Probe.class, name = "probe"),
  @JsonSubTypes.Type(value = Told.class, name = "told")
})
public sealed interface Request
    permits Start,
        Describe,
        Train,
        Prepare,
        CheckGradients,
        CheckArchitecture,
        Perturb,
        Classify,
        Score,
        Detect,
        CompareLayers,
        Probe,
        Told {}
