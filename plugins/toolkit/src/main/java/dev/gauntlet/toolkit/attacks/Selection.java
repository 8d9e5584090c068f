package dev.gauntlet.toolkit.attacks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Oracle;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.batches.Rows;
import java.util.List;
import java.util.Optional;

/**
 * What an attack may know, narrowed to some images of its batch: for one attack run on those that
 * another left standing. Their randomness and their quota are those they have in the whole batch.
 */
public final class Selection implements AttackContext {
  private final AttackContext whole;
  private final int[] rows;
  private final Optional<NDArray> targets;

  /**
   * The images at some positions of a batch.
   *
   * @param rows at least one
   * @param manager owns what is made for the selection
   */
  public Selection(AttackContext whole, int[] rows, NDManager manager) {
    this.whole = whole;
    this.rows = rows.clone();
    this.targets = whole.targets().map(all -> Rows.select(all, rows, manager));
  }

  @Override
  public Budget budget() {
    return whole.budget();
  }

  @Override
  public Parameters parameters() {
    return whole.parameters();
  }

  @Override
  public int classes() {
    return whole.classes();
  }

  @Override
  public Differentiable source() {
    return whole.source();
  }

  @Override
  public List<Differentiable> sources() {
    return whole.sources();
  }

  @Override
  public Oracle scores() {
    return narrowed(whole.scores());
  }

  @Override
  public Oracle decisions() {
    return narrowed(whole.decisions());
  }

  @Override
  public Optional<NDArray> targets() {
    return targets;
  }

  @Override
  public boolean successIsFinal() {
    return whole.successIsFinal();
  }

  @Override
  public void reportAdversarial(NDArray images, int[] positions) {
    whole.reportAdversarial(images, Rows.of(rows, positions));
  }

  @Override
  public boolean eightBitPixels() {
    return whole.eightBitPixels();
  }

  @Override
  public Randomness random() {
    return whole.random().select(rows);
  }

  @Override
  public CheckpointReader checkpoint(String role) {
    return whole.checkpoint(role);
  }

  private Oracle narrowed(Oracle oracle) {
    return new Oracle() {
      @Override
      public NDArray ask(NDArray images, int[] positions) {
        return oracle.ask(images, Rows.of(rows, positions));
      }

      @Override
      public long remaining(int position) {
        return oracle.remaining(rows[position]);
      }
    };
  }
}
