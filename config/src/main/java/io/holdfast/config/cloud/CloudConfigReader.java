package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.RunCommand;
import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.WriteFile;
import io.holdfast.config.content.ContentChannels;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads one file after the other onto what was read before. Collects problems; never throws. */
final class CloudConfigReader {
  private static final List<String> HEADERS =
      List.of("#cloud-config", "#kairos-config", "#node-config");

  private static final List<String> KEYS =
      List.of(
          "name",
          "hostname",
          "users",
          "ssh_authorized_keys",
          "write_files",
          "runcmd",
          "install",
          "recovery",
          "content",
          "stages");

  private final Problems problems;

  CloudConfigReader(Problems problems) {
    this.problems = problems;
  }

  /** The configuration with this file added; as it was before, if something is wrong with it. */
  CloudConfig read(CloudConfig before, String source, String text) {
    if (!hasHeader(text)) {
      problems.add(
          Place.startOf(source), "the first line must be '#cloud-config', and nothing else");
      return before;
    }
    YamlNode root = YamlDocument.parse(source, text, problems);
    refuseTemplates(root);
    if (root instanceof YamlMapping top) {
      return top.read(mapping -> readTop(before, mapping)).orElse(before);
    }
    if (!root.isNull()) {
      root.problem("it must be a mapping of keys, not " + root.kind());
    }
    return before;
  }

  private static CloudConfig readTop(CloudConfig before, YamlMapping top) {
    top.allowOnly(KEYS, KairosKeys.TOP);
    top.optionalText("name");
    UserReader.Users users = top.find("users").map(UserReader::read).orElse(UserReader.Users.NONE);
    List<Action> files =
        top.optionalSequence("write_files").map(FileReader::files).orElse(List.of());
    return new CloudConfig(
        top.parsed("hostname", name -> new SetHostname(name, top.placeOf("hostname")))
            .orElse(before.hostname()),
        joined(before.users(), users.accounts()),
        joined(before.keys(), joined(users.keys(), sharedKeys(top, users))),
        joined(before.files(), files.stream().map(WriteFile.class::cast).toList()),
        joined(
            before.commands(),
            top.optionalSequence("runcmd").map(CloudConfigReader::commands).orElse(List.of())),
        top.optionalMapping("install")
            .flatMap(install -> install.read(m -> install(before.install(), m)))
            .orElse(before.install()),
        top.optionalMapping("recovery")
            .flatMap(recovery -> recovery.read(m -> recovery(before.recovery(), m)))
            .orElse(before.recovery()),
        joined(
            before.content(),
            top.optionalSequence("content")
                .map(list -> ContentChannels.read(list, before.content()))
                .orElse(List.of())),
        joined(before.steps(), steps(top)));
  }

  /**
   * As in Kairos: keys of the top level are every user's of that file, or root's if it has none.
   */
  private static List<AuthorizeKeys> sharedKeys(YamlMapping top, UserReader.Users users) {
    List<SshKey> keys =
        top.optionalSequence("ssh_authorized_keys").map(UserReader::keys).orElse(List.of());
    if (keys.isEmpty()) {
      return List.of();
    }
    Place place = top.placeOf("ssh_authorized_keys");
    if (users.accounts().isEmpty()) {
      return List.of(new AuthorizeKeys("root", keys, place));
    }
    return users.accounts().stream()
        .map(user -> new AuthorizeKeys(user.name(), keys, place))
        .toList();
  }

  /** Each a line for the shell, or a list of program and arguments as in cloud-init. */
  private static List<RunCommand> commands(YamlSequence list) {
    List<RunCommand> commands = new ArrayList<>();
    for (YamlNode item : list.items()) {
      try {
        if (item instanceof YamlSequence arguments) {
          commands.add(new RunCommand(arguments.texts(), item.place()));
        } else if (item instanceof YamlScalar scalar && !item.isNull()) {
          commands.add(RunCommand.shell(scalar.text(), item.place()));
        } else {
          item.problem("must be a command or a list of its arguments, not " + item.kind());
        }
      } catch (IllegalArgumentException e) {
        item.problem(String.valueOf(e.getMessage()));
      }
    }
    return commands;
  }

