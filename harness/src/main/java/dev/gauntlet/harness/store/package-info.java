/** The store: finished work by the hash of everything it depends on. */
package dev.gauntlet.harness.store;
