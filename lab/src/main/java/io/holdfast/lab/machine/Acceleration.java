package io.holdfast.lab.machine;

import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** How a machine's processor is provided. */
public enum Acceleration {
  /** The host's processor, through the Linux kernel. */
  KVM,
  /** In software (QEMU's TCG): works everywhere, some twenty times slower. */
  EMULATION;

  private static final Path KVM_DEVICE = Path.of("/dev/kvm");

  /** A working KVM needs a fifth of this; one that hangs must not hold anybody up. */
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(1);

  /** QEMU's isa-debug-exit ends with twice the written value plus one; the probe writes 42. */
  private static final int PROBE_EXIT_CODE = 85;

  private static final String PROBE_OUTPUT = "K";

  /** QEMU takes a multiple of 64 KiB as firmware, and puts it right below 4 GiB. */
  private static final int FIRMWARE_BYTES = 65536;

  /** The end of the probe's firmware: probe.S beside this class, assembled. */
  private static final String PROBE =
      "fafc31c08ed88ec08ed0bf0010b90020f3abc70600100320c70600200330c706"
          + "00308300c7061820034066c706f84f8300e0ff2e660f0116b8ff0f20e0660d20"
          + "0600000f22e066b8001000000f22d866b9800000c00f32660d000100000f3066"
          + "b8030000800f22c066ea70ffffff0800bc008000009bdbe3d9ebdb1c25007000"
          + "00833c2500700000037525b8010000000fa2660f6ec2660f6fc8660fefc8660f"
          + "7ec885c0750a0f31b04be6e9b02ae6f4f4ebfd8db40000900f00c0ffffff6690"
          + "0000000000000000ffff0000009baf0000000000000000000000000000000000"
          + "00000000000000000000000000000000e90dff00000000000000000000000000";

  /**
   * KVM if a tiny machine proves within a second that it works, else emulation. It is not enough
   * that the device is there: where the host is itself a virtual machine, KVM may lack instructions
   * that every kernel uses, and its machines then hang.
   */
  public static Acceleration probe(ToolsTree tools) throws InterruptedException {
    if (!Files.isReadable(KVM_DEVICE) || !Files.isWritable(KVM_DEVICE)) {
      return EMULATION;
    }
    return KVM.works(tools, PROBE_LIMIT) ? KVM : EMULATION;
  }

  /** Whether the probe machine runs to its end within the limit. */
  boolean works(ToolsTree tools, Duration limit) throws InterruptedException {
    try {
      Path firmware = Files.createTempFile("holdfast-probe-", ".rom");
      try {
        Files.write(firmware, firmware());
        Command.Result result = probeMachine(tools, firmware).within(limit).run();
        return result.exitCode() == PROBE_EXIT_CODE && result.output().equals(PROBE_OUTPUT);
      } catch (CommandException e) {
        return false;
      } finally {
        Files.deleteIfExists(firmware);
      }
    } catch (IOException e) {
      // Without room for a small file nothing is known, and emulation is always right.
      return false;
    }
  }

  /** QEMU's arguments for this and the processor that goes with it. */
  List<String> arguments() {
    return switch (this) {
      case KVM -> List.of("-accel", "kvm", "-cpu", "host");
      // One thread for all of a machine's processors: with one for each, boots take longer, and
      // machines were seen to stand still (decision 35).
      case EMULATION -> List.of("-accel", "tcg,thread=single", "-cpu", "max");
    };
  }

  /** As much like a real machine as matters: same chipset, processor model and processor count. */
  private Command probeMachine(ToolsTree tools, Path firmware) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("qemu-system-x86_64", "-nodefaults", "-no-user-config"));
    words.addAll(arguments());
    words.addAll(List.of("-M", "q35", "-smp", "2", "-m", "32", "-display", "none"));
    words.addAll(List.of("-bios", firmware.toString(), "-debugcon", "stdio"));
    words.addAll(List.of("-device", "isa-debug-exit,iobase=0xf4,iosize=1"));
    return tools.command(
        List.of(firmware), List.of(), words, ToolsTree.Devices.HOST, ToolsTree.Network.NONE);
  }

  private static byte[] firmware() {
    byte[] end = HexFormat.of().parseHex(PROBE);
    byte[] firmware = new byte[FIRMWARE_BYTES];
    System.arraycopy(end, 0, firmware, FIRMWARE_BYTES - end.length, end.length);
    return firmware;
  }
}
