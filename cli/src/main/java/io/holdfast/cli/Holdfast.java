package io.holdfast.cli;

/**
 * The {@code holdfast} command on a workstation. This class uses no other until it knows that it
 * must: the runtime loads what a class mentions when it verifies it, and who asks for the version
 * shall not wait for the parser of commands.
 */
public final class Holdfast {
  static final String VERSION_LINE = "holdfast 0.1.0";

  private Holdfast() {}

  /** Entry. */
  public static void main(String[] args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      System.out.println(VERSION_LINE);
      return;
    }
    System.exit(Ending.inOrder(() -> RootCommand.commandLine().execute(args)));
  }
}
