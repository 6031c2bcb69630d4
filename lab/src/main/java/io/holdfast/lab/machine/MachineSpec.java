package io.holdfast.lab.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a machine is made of. Immutable.
 *
 * @param name lower-case letters, digits and hyphens, at most {@link #NAME_LIMIT}
 * @param disks in the order of boot; the first holds the snapshots if it is qcow2
 * @param variables absolute; the firmware's variable store, qcow2, see {@link
 *     FirmwareVariables#create}
 * @param memoryMebibytes from 128 to 65536
 * @param processors from 1 to 64
 * @param firmware which UEFI firmware
 * @param network what the machine can reach
 * @param flushes whether what the machine flushes survives a power loss of the host
 * @param tpm absolute; the folder with a TPM 2.0's state, which may be empty; null for no TPM
 * @param snapshot the snapshot to start from; null to start from power-on
 * @param web what a machine with {@link Network#WEB} finds there; null with any other network
 */
public record MachineSpec(
    String name,
    List<Disk> disks,
    Path variables,
    int memoryMebibytes,
    int processors,
    Firmware firmware,
    Network network,
    Flushes flushes,
    @Nullable Path tpm,
    @Nullable String snapshot,
    @Nullable Web web) {

  /** It is part of file names. */
  public static final int NAME_LIMIT = 40;

  private static final int DISKS_LIMIT = 16;
  private static final int MEMORY_LEAST = 128;
  private static final int MEMORY_MOST = 65536;
  private static final int PROCESSORS_MOST = 64;
  private static final int MEMORY_DEFAULT = 1024;
  private static final int PROCESSORS_DEFAULT = 2;

  /** Builds of OVMF, the UEFI firmware for virtual machines. */
  public enum Firmware {
    /** Without Secure Boot. */
    PLAIN,
    /** With Secure Boot, in setup mode until keys are enrolled; slower, for it needs SMM. */
    SECURE_BOOT
  }

  /** What a machine can reach. */
  public enum Network {
    /** It has no network card. */
    NONE,
    /** A network card and an address, and nothing behind it (QEMU's user network, restricted). */
    RESTRICTED,
    /** The same, with one web server behind it, at {@link Web#ADDRESS}. */
    WEB
  }

  /**
   * A folder that a machine sees by HTTP; what changes in it is seen at once.
   *
   * @param program absolute; busybox, statically linked, which serves each request
   * @param folder absolute
   */
  public record Web(Path program, Path folder) {
    /** Where it is, for the machine. */
    public static final String ADDRESS = "http://10.0.2.100/";

    /** Checks the paths. */
    public Web {
      if (!program.isAbsolute() || !folder.isAbsolute()) {
        throw new IllegalArgumentException("a web folder needs absolute paths");
      }
    }
  }

  /** What is done when the machine flushes its disk. */
  public enum Flushes {
    /** The host flushes too. */
    HONOURED,
    /** Nothing: faster. A machine's own power loss is still told apart; only the host's is not. */
    IGNORED
  }

  /** Checks everything but what is on the disks. */
  public MachineSpec {
    checkName("machine", name);
    if (snapshot != null) {
      checkName("snapshot", snapshot);
    }
    if (!variables.isAbsolute() || (tpm != null && !tpm.isAbsolute())) {
      throw new IllegalArgumentException("machine " + name + " needs absolute paths");
    }
    if ((network == Network.WEB) != (web != null)) {
      throw new IllegalArgumentException("machine " + name + " needs a web folder for its network");
    }
    demand(name, "disks", disks.size(), 0, DISKS_LIMIT);
    demand(name, "MiB of memory", memoryMebibytes, MEMORY_LEAST, MEMORY_MOST);
    demand(name, "processors", processors, 1, PROCESSORS_MOST);
    disks = List.copyOf(disks);
  }

  /** A machine with 1 GiB of memory, two processors, plain firmware, no network and no TPM. */
  public static MachineSpec of(String name, Path variables, Disk... disks) {
    return new MachineSpec(
        name,
        List.of(disks),
        variables,
        MEMORY_DEFAULT,
        PROCESSORS_DEFAULT,
        Firmware.PLAIN,
        Network.NONE,
        Flushes.HONOURED,
        null,
        null,
        null);
  }

  /** The same with other memory. */
  public MachineSpec withMemory(int mebibytes) {
    return changed(parts -> parts.memoryMebibytes = mebibytes);
  }

  /** The same with other firmware. */
  public MachineSpec with(Firmware other) {
    return changed(parts -> parts.firmware = other);
  }

  /** The same with another network. */
  public MachineSpec with(Network other) {
    return changed(
        parts -> {
          parts.network = other;
          parts.web = null;
        });
  }

  /** The same, which sees a folder by HTTP. */
  public MachineSpec with(Web folder) {
    return changed(
        parts -> {
          parts.network = Network.WEB;
          parts.web = folder;
        });
  }

  /** The same with other flushes. */
  public MachineSpec with(Flushes other) {
    return changed(parts -> parts.flushes = other);
  }

  /** The same with a TPM whose state is in this folder. */
  public MachineSpec withTpm(Path folder) {
    return changed(parts -> parts.tpm = folder);
  }

  /**
   * The same, started from a snapshot. All else must be as it was when the snapshot was taken. The
   * machine's clock goes on from there.
   */
  public MachineSpec from(String snapshotName) {
    return changed(parts -> parts.snapshot = snapshotName);
  }

  /** The same, started from power-on. */
  public MachineSpec fromPowerOn() {
    return changed(parts -> parts.snapshot = null);
  }

  private MachineSpec changed(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return new MachineSpec(
        name,
        disks,
        variables,
        parts.memoryMebibytes,
        processors,
        parts.firmware,
        parts.network,
        parts.flushes,
        parts.tpm,
        parts.snapshot,
        parts.web);
  }

  /** What can be changed, while it is. */
  private static final class Parts {
    private int memoryMebibytes;
    private Firmware firmware;
    private Network network;
    private Flushes flushes;
    private @Nullable Path tpm;
    private @Nullable String snapshot;
    private @Nullable Web web;

    Parts(MachineSpec before) {
      memoryMebibytes = before.memoryMebibytes;
      firmware = before.firmware;
      network = before.network;
      flushes = before.flushes;
      tpm = before.tpm;
      snapshot = before.snapshot;
      web = before.web;
    }
  }

  static void checkName(String what, String name) {
    boolean good = !name.isEmpty() && name.length() <= NAME_LIMIT;
    for (int i = 0; good && i < name.length(); i++) {
      char c = name.charAt(i);
      good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
    if (!good) {
      throw new IllegalArgumentException(
          "A "
              + what
              + "'s name has lower-case letters, digits and hyphens, at most "
              + NAME_LIMIT
              + ", unlike '"
              + name
              + "'.");
    }
  }

  private static void demand(String name, String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "machine "
              + name
              + " has "
              + value
              + " "
              + what
              + "; "
              + least
              + " to "
              + most
              + " can be");
    }
  }
}
