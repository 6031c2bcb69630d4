package io.holdfast.cli;

import io.holdfast.release.admission.Withdrawn.Kind;
import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.signing.Draft;
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
      "    --floor",
      "  holdfast repo publish repo edge --version 1.4.0 --prepare change.json"
    })
final class RepoPublishCommand extends WorkstationCommand {
  @Mixin private final RepoSubject subject = new RepoSubject();

  @Option(names = "--floor", description = "No node is to go below it any more.")
  private boolean floor;

  @Override
  public Integer call() throws Exception {
    subject.signing.demand();
    SignedRepository repository = new SignedRepository(subject.repository, Instant.now());
    Draft draft =
        subject.kind() == Kind.RELEASE
            ? repository.drafting().publish(subject.release(), subject.version, floor)
            : repository.drafting().publish(subject.channel(), subject.version, floor);
    Draft left = subject.signing.end(repository, draft);
    String target = subject.target();
    if (left != null) {
      print(subject.signing.text(left, subject.repository, subject.json));
    } else if (subject.json) {
      print(
          Json.write(
              Json.object("target", target, "sha256", subject.digest().hex(), "floor", floor)));
    } else {
      printLine(subject + " is vouched for as " + target);
    }
    return ExitCode.DONE;
  }
}
