package io.holdfast.inventory.index;

import io.holdfast.inventory.DebianPostgres;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

@Tag("tools")
class ProblemSearchOnServerTest extends ProblemSearchCases {
  @Override
  CarrierIndex open() throws IOException {
    return CarrierIndex.open(DebianPostgres.running().emptyDatabase(), _ -> {});
  }
}
