package dev.gauntlet.leaderboard.site;

import dev.gauntlet.leaderboard.results.Run;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Renders pages by their templates; everything a template prints is escaped. */
final class Pages {
  private static final Configuration TEMPLATES = configuration();

  private final Path directory;
  private final Run run;

  Pages(Path directory, Run run) {
    this.directory = directory;
    this.run = run;
  }

  /**
   * Writes one page.
   *
   * @param page what it shows, a record of the page package
   * @param path of the file, below the site
   */
  void write(String template, Object page, String path) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    String root = "../".repeat(Path.of(path).getNameCount() - 1);
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      TEMPLATES
          .getTemplate(template)
          .process(Map.of("page", page, "root", root, "run", run), writer);
    } catch (TemplateException e) {
      throw new IllegalStateException("template " + template + " does not fit its page", e);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(Pages.class, "");
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("c");
    configuration.setOutputFormat(PlainHtml.INSTANCE);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setFallbackOnNullLoopVariable(false);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    return configuration;
  }
}
