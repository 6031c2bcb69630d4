package io.holdfast.config.source.datasource;

import io.holdfast.config.source.http.TimeLimit;
import java.io.IOException;

/** Somebody who may say something of this machine. */
interface Provider {
  /** Its name in a configuration. */
  String name();

  /**
   * Asks.
   *
   * @throws IOException if it is not there or what it says cannot be used, with the reason
   * @throws InterruptedException if nobody wants to know any more
   */
  MachineFacts ask(TimeLimit limit) throws IOException, InterruptedException;
}
