/**
 * The engines of this distribution, and whether they compute right on this machine: known answers,
 * asked in a process of its own, and the environment in which the engine gives them.
 */
package dev.gauntlet.engines;
