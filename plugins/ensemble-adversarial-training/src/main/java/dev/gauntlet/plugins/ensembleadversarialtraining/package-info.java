/** Training on examples that are made on other, finished models. */
package dev.gauntlet.plugins.ensembleadversarialtraining;
