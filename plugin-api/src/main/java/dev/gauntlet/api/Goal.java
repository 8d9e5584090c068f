package dev.gauntlet.api;

/** What counts as success for an attack. */
public enum Goal {
  /** Any label but the true one. */
  UNTARGETED,
  /** One given label per image. */
  TARGETED
}
