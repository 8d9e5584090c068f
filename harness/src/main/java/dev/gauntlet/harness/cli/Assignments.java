package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters as one option gives several of them: {@code lambda=0.2,epochs=4}. */
final class Assignments {
  private Assignments() {}

  /**
   * Takes them apart.
   *
   * @param option for the message
   * @param given the option's values; of a name that comes twice the last counts
   * @throws GauntletException if a part has no name and no value
   */
  static Map<String, Object> of(String option, List<String> given) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (String text : given) {
      for (String part : text.split(",", -1)) {
        int sign = part.indexOf('=');
        if (sign < 1) {
          throw new GauntletException(
              option
                  + " '"
                  + text
                  + "': '"
                  + part
                  + "' is no KEY=VALUE; a comma begins the next parameter, and the decimal sign is"
                  + " a point");
        }
        parameters.put(part.substring(0, sign), part.substring(sign + 1));
      }
    }
    return parameters;
  }
}
