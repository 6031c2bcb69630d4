package io.holdfast.node.evidence;

import java.io.IOException;

/** There is no such evidence, or it cannot be read any more; the message says which are kept. */
public final class EvidenceException extends IOException {
  private static final long serialVersionUID = 1L;

  EvidenceException(String message) {
    super(message);
  }

  EvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
