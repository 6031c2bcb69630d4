package io.holdfast.config.cloud;

import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.content.ContentChannels;
import io.holdfast.config.source.Origin;
import io.holdfast.config.source.Precedence;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.TextFill;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one file after the other onto what was read before. Collects problems; never throws. */
final class CloudConfigReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "hostname",
          "users",
          "ssh_authorized_keys",
          "write_files",
          "runcmd",
          "growpart",
          "install",
          "recovery",
          "content",
          "persistent",
          "health",
          "extensions",
          "trust",
          "site",
          "windows",
          "withdrawn",
          "config_url",
          "stages");

  private static final List<String> KNOWN_BEFORE = List.of("install", "recovery", "content");

  /** As yip's are; what is in it becomes no path and no argument. */
  private static final String STAGE_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

  private final Problems problems;
  private final TextFill fill;
  private final boolean stagesAlone;

  CloudConfigReader(Problems problems, TextFill fill) {
    this(problems, fill, false);
  }

  /**
   * One that may look at nothing but stages and what belongs to one: what a configuration says
   * about installing is no matter of a stage.
   */
  CloudConfigReader(Problems problems, TextFill fill, boolean stagesAlone) {
    this.problems = problems;
    this.fill = fill;
    this.stagesAlone = stagesAlone;
  }

  /** The configuration with this file added; as it was before, if something is wrong with it. */
  CloudConfig read(CloudConfig before, String source, String text) {
    if (isScript(text)) {
      refuseScript(source, problems);
      return before;
    }
    YamlNode root = YamlDocument.parse(source, text, problems, fill);
    if (root instanceof YamlMapping top) {
      if (fill.equals(TextFill.LATER)) {
        for (String key : KNOWN_BEFORE) {
          top.find(key).ifPresent(value -> refuseTemplates(value));
        }
      }
      return readMapping(before, source, top);
    }
    if (!root.isNull()) {
      root.problem("it must be a mapping of keys, not " + root.kind());
    }
    return before;
  }

  /** The same for a file that is read into a tree already. */
  CloudConfig readMapping(CloudConfig before, String source, YamlMapping root) {
    return root.read(mapping -> readTop(before, source, mapping)).orElse(before);
  }

  private CloudConfig readTop(CloudConfig before, String source, YamlMapping top) {
    // Bundles of Kairos have keys of their own at the top level.
    top.allowOthersNoting(KEYS, KairosKeys.TOP);
    String document = top.text("name", "").isEmpty() ? source : top.text("name");
    TopLevel own = TopLevel.read(top);
    SetHostname hostname = own.hostname();
    return new CloudConfig(
        hostname == null ? before.hostname() : hostname,
        joined(before.users(), own.users()),
        joined(before.keys(), own.keys()),
        joined(before.files(), own.files()),
        joined(before.commands(), own.commands()),
        stagesAlone ? before.install() : install(before, top),
        stagesAlone ? before.recovery() : recovery(before, top),
        stagesAlone ? before.content() : content(before, top),
        stagesAlone ? before.node() : NodeOptionsReader.read(before.node(), top),
        joined(before.steps(), joined(own.steps(document), steps(document, top))),
        address(before, source, top),
        top.problems().notes());
  }

  /** A document that was fetched does not lead further: whoever answers would choose who does. */
  private static @Nullable String address(CloudConfig before, String source, YamlMapping top) {
    String address = top.text("config_url", "");
    Origin origin = Precedence.ofLocal(source.substring(source.lastIndexOf('/') + 1));
    if (origin == Origin.DATASOURCE && !address.isEmpty()) {
      top.problems()
          .note(
              top.placeOf("config_url"),
              "'config_url' is not followed from what a datasource says");
    }
    return address.isEmpty() || origin != Origin.LOCAL ? before.address() : address;
  }

  private static InstallOptions install(CloudConfig before, YamlMapping top) {
    return top.optionalMapping("install")
        .flatMap(install -> install.read(m -> install(before.install(), m)))
        .orElse(before.install());
  }

  private static RecoveryOptions recovery(CloudConfig before, YamlMapping top) {
    return top.optionalMapping("recovery")
        .flatMap(recovery -> recovery.read(m -> recovery(before.recovery(), m)))
        .orElse(before.recovery());
  }

  private static List<Placed<ContentChannel>> content(CloudConfig before, YamlMapping top) {
    return joined(
        before.content(),
        top.optionalSequence("content")
            .map(list -> ContentChannels.read(list, before.content()))
            .orElse(List.of()));
  }

  private static InstallOptions install(InstallOptions before, YamlMapping install) {
    install.allowOnlyNoting(
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
    partitions.ifPresent(
        p -> p.allowOnlyNoting(List.of("oem", "persistent"), KairosKeys.PARTITIONS));
    String device = install.text("device", before.device());
    if (device.startsWith(InstallOptions.SCRIPT)) {
      // Kept as it is, so that an installation ends with it rather than with another disk.
      install
          .problems()
          .note(
              install.placeOf("device"),
              "a script that chooses the disk is not run, so nothing can be installed with this");
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
                      partition.allowOnlyNoting(List.of("size", "fs"), KairosKeys.PARTITION);
                      if (!partition.text("fs", "ext4").equals("ext4")) {
                        partition
                            .problems()
                            .note(
                                partition.placeOf("fs"), "this partition is always made with ext4");
                      }
                      return new PartitionSize(
                          partition.number(
                              "size", 0, PartitionSize.MAX_MEBIBYTES, before.mebibytes()));
                    }));
  }

  private List<Step> steps(String document, YamlMapping top) {
    List<Step> steps = new ArrayList<>();
    YamlMapping stages = top.optionalMapping("stages").orElse(null);
    if (stages == null) {
      return steps;
    }
    for (String stage : stages.keys()) {
      if (!stage.matches(STAGE_NAME)) {
        top.problems()
            .add(
                stages.placeOf(stage),
                Quoted.of(stage) + " is no name of a stage; use letters, digits and '._-'");
        continue;
      }
      noteUnlessRun(stages, stage);
      stages
          .optionalSequence(stage)
          .map(list -> list.read(step -> StepReader.read(stage, document, step)))
          .ifPresent(steps::addAll);
    }
    return steps;
  }

  /** Any stage may be run by hand, so one that a node does not run is no mistake. */
  private void noteUnlessRun(YamlMapping stages, String name) {
    if (stagesAlone || Stage.runs(name)) {
      return;
    }
    String hint =
        KairosKeys.hasStage(name)
            ? ""
            : Stage.nearest(name).map(known -> "; did you mean '" + known + "'?").orElse("");
    stages
        .problems()
        .note(
            stages.placeOf(name),
            "no node runs the stage " + Quoted.of(name) + " by itself" + hint);
  }

  /** What is needed before there is a node that could fill it in. */
  private void refuseTemplates(YamlNode node) {
    // No pattern switch here nor in UserReader: each costs an early boot a class made at run time.
    if (node instanceof YamlMapping mapping) {
      mapping.keys().forEach(key -> mapping.find(key).ifPresent(v -> refuseTemplates(v)));
    } else if (node instanceof YamlSequence sequence) {
      sequence.items().forEach(item -> refuseTemplates(item));
    } else if (node instanceof YamlScalar scalar && scalar.text().contains(TextFill.BEGIN)) {
      problems.add(
          scalar.place(),
          "this is a template, which a node fills in, and is needed before there is one; write the"
              + " value itself");
    }
  }

  static void refuseScript(String source, Problems problems) {
    problems.add(
        Place.startOf(source),
        "this is a script or a template of cloud-init, no configuration; begin it with"
            + " '#cloud-config'");
  }

  /** Whatever another program reads by its first line; without a header, it is a stage's file. */
  static boolean isScript(String text) {
    String first = text.startsWith("\ufeff") ? text.substring(1) : text;
    return first.startsWith("#!")
        || (first.startsWith("## template:") && !first.contains("\n#cloud-config"));
  }

  private static <T> List<T> joined(List<T> before, List<T> added) {
    List<T> all = new ArrayList<>(before);
    all.addAll(added);
    return all;
  }
}
