package dev.gauntlet.leaderboard.analysis;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Numbers to be drawn. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Lines.class, name = "lines"),
  @JsonSubTypes.Type(value = Surface.class, name = "surface")
})
public sealed interface Figure permits Lines, Surface {
  /** What is drawn, and its unit. */
  String title();
}
