package io.holdfast.inventory.index;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ProblemSearchTest extends ProblemSearchCases {
  @TempDir private Path folder;

  @Override
  CarrierIndex open() throws IOException {
    return CarrierIndex.open(folder.resolve("index"));
  }
}
