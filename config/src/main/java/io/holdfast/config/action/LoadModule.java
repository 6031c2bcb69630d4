package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;
import java.util.List;

/**
 * A kernel module and those it needs.
 *
 * @param parameters each {@code NAME=VALUE}, or a name
 */
public record LoadModule(String module, List<String> parameters, Place place) implements Action {

  /** Checks the name. */
  public LoadModule {
    Names.demandModule(module);
    for (String parameter : parameters) {
      if (parameter.startsWith("-") || parameter.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
        throw new IllegalArgumentException(
            Quoted.of(parameter) + " is no parameter of a module; write NAME=VALUE");
      }
    }
    parameters = List.copyOf(parameters);
  }

  /** One without parameters. */
  public LoadModule(String module, Place place) {
    this(module, List.of(), place);
  }

  /** A name, and after it parameters, between spaces. */
  public static LoadModule parse(String text, Place place) {
    List<String> words = List.of(text.strip().split(" +", -1));
    return new LoadModule(words.getFirst(), words.subList(1, words.size()), place);
  }

  @Override
  public String describe() {
    return "load module " + module;
  }
}
