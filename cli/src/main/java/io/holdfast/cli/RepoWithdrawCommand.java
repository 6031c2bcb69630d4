package io.holdfast.cli;

import io.holdfast.release.admission.Withdrawn;
import io.holdfast.release.json.Json;
import io.holdfast.release.tuf.signing.Draft;
import io.holdfast.release.tuf.signing.SignedRepository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast repo withdraw}. */
@Command(
    name = "withdraw",
    description = {
      "Says, signed, that a release or content must not be activated any more.",
      "Nodes that have seen it refuse it, wherever it comes from; 'publish' refuses it too."
    },
    footer = {
      "",
      "Example:",
      "  holdfast repo withdraw repo edge --version 1.4.0 --keys ~/keys \\",
      "    --advisory CVE-2024-3094 --reason 'xz 5.6.1 has a back door'"
    })
final class RepoWithdrawCommand extends WorkstationCommand {
  @Mixin private final RepoSubject subject = new RepoSubject();

  @Option(names = "--reason", required = true, description = "Why, in one sentence.")
  private String reason = "";

  @Option(
      names = "--advisory",
      required = true,
      paramLabel = "ID",
      description = "What is known of it, such as CVE-2024-3094.")
  private String advisory = "";

  @Override
  public Integer call() throws Exception {
    subject.signing.demand();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Withdrawn withdrawn =
        new Withdrawn(
            subject.kind(),
            subject.name(),
            subject.version,
            subject.digest(),
            reason,
            advisory,
            now);
    SignedRepository repository = new SignedRepository(subject.repository, now);
    Draft left = subject.signing.end(repository, repository.drafting().withdraw(withdrawn));
    if (left != null) {
      print(subject.signing.text(left, subject.repository, subject.json));
    } else if (subject.json) {
      print(
          Json.write(
              Json.object(
                  "withdrawn",
                  withdrawn.toString(),
                  "manifest",
                  withdrawn.manifest().toString(),
                  "advisory",
                  advisory)));
    } else {
      printLine(subject + " is withdrawn (" + advisory + ")");
    }
    return ExitCode.DONE;
  }
}
