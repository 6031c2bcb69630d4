package io.holdfast.cli.node;

/** The command on a node. */
public final class NodeCommand {
  private NodeCommand() {}

  /** Entry. */
  public static void main(String[] args) {
    System.out.println("holdfast");
  }
}
