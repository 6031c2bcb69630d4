package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.LoadModule;
import io.holdfast.config.action.RunCommand;
import io.holdfast.config.action.SetEnvironment;
import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.SetSysctl;
import io.holdfast.config.action.Systemctl;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads one step of a stage into its actions, in the order in which Kairos does them. */
final class StepReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "if",
          "directories",
          "files",
          "commands",
          "hostname",
          "sysctl",
          "users",
          "authorized_keys",
          "modules",
          "systemctl",
          "environment",
          "environment_file");

  private final YamlMapping step;
  private final List<Action> actions = new ArrayList<>();

  private StepReader(YamlMapping step) {
    this.step = step;
  }

  static Step read(Moment moment, YamlMapping step) {
    step.allowOnly(KEYS, KairosKeys.STEP);
    return new Step(
        moment,
        step.text("name", ""),
        step.optionalText("if").orElse(null),
        new StepReader(step).actions(),
        step.place());
  }

  private List<Action> actions() {
    step.optionalSequence("directories").map(FileReader::folders).ifPresent(actions::addAll);
    step.optionalSequence("files").map(FileReader::files).ifPresent(actions::addAll);
    each("commands", text -> RunCommand.shell(text.value(), text.place()));
    step.parsed("hostname", name -> new SetHostname(name, step.placeOf("hostname")))
        .ifPresent(actions::add);
    step.optionalMapping("sysctl").ifPresent(this::sysctl);
    step.find("users")
        .map(UserReader::read)
        .ifPresent(
            users -> {
              actions.addAll(users.accounts());
              actions.addAll(users.keys());
            });
    step.optionalMapping("authorized_keys").ifPresent(this::authorizedKeys);
    each("modules", text -> new LoadModule(text.value(), text.place()));
    step.optionalMapping("systemctl").ifPresent(this::systemctl);
    environment();
    return actions;
  }

  private void each(String key, Function<Placed<String>, Action> maker) {
    step.optionalSequence(key).map(list -> list.parsedTexts(maker)).ifPresent(actions::addAll);
  }

  private void sysctl(YamlMapping sysctl) {
    for (String key : sysctl.keys()) {
      sysctl
          .demandParsed(key, value -> new SetSysctl(key, value, sysctl.placeOf(key)))
          .ifPresent(actions::add);
    }
  }

  private void authorizedKeys(YamlMapping byUser) {
    for (String user : byUser.keys()) {
      try {
        actions.add(
            new AuthorizeKeys(user, UserReader.keys(byUser.sequence(user)), byUser.placeOf(user)));
      } catch (IllegalArgumentException e) {
        byUser.problems().add(byUser.placeOf(user), String.valueOf(e.getMessage()));
      }
    }
  }

  private void systemctl(YamlMapping systemctl) {
    List<String> verbs = new ArrayList<>();
    for (Systemctl.Verb verb : Systemctl.Verb.values()) {
      verbs.add(verb.word());
    }
    systemctl.allowOnly(verbs, KairosKeys.SYSTEMCTL);
    for (Systemctl.Verb verb : Systemctl.Verb.values()) {
      systemctl
          .optionalSequence(verb.word())
          .map(
              units ->
                  units.parsedTexts(
                      unit -> (Action) new Systemctl(verb, unit.value(), unit.place())))
          .ifPresent(actions::addAll);
    }
  }

  private void environment() {
    TargetPath file =
        step.parsed("environment_file", TargetPath::new).orElse(SetEnvironment.DEFAULT_FILE);
    step.optionalMapping("environment")
        .flatMap(mapping -> mapping.read(m -> new SetEnvironment(file, variables(m), m.place())))
        .ifPresent(actions::add);
  }

  /** A variable without a value is empty, as in Kairos. */
  private static Map<String, String> variables(YamlMapping mapping) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String name : mapping.keys()) {
      YamlNode value = mapping.find(name).orElse(null);
      if (value == null) {
        variables.put(name, "");
      } else if (value instanceof YamlScalar scalar) {
        variables.put(name, scalar.text());
      } else {
        value.problem("'" + name + "' must be one value, not " + value.kind());
      }
    }
    return variables;
  }
}
