package io.holdfast.config.cloud;

import io.holdfast.config.action.TargetPath;
import java.util.List;

/**
 * What must hold for a step to be done; all of it. Empty texts and lists demand nothing. Patterns
 * are regular expressions, found anywhere in the text.
 *
 * @param command a line for {@code /bin/sh -c} that must end with 0
 * @param node pattern of the machine's hostname
 * @param os pattern of the system's name as os-release(5) shows it ({@code PRETTY_NAME})
 * @param osVersion pattern of its {@code VERSION_ID}
 * @param architecture pattern of the processor's, as Go names it: {@code amd64}, {@code arm64}
 * @param serviceManager {@code systemd} or {@code openrc}
 * @param files what must be there or not
 */
public record Conditions(
    String command,
    String node,
    String os,
    String osVersion,
    String architecture,
    String serviceManager,
    List<Files> files) {

  /** Which of some files must be there. */
  public enum Quantity {
    /** At least one. */
    ANY,
    /** Each. */
    ALL,
    /** Not one. */
    NONE
  }

  /** Files, by their paths on the machine, of which so many must be there; none demands nothing. */
  public record Files(Quantity quantity, List<TargetPath> paths) {
    /** Copies. */
    public Files {
      paths = List.copyOf(paths);
    }
  }

  /** Nothing. */
  public static final Conditions NONE = new Conditions("", "", "", "", "", "", List.of());

  /** Copies. */
  public Conditions {
    files = List.copyOf(files);
  }

  /** Only this command. */
  public static Conditions of(String command) {
    return new Conditions(command, "", "", "", "", "", List.of());
  }
}
