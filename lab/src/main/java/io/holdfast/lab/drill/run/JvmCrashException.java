package io.holdfast.lab.drill.run;

import java.io.IOException;

/** A program on the node ended by a crash of its JVM, which an emulated processor brings about. */
final class JvmCrashException extends IOException {
  private static final long serialVersionUID = 1L;

  JvmCrashException(String message) {
    super(message);
  }
}
