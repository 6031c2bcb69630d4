package io.holdfast.node.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dying kernel wrote of itself, put together from the parts that pstore holds, oldest line
 * first.
 *
 * @param files the names of the parts it was made of, for removing exactly these
 * @param text plain, at most {@link #MAX_TEXT_BYTES} in UTF-8; of more the end is kept
 */
public record KernelRecord(List<String> files, String text) {
  /** Several dumps of 10 KiB each, which is the kernel's default. */
  public static final int MAX_TEXT_BYTES = 128 << 10;

  /** Nothing was found. */
  public static final KernelRecord NONE = new KernelRecord(List.of(), "");

  private static final String PANIC = "Kernel panic - not syncing";
  private static final String FATAL_EXCEPTION = "Fatal exception";
  private static final String DM_VERITY = "device-mapper: verity";
  private static final String VERITY_PANIC = "dm-verity device corrupted";

  /** How the kernel begins the first line of an oops, on x86-64 and arm64. */
  private static final List<String> OOPS =
      List.of(
          "BUG: ",
          "kernel BUG at",
          "Unable to handle kernel",
          "general protection fault",
          "Internal error: ",
          "Oops: ",
          "watchdog: BUG: ");

  /** What the kernel names the failing function after, on x86-64 and arm64. */
  private static final List<String> INSTRUCTION_POINTERS = List.of("RIP: 0010:", "pc : ");

  /** Makes the text plain. */
  public KernelRecord {
    files = List.copyOf(files);
    text = PlainText.block(text, MAX_TEXT_BYTES);
  }

  /** True if no kernel died, or none could write. */
  public boolean isEmpty() {
    return files.isEmpty();
  }

  /**
   * Puts parts together. A dump is written newest part first (Part1 holds the last lines), and one
   * dump follows the other; see {@link PstorePart} for the names.
   *
   * @param parts file name to content
   */
  public static KernelRecord of(Map<String, String> parts) {
    if (parts.isEmpty()) {
      return NONE;
    }
    List<PstorePart> asWritten = new ArrayList<>(parts.size());
    parts.forEach((file, content) -> asWritten.add(PstorePart.parse(file, content)));
    asWritten.sort(PstorePart.AS_WRITTEN);
    StringBuilder text = new StringBuilder();
    int begin = 0;
    while (begin < asWritten.size()) {
      int end = begin + 1;
      while (end < asWritten.size() && asWritten.get(end).continues(asWritten.get(end - 1))) {
        end++;
      }
      text.append("== ").append(asWritten.get(begin).dump()).append('\n');
      for (PstorePart part : asWritten.subList(begin, end).reversed()) {
        text.append(part.body());
        if (!part.body().endsWith("\n")) {
          text.append('\n');
        }
      }
      begin = end;
    }
    List<String> files = new ArrayList<>(parts.keySet());
    files.sort(Comparator.naturalOrder());
    return new KernelRecord(files, text.toString());
  }

  /**
   * What an operator must look at: corrupted blocks before a panic, because they are what it comes
   * from; the oops before a panic that only says that there was one.
   */
  public Optional<Culprit> culprit() {
    Optional<String> verity = verityCorruption(text);
    if (verity.isPresent()) {
      return verity.map(line -> new Culprit(Culprit.Kind.STORAGE, line));
    }
    Optional<String> panic = firstPanicLine(text);
    Optional<String> oops = firstOopsLine(text);
    boolean panicSaysWhy = panic.filter(line -> !line.contains(FATAL_EXCEPTION)).isPresent();
    Optional<String> line = panicSaysWhy || oops.isEmpty() ? panic : oops;
    return line.map(
        words ->
            new Culprit(
                Culprit.Kind.KERNEL,
                panicSaysWhy
                    ? words
                    : faultingFunction(text).map(name -> name + ": " + words).orElse(words)));
  }

  /** The first {@code Kernel panic - not syncing: …} of a kernel's or a journal's text. */
  public static Optional<String> firstPanicLine(String text) {
    return firstLineFrom(text, List.of(PANIC), "");
  }

  /** The first line of the first oops. */
  public static Optional<String> firstOopsLine(String text) {
    return firstLineFrom(text, OOPS, "");
  }

  /** The kernel function in which the first oops happened, as {@code name+0x1a/0x20}. */
  public static Optional<String> faultingFunction(String text) {
    return firstLineFrom(text, INSTRUCTION_POINTERS, "+0x")
        .map(
            line -> {
              String place = line.startsWith("pc") ? line.substring(5) : line.substring(10);
              int end = place.indexOf(' ');
              return end < 0 ? place : place.substring(0, end);
            });
  }

  /**
   * The first line in which dm-verity says that a block of the disk is not what the release says
   * ({@code device-mapper: verity: 254:3: data block 5 is corrupted}, drivers/md/dm-verity-target.c
   * of Linux), in a kernel's or a journal's text.
   */
  public static Optional<String> verityCorruption(String text) {
    Optional<String> block = firstLineFrom(text, List.of(DM_VERITY), "is corrupted");
    return block.isPresent() ? block : firstLineFrom(text, List.of(VERITY_PANIC), "");
  }

  /** The first line that holds one of the beginnings and then the rest, from the beginning on. */
  private static Optional<String> firstLineFrom(
      String text, List<String> beginnings, String thenHolds) {
    int from = 0;
    while (from < text.length()) {
      int feed = text.indexOf('\n', from);
      int to = feed < 0 ? text.length() : feed;
      String line = text.substring(from, to);
      for (String beginning : beginnings) {
        int at = line.indexOf(beginning);
        if (at >= 0 && line.indexOf(thenHolds, at) >= 0) {
          return Optional.of(PlainText.line(line.substring(at), Culprit.MAX_NAME));
        }
      }
      from = to + 1;
    }
    return Optional.empty();
  }
}
