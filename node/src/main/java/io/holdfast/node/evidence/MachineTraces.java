package io.holdfast.node.evidence;

import io.holdfast.host.Command;
import io.holdfast.host.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The traces of the machine this runs on: its journal, pstore and watchdogs. Holds nothing that
 * changes; safe for use by several threads.
 *
 * @param journal the folder of the journal that survives a boot, such as {@code /var/log/journal}
 * @param pstore where pstore is mounted
 * @param watchdogs the kernel's list of watchdogs
 * @param journalctl the program that reads the journal
 * @param systemctl the program that asks systemd
 */
public record MachineTraces(
    Path journal, Path pstore, Path watchdogs, String journalctl, String systemctl)
    implements EvidenceCollector {

  /** A journal of gigabytes on a slow machine; more would hold up the revert. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** EFI takes parts of 1 to 4 KiB, so this is more than ten dumps. */
  private static final int MAX_PARTS = 256;

  /** Larger than any part that a store of a kernel's default size writes. */
  private static final int MAX_PART_BYTES = 64 << 10;

  /** A machine has one or two. */
  private static final int MAX_WATCHDOGS = 16;

  /** WDIOF_CARDRESET of linux/watchdog.h: the card caused the last reset. */
  private static final long CARD_RESET = 0x20;

  /**
   * Those of a machine.
   *
   * @param sys where sysfs is mounted
   */
  public static MachineTraces of(Path journal, Path sys) {
    return new MachineTraces(
        journal,
        sys.resolve("fs/pstore"),
        sys.resolve("class/watchdog"),
        "journalctl",
        "systemctl");
  }

  @Override
  public List<String> journalTail(BootId boot) throws InterruptedException {
    return journalOf(boot.hex());
  }

  @Override
  public List<String> journalTailOfPreviousBoot() throws InterruptedException {
    return journalOf("-1");
  }

  @Override
  public List<String> waitingJobs() throws InterruptedException {
    List<String> jobs =
        linesOf(
            Command.of(systemctl, "list-jobs", "--no-legend", "--plain"), "the jobs of systemd");
    return PlainText.lines(
        jobs, Evidence.MAX_WAITING_JOBS, Evidence.MAX_JOB_CHARS, Evidence.MAX_JOURNAL_BYTES);
  }

  private List<String> journalOf(String boot) throws InterruptedException {
    List<String> lines =
        linesOf(
            Command.of(
                journalctl,
                "--quiet",
                "-b",
                boot,
                "-o",
                "short-monotonic",
                "--no-pager",
                "-n",
                Integer.toString(Evidence.MAX_JOURNAL_LINES),
                "--directory=" + journal),
            "the journal");
    return PlainText.lines(
        lines, Evidence.MAX_JOURNAL_LINES, PlainText.MAX_LINE, Evidence.MAX_JOURNAL_BYTES);
  }

  private static List<String> linesOf(Command command, String what) throws InterruptedException {
    try {
      return command.within(LIMIT).check().lines().toList();
    } catch (CommandException e) {
      return List.of("(Holdfast could not read " + what + ": " + e.getMessage() + ")");
    }
  }

  @Override
  public KernelRecord kernelRecords() {
    Map<String, String> parts = new TreeMap<>();
    for (Path file : entries(pstore, "dmesg-", MAX_PARTS)) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(".enc.z")) {
        parts.put(name, "(This part is compressed in a way that the kernel could not undo.)\n");
        continue;
      }
      try (InputStream stream = Files.newInputStream(file)) {
        parts.put(name, new String(stream.readNBytes(MAX_PART_BYTES), StandardCharsets.UTF_8));
      } catch (IOException e) {
        parts.put(name, "(Holdfast could not read this part: " + e.getMessage() + ")\n");
      }
    }
    return KernelRecord.of(parts);
  }

  @Override
  public void removeKernelRecords(KernelRecord kept) throws IOException {
    List<String> left = new ArrayList<>();
    for (String file : kept.files()) {
      try {
        Files.deleteIfExists(pstore.resolve(file));
      } catch (IOException e) {
        left.add(file + " (" + e.getMessage() + ")");
      }
    }
    if (!left.isEmpty()) {
      throw new IOException(
          "Cannot remove from "
              + pstore
              + " what is already kept as evidence: "
              + String.join(", ", left)
              + ". Remove it by hand, or a full store takes no next record.");
    }
  }

  @Override
  public boolean resetByWatchdog() {
    for (Path watchdog : entries(watchdogs, "watchdog", MAX_WATCHDOGS)) {
      try {
        String status = Files.readString(watchdog.resolve("bootstatus")).strip();
        if ((Long.parseLong(status) & CARD_RESET) != 0) {
          return true;
        }
      } catch (IOException | NumberFormatException e) {
        // A watchdog that cannot say has not said that it was the one.
      }
    }
    return false;
  }

  private static List<Path> entries(Path folder, String beginning, int most) {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (found.size() == most) {
          break;
        }
        if (String.valueOf(entry.getFileName()).startsWith(beginning)) {
          found.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A folder that cannot be listed holds nothing that could be shown.
    }
    return found;
  }
}
