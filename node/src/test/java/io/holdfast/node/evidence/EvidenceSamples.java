package io.holdfast.node.evidence;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import java.time.Instant;
import java.util.List;

/** Evidence for tests. */
final class EvidenceSamples {
  static final BootId BOOT = BootId.parse("0f7c1a52-93d4-4c6b-8e21-5a9b0d3e7f16");

  private EvidenceSamples() {}

  static Evidence sick(int number) {
    return new Evidence(
        number,
        Instant.parse("2026-11-20T10:00:00Z"),
        new Evidence.Release("shop", new Version("1.5.0-rc.1"), new Digest("5f".repeat(32))),
        BOOT,
        "required health check db failed 4 times in a row",
        Cause.CHECK,
        new Parts(List.of("release shop 1.5.0-rc.1"), List.of("release shop 1.5.0-rc.1")),
        Culprit.check("db"),
        "exit code 1\nno \"answer\" on port 5432",
        List.of("80 multi-user.target start waiting"),
        List.of(
            "[   12.001] node systemd[1]: Starting db.service", "[   12.9] node db[312]: größer"),
        "== Panic#1\n<0>[   13.0] Kernel panic - not syncing: sysrq triggered crash",
        "");
  }
}