  private static InstallOptions install(InstallOptions before, YamlMapping install) {
    install.allowOnly(
        List.of(
            "auto",
            "device",
            "reboot",
            "poweroff",
            "bind_mounts",
            "ephemeral_mounts",
            "partitions"),
        KairosKeys.INSTALL);
    Optional<YamlMapping> partitions = install.optionalMapping("partitions");
    partitions.ifPresent(p -> p.allowOnly(List.of("oem", "persistent"), KairosKeys.PARTITIONS));
    String device = install.text("device", before.device());
    if (device.startsWith("script://")) {
      install.problemWith("device", "Holdfast does not support 'script://' yet");
      device = before.device();
    }
    return new InstallOptions(
        install.flag("auto", before.auto()),
        device,
        install.flag("reboot", before.reboot()),
        install.flag("poweroff", before.poweroff()),
        joined(before.bindMounts(), paths(install, "bind_mounts", PersistentFolder::new)),
        joined(before.ephemeralMounts(), paths(install, "ephemeral_mounts", TargetPath::new)),
        partitions.flatMap(p -> size(p, "oem", before.oem())).orElse(before.oem()),
        partitions
            .flatMap(p -> size(p, "persistent", before.persistent()))
            .orElse(before.persistent()));
  }

  private static RecoveryOptions recovery(RecoveryOptions before, YamlMapping recovery) {
    recovery.allowOnly(List.of("repair_from"), List.of());
    return recovery.parsed("repair_from", from -> new RecoveryOptions(from)).orElse(before);
  }

  private static <T> List<T> paths(YamlMapping install, String key, Function<String, T> reader) {
    return install
        .optionalSequence(key)
        .map(list -> list.parsedTexts(text -> reader.apply(text.value())))
        .orElse(List.of());
  }

  private static Optional<PartitionSize> size(
      YamlMapping partitions, String key, PartitionSize before) {
    return partitions
        .optionalMapping(key)
        .flatMap(
            mapping ->
                mapping.read(
                    partition -> {
                      partition.allowOnly(List.of("size", "fs"), KairosKeys.PARTITION);
                      if (!partition.text("fs", "ext4").equals("ext4")) {
                        partition.problemWith("fs", "Holdfast supports only ext4 here yet");
                      }
                      return new PartitionSize(
                          partition.number(
                              "size", 0, PartitionSize.MAX_MEBIBYTES, before.mebibytes()));
                    }));
  }

  private static List<Step> steps(YamlMapping top) {
    List<Step> steps = new ArrayList<>();
    Optional<YamlMapping> stages = top.optionalMapping("stages");
    stages.ifPresent(
        mapping -> {
          mapping.allowOnly(
              Moment.all().stream().map(Moment::toString).toList(),
              KairosKeys.stages(mapping.keys()));
          for (String key : mapping.keys()) {
            Moment.of(key)
                .flatMap(
                    moment ->
                        mapping
                            .optionalSequence(key)
                            .map(list -> list.read(step -> StepReader.read(moment, step))))
                .ifPresent(steps::addAll);
          }
        });
    return steps;
  }

  /** Kairos fills in templates in every value; a node that took them as they stand would differ. */
  private static void refuseTemplates(YamlNode node) {
    // No pattern switch here nor in UserReader: each costs an early boot a class made at run time.
    if (node instanceof YamlMapping mapping) {
      mapping.keys().forEach(key -> mapping.find(key).ifPresent(v -> refuseTemplates(v)));
    } else if (node instanceof YamlSequence sequence) {
      sequence.items().forEach(item -> refuseTemplates(item));
    } else if (node instanceof YamlScalar scalar && scalar.text().contains("{{")) {
      scalar.problem(
          "Holdfast does not support templates ('{{') yet; write the value itself, or a file's"
              + " content with 'encoding: b64'");
    }
  }

  private static boolean hasHeader(String text) {
    int end = text.indexOf('\n');
    String first = end < 0 ? text : text.substring(0, end);
    return HEADERS.contains(
        first.startsWith("\ufeff") ? first.substring(1).strip() : first.strip());
  }

  private static <T> List<T> joined(List<T> before, List<T> added) {
    List<T> all = new ArrayList<>(before);
    all.addAll(added);
    return all;
  }
}
