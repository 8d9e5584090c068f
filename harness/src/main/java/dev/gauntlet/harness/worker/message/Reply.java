package dev.gauntlet.harness.worker.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a worker answers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Described.class, name = "described"),
  @JsonSubTypes.Type(value = Advanced.class, name = "advanced"),
  @JsonSubTypes.Type(value = Asked.class, name = "asked"),
  @JsonSubTypes.Type(value = Saved.class, name = "saved"),
  @JsonSubTypes.Type(value = Trained.class, name = "trained"),
  @JsonSubTypes.Type(value = GradientsChecked.class, name = "gradientsChecked"),
  @JsonSubTypes.Type(value = Perturbed.class, name = "perturbed"),
  @JsonSubTypes.Type(value = Classified.class, name = "classified"),
  @JsonSubTypes.Type(value = Scored.class, name = "scored"),
  @JsonSubTypes.Type(value = Detected.class, name = "detected"),
  @JsonSubTypes.Type(value = LayersCompared.class, name = "layersCompared"),
  @JsonSubTypes.Type(value = Probed.class, name = "probed"),
  @JsonSubTypes.Type(value = Inapplicable.class, name = "inapplicable"),
  @JsonSubTypes.Type(value = Failed.class, name = "failed")
})
public sealed interface Reply
    permits Ready,
        Described,
        Interim,
        Trained,
        GradientsChecked,
        Perturbed,
        Classified,
        Scored,
        Detected,
        LayersCompared,
        Probed,
        Inapplicable,
        Failed {}
