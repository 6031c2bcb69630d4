package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.ChangePackages;
import io.holdfast.config.action.FileContent;
import io.holdfast.config.action.FirstBoot;
import io.holdfast.config.action.SetNameServers;
import io.holdfast.config.action.SetTimeServers;
import io.holdfast.config.action.Systemctl;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.WriteOverride;
import io.holdfast.config.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.List;

/** Reads what a step wants of the system's own services: names, time, units, packages. */
final class SystemReader {
  private final YamlMapping step;
  private final List<Action> actions;

  SystemReader(YamlMapping step, List<Action> actions) {
    this.step = step;
    this.actions = actions;
  }

  void nameServers() {
    step.optionalMapping("dns")
        .ifPresent(
            dns -> {
              dns.allowOnly("nameservers", "search", "options", "path");
              List<String> servers = dns.optionalTexts("nameservers");
              List<String> search = dns.optionalTexts("search");
              List<String> options = dns.optionalTexts("options");
              TargetPath file =
                  dns.text("path", "").isEmpty()
                      ? SetNameServers.DEFAULT_FILE
                      : dns.parsed("path", TargetPath::new).orElse(SetNameServers.DEFAULT_FILE);
              if (servers.isEmpty()) {
                // As in Kairos: without a server nothing is written.
                return;
              }
              dns.read(d -> new SetNameServers(file, servers, search, options, d.place()))
                  .ifPresent(actions::add);
            });
  }

  void timeServers() {
    step.optionalMapping("timesyncd")
        .filter(mapping -> !mapping.keys().isEmpty())
        .flatMap(m -> m.read(s -> new SetTimeServers(StepReader.variables(s), s.place())))
        .ifPresent(actions::add);
  }

  void firstBoot() {
    step.optionalMapping("systemd_firstboot")
        .filter(mapping -> !mapping.keys().isEmpty())
        .flatMap(m -> m.read(s -> new FirstBoot(StepReader.variables(s), s.place())))
        .ifPresent(actions::add);
  }

  void units(YamlMapping systemctl) {
    List<String> keys = new ArrayList<>();
    for (Systemctl.Verb verb : Systemctl.Verb.values()) {
      keys.add(verb.word());
    }
    keys.add("overrides");
    systemctl.allowOnly(keys, List.of());
    for (Systemctl.Verb verb : Systemctl.Verb.values()) {
      systemctl
          .optionalSequence(verb.word())
          .map(
              units ->
                  units.parsedTexts(
                      unit -> (Action) new Systemctl(verb, unit.value(), unit.place())))
          .ifPresent(actions::addAll);
    }
    systemctl
        .optionalSequence("overrides")
        .ifPresent(list -> list.read(this::override).forEach(actions::addAll));
  }

  /** None for one without a service or a content, which Kairos leaves out, too. */
  private List<Action> override(YamlMapping override) {
    override.allowOnly("service", "name", "content");
    String service = override.text("service", "");
    if (!service.isEmpty()) {
      // A name that cannot be is told even where the override changes nothing.
      override.parsed(
          "service", name -> new Systemctl(Systemctl.Verb.ENABLE, name, override.place()));
    }
    String content = override.text("content", "");
    String name = override.text("name", "");
    if (service.isEmpty() || content.isEmpty()) {
      override
          .problems()
          .note(override.place(), "an override without 'service' or 'content' changes nothing");
      return List.of();
    }
    return List.of(
        new WriteOverride(
            service,
            name.isEmpty() ? WriteOverride.DEFAULT_NAME : name,
            FileContent.of(content),
            override.place()));
  }

  void packages() {
    step.optionalMapping("package_pins")
        .filter(pins -> !pins.keys().isEmpty())
        .ifPresent(
            pins -> {
              StepReader.variables(pins);
              actions.add(
                  new ChangePackages(
                      List.of("pin " + String.join(", ", pins.keys())), pins.place()));
            });
    step.optionalMapping("packages")
        .ifPresent(
            packages -> {
              packages.allowOnly("install", "remove", "refresh", "upgrade");
              List<String> wanted = new ArrayList<>();
              if (packages.flag("refresh", false)) {
                wanted.add("refresh the package lists");
              }
              if (packages.flag("upgrade", false)) {
                wanted.add("upgrade all packages");
              }
              add(wanted, "install", packages.optionalTexts("install"));
              add(wanted, "remove", packages.optionalTexts("remove"));
              if (!wanted.isEmpty()) {
                actions.add(new ChangePackages(wanted, packages.place()));
              }
            });
  }

  private static void add(List<String> wanted, String verb, List<String> names) {
    if (!names.isEmpty()) {
      wanted.add(verb + " " + String.join(", ", names));
    }
  }
}
