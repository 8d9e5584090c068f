/** Devices: which GPUs there are, and which of them and which engine a run takes. */
package dev.gauntlet.harness.device;
