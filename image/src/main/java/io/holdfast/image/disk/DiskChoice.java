package io.holdfast.image.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A disk chosen by Holdfast itself.
 *
 * @param reason why this one, half a sentence
 */
public record DiskChoice(DiskFacts disk, String reason) {

  /**
   * The one disk that is internal, empty, unused, writable and large enough.
   *
   * @param disks all of the machine
   * @throws DiskRefusedException if there is none, with the reason for each disk, or more than one
   */
  public static DiskChoice auto(List<DiskFacts> disks, ByteSize needed)
      throws DiskRefusedException {
    List<DiskFacts> fit = disks.stream().filter(disk -> reasons(disk, needed).isEmpty()).toList();
    if (fit.size() == 1) {
      return new DiskChoice(
          fit.getFirst(), "it is the only empty internal disk of at least " + needed);
    }
    if (fit.isEmpty()) {
      throw new DiskRefusedException(
          "There is no disk to install on"
              + (disks.isEmpty() ? ": this machine has none" : "")
              + ". One is taken by itself if it is empty, internal and has at least "
              + needed
              + ". Name the disk you mean."
              + disks.stream()
                  .map(
                      disk ->
                          "\n  " + disk.describe() + " " + String.join("; ", reasons(disk, needed)))
                  .collect(Collectors.joining()));
    }
    throw new DiskRefusedException(
        "There are "
            + fit.size()
            + " empty internal disks of at least "
            + needed
            + ", and the choice is not to be guessed. Name the one you mean."
            + fit.stream().map(disk -> "\n  " + disk.describe()).collect(Collectors.joining()));
  }

  private static List<String> reasons(DiskFacts disk, ByteSize needed) {
    List<String> reasons = new ArrayList<>(disk.obstacles(needed));
    if (disk.placement() == DiskFacts.Placement.EXTERNAL) {
      reasons.add("is not an internal disk");
    }
    switch (disk.contents()) {
      case Contents.Empty() -> {}
      case Contents.Holds(String what) -> reasons.add("holds " + what);
      case Contents.Unknown(String why) -> reasons.add("cannot be looked at: " + why);
    }
    return reasons;
  }
}
