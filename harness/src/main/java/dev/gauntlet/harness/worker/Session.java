package dev.gauntlet.harness.worker;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Preparation;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.harness.plugins.Extensions;
import dev.gauntlet.harness.plugins.JarDescription;
import dev.gauntlet.harness.worker.message.Asked;
import dev.gauntlet.harness.worker.message.CheckArchitecture;
import dev.gauntlet.harness.worker.message.CheckGradients;
import dev.gauntlet.harness.worker.message.Classify;
import dev.gauntlet.harness.worker.message.CompareLayers;
import dev.gauntlet.harness.worker.message.Describe;
import dev.gauntlet.harness.worker.message.Described;
import dev.gauntlet.harness.worker.message.Detect;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Inapplicable;
import dev.gauntlet.harness.worker.message.Perturb;
import dev.gauntlet.harness.worker.message.Prepare;
import dev.gauntlet.harness.worker.message.Probe;
import dev.gauntlet.harness.worker.message.Ready;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.harness.worker.message.Request;
import dev.gauntlet.harness.worker.message.Score;
import dev.gauntlet.harness.worker.message.Start;
import dev.gauntlet.harness.worker.message.Told;
import dev.gauntlet.harness.worker.message.Train;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A worker's side of the conversation: one request after the other, to the plugins it loaded. */
final class Session {
  private static final int LONGEST_TRACE = 8 << 10;

  private final Consumer<Reply> progress;
  private final Function<Asked, Told> harness;
  private Extensions extensions;
  private LazyManager engine;
  private Models models;

  /**
   * A session.
   *
   * @param progress takes what is said before the final reply
   * @param harness answers questions about models that are not here
   */
  Session(Consumer<Reply> progress, Function<Asked, Told> harness) {
    this.progress = progress;
    this.harness = harness;
  }

  /** Answers, whatever happens in the plugin's code. */
  Reply answer(Request request) {
    try {
      return dispatch(request);
    } catch (InapplicableException e) {
      return new Inapplicable(e.getMessage());
    } catch (SourceException e) {
      return new Failed(oneLine(e.getCause()), trace(e), Failed.Fault.SOURCE);
    } catch (Throwable e) {
      // Errors too: a plugin that runs out of stack or misses a class costs its batch, no more.
      return new Failed(oneLine(e), trace(e), Failed.Fault.METHOD);
    }
  }

  private Reply dispatch(Request request) throws Exception {
    if (request instanceof Start start) {
      return start(start);
    }
    if (request instanceof Describe describe) {
      return new Described(describe(Extensions.load(List.of(Path.of(describe.jar())))));
    }
    if (request instanceof Train train) {
      return new Trainer(extensions, engine.get(), models, progress).train(train);
    }
    if (request instanceof Prepare prepare) {
      return prepare(prepare);
    }
    if (request instanceof CheckGradients check) {
      return new GradientChecker(engine.get(), models).check(check);
    }
    if (request instanceof CheckArchitecture check) {
      return new GradientChecker(engine.get(), models).check(check);
    }
    if (request instanceof Perturb perturb) {
      return new Attacker(extensions, engine.get(), models, harness).perturb(perturb);
    }
    if (request instanceof Classify classify) {
      return new Classifications(engine.get(), models).classify(classify);
    }
    if (request instanceof Score score) {
      return new Examiner(engine.get(), models).score(score);
    }
    if (request instanceof Detect detect) {
      return new Examiner(engine.get(), models).detect(detect);
    }
    if (request instanceof CompareLayers compare) {
      return new Examiner(engine.get(), models).compare(compare);
    }
    if (request instanceof Probe probe) {
      return new Prober(engine.get()).probe(probe);
    }
    throw new IllegalStateException("no such request: " + request);
  }

  private Ready start(Start start) {
    extensions = Extensions.load(start.jars().stream().map(Path::of).toList());
    engine = new LazyManager(start.engine(), start.device());
    models = new Models(extensions, engine);
    return new Ready();
  }

  private Ready prepare(Prepare prepare) {
    engine.start();
    models.trim();
    prepare.models().forEach(models::get);
    return new Ready();
  }

  private static JarDescription describe(Extensions offered) {
    return new JarDescription(
        offered.attacks().values().stream().map(Attack::descriptor).toList(),
        offered.defenses().values().stream().map(Defense::descriptor).toList(),
        offered.preparations().values().stream().map(Preparation::descriptor).toList(),
        offered.attacks().entrySet().stream()
            .filter(attack -> attack.getValue() instanceof TrainableAttack)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
  }

  private static String oneLine(Throwable e) {
    String message = e instanceof GauntletException ? e.getMessage() : e.toString();
    return message == null ? e.getClass().getName() : message.lines().findFirst().orElse("");
  }

  private static String trace(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString().substring(0, Math.min(LONGEST_TRACE, trace.getBuffer().length()));
  }

  /** Starts the engine when it is first needed: a worker that only describes needs none. */
  private static final class LazyManager implements Supplier<NDManager> {
    private final String engine;
    private final String device;
    private NDManager manager;

    LazyManager(String engine, String device) {
      this.engine = engine;
      this.device = device;
    }

    void start() {
      if (manager == null) {
        Engine loaded = Engine.getEngine(engine);
        // Without the engine, parsing the name would start the default one.
        manager = loaded.newBaseManager(Device.fromName(device, loaded));
      }
    }

    @Override
    public NDManager get() {
      start();
      return manager;
    }
  }
}
