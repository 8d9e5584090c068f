/** Workers: forked processes that run plugins' code, and the harness's end of the line to them. */
package dev.gauntlet.harness.worker;
