package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.LoadModule;
import io.holdfast.config.action.RunCommand;
import io.holdfast.config.action.SetEnvironment;
import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.SetSysctl;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads one step of a stage into its actions, in the order in which Kairos does them: name servers,
 * downloads, git, entities, folders, files, commands, deleted entities, hostname, kernel
 * parameters, users, keys, modules, time servers, units, environment, first boot, datasource,
 * layout, pins, packages, images.
 */
final class StepReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "if",
          "if_files",
          "node",
          "only_os",
          "only_os_version",
          "only_arch",
          "only_service_manager",
          "after",
          "required",
          "dns",
          "downloads",
          "git",
          "ensure_entities",
          "directories",
          "files",
          "commands",
          "delete_entities",
          "hostname",
          "sysctl",
          "users",
          "authorized_keys",
          "modules",
          "timesyncd",
          "systemctl",
          "environment",
          "environment_file",
          "systemd_firstboot",
          "datasource",
          "layout",
          "package_pins",
          "packages",
          "unpack_images");

  private final YamlMapping step;
  private final List<Action> actions = new ArrayList<>();

  private StepReader(YamlMapping step) {
    this.step = step;
  }

  static Step read(String stage, String document, YamlMapping step) {
    step.allowOnlyNoting(KEYS, KairosKeys.STEP);
    return new Step(
        stage,
        document,
        step.text("name", ""),
        ConditionsReader.read(step),
        step.optionalSequence("after").map(ConditionsReader::after).orElse(List.of()),
        step.flag("required", false),
        new StepReader(step).actions(),
        step.place());
  }

  private List<Action> actions() {
    SystemReader system = new SystemReader(step, actions);
    system.nameServers();
    step.optionalSequence("downloads").map(SourceReader::downloads).ifPresent(actions::addAll);
    step.optionalMapping("git").flatMap(SourceReader::git).ifPresent(actions::add);
    step.optionalSequence("ensure_entities")
        .map(list -> EntityReader.read(list, true))
        .ifPresent(actions::addAll);
    step.optionalSequence("directories").map(FileReader::folders).ifPresent(actions::addAll);
    step.optionalSequence("files").map(FileReader::files).ifPresent(actions::addAll);
    each("commands", text -> RunCommand.shell(text.value(), text.place()));
    step.optionalSequence("delete_entities")
        .map(list -> EntityReader.read(list, false))
        .ifPresent(actions::addAll);
    hostname();
    step.optionalMapping("sysctl").ifPresent(this::sysctl);
    step.find("users")
        .map(UserReader::read)
        .ifPresent(
            users -> {
              actions.addAll(users.accounts());
              actions.addAll(users.keys());
            });
    step.optionalMapping("authorized_keys").ifPresent(this::authorizedKeys);
    each("modules", text -> LoadModule.parse(text.value(), text.place()));
    system.timeServers();
    step.optionalMapping("systemctl").ifPresent(system::units);
    environment();
    system.firstBoot();
    step.optionalMapping("datasource").flatMap(SourceReader::datasource).ifPresent(actions::add);
    step.optionalMapping("layout").flatMap(LayoutReader::read).ifPresent(actions::add);
    system.packages();
    step.optionalSequence("unpack_images").map(SourceReader::images).ifPresent(actions::addAll);
    return actions;
  }

  private void each(String key, Function<Placed<String>, Action> maker) {
    step.optionalSequence(key).map(list -> list.parsedTexts(maker)).ifPresent(actions::addAll);
  }

  private void hostname() {
    Optional<String> name = step.optionalText("hostname");
    if (name.isPresent() && !name.get().isEmpty()) {
      step.parsed("hostname", text -> new SetHostname(text, step.placeOf("hostname")))
          .ifPresent(actions::add);
    }
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
      if (!byUser.has(user)) {
        continue;
      }
      List<SshKey> keys = UserReader.keys(byUser.sequence(user));
      try {
        actions.add(new AuthorizeKeys(user, keys, byUser.placeOf(user)));
      } catch (IllegalArgumentException e) {
        UserReader.leaveOut(byUser.placeOf(user), e, byUser.problems());
      }
    }
  }

  private void environment() {
    TargetPath file =
        step.optionalText("environment_file").filter(String::isEmpty).isPresent()
            ? SetEnvironment.DEFAULT_FILE
            : step.parsed("environment_file", TargetPath::new).orElse(SetEnvironment.DEFAULT_FILE);
    step.optionalMapping("environment")
        .filter(mapping -> !mapping.keys().isEmpty())
        .flatMap(mapping -> mapping.read(m -> new SetEnvironment(file, variables(m), m.place())))
        .ifPresent(actions::add);
  }

  /** Names to values; one without a value is empty, as in Kairos. */
  static Map<String, String> variables(YamlMapping mapping) {
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
