package io.holdfast.cli;

import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.TargetFile;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast repo publish}. */
@Command(
    name = "publish",
    description =
        "Vouches for a release or content that is in the repository. What is withdrawn is refused.",
    footer = {
      "",
      "Examples:",
      "  holdfast repo publish repo edge --version 1.4.0 --keys ~/keys",
      "  holdfast repo publish repo rules --content --version 8 --keys ~/keys \\",
      "    --floor"
    })
final class RepoPublishCommand extends WorkstationCommand {
  @Mixin private final RepoSubject subject = new RepoSubject();

  @Option(names = "--floor", description = "No node is to go below it any more.")
  private boolean floor;

  @Override
  public Integer call() throws Exception {
    SignedRepository repository = new SignedRepository(subject.repository, Instant.now());
    TargetFile target =
        subject.kind() == Kind.RELEASE
            ? repository.publish(subject.release(), subject.version, floor, subject.keys())
            : repository.publish(subject.channel(), subject.version, floor, subject.keys());
    if (subject.json) {
      print(
          Json.write(
              Json.object(
                  "target", target.path(), "sha256", target.hashes().prefix(), "floor", floor)));
    } else {
      printLine(subject + " is vouched for as " + target.path());
    }
    return ExitCode.DONE;
  }
}
