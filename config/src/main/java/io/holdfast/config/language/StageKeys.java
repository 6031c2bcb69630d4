package io.holdfast.config.language;

import io.holdfast.config.cloud.Stage;
import io.holdfast.config.cloud.Turn;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.Others;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stages: those that a node runs, and those that only Kairos has. */
final class StageKeys {
  static final String EXAMPLE = "[{name: hello, commands: [\"echo hello\"]}]";

  private static final Map<Stage, String> OWN =
      Map.of(
          Stage.ROOTFS, "in the initrd, once the root is mounted",
          Stage.INITRAMFS, "in the initrd, once everything is mounted, before the system starts",
          Stage.FS, "in the system, once its file systems are there",
          Stage.BOOT, "in the system, before anybody logs in",
          Stage.NETWORK, "once the network is up");

  private static final String INSTALLER =
      "is not run: the installer writes a whole disk without running anything in it";

  private static final String UPGRADE =
      "is not run: an upgrade writes a slot beside the running one, and runs nothing in it";

  private static final String RESET =
      "is not run: a reset makes a new file system and starts again";

  private static final String AT_A_BOOT = "a step of `boot` with a condition";

  private StageKeys() {}

  static Mapping stages() {
    ListOf steps = new ListOf(StepKeys.step());
    List<Key> keys = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      for (Turn turn : Turn.values()) {
        String when =
            switch (turn) {
              case BEFORE -> "just before `" + stage.word() + "`";
              case DURING -> OWN.getOrDefault(stage, "at its time");
              case AFTER -> "just after `" + stage.word() + "`";
            };
        keys.add(
            Key.of(stage.word() + turn.suffix(), steps, EXAMPLE, "steps that are done " + when));
      }
    }
    kairos(keys, steps, "reconcile", "is not run: no timer runs stages", "a systemd timer");
    kairos(keys, steps, "first-boot", "is not run", "a step of `boot` with `if_files`");
    for (String name :
        List.of(
            "kairos-install.pre",
            "kairos-install.after",
            "kairos-uki-install.pre",
            "kairos-uki-install.after",
            "before-install",
            "after-install-chroot",
            "after-install")) {
      kairos(keys, steps, name, INSTALLER, AT_A_BOOT);
    }
    for (String name :
        List.of(
            "kairos-uki-upgrade.pre",
            "kairos-uki-upgrade.after",
            "before-upgrade",
            "after-upgrade-chroot",
            "after-upgrade")) {
      kairos(keys, steps, name, UPGRADE, AT_A_BOOT);
    }
    for (String name :
        List.of(
            "kairos-uki-reset.pre",
            "kairos-uki-reset.after",
            "before-reset",
            "after-reset-chroot",
            "after-reset")) {
      kairos(keys, steps, name, RESET, AT_A_BOOT);
    }
    return new Mapping("stages", keys, Others.STAGES, StepOrder::look);
  }

  /** A stage that only Kairos runs, unless it has become one of a node's. */
  private static void kairos(
      List<Key> keys, ListOf steps, String name, String reason, String instead) {
    for (Turn turn : Turn.values()) {
      String moment = name + turn.suffix();
      if (keys.stream().noneMatch(key -> key.name().equals(moment))) {
        keys.add(
            Key.of(moment, steps, EXAMPLE, "steps that Kairos does at " + moment)
                .unsupported(reason, instead));
      }
    }
  }
}
