package io.holdfast.node.agent;

import io.holdfast.node.settle.NodeContext;
import java.io.IOException;
import java.nio.file.Files;

/** Where whoever stands before the machine sees what it decides. Stateless. */
final class Console {
  private Console() {}

  /** Says it in the journal and, through the kernel's log, on the consoles. */
  static void tell(NodeContext node, String text) {
    System.out.println(text);
    try {
      Files.writeString(node.paths().dev().resolve("kmsg"), "<5>holdfast: " + text + "\n");
    } catch (IOException e) {
      System.out.println("(the kernel's log cannot be written: " + e.getMessage() + ")");
    }
  }
}
