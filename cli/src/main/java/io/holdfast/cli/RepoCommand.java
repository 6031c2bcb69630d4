package io.holdfast.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast repo}. */
@Command(
    name = "repo",
    description = {
      "Signs what a repository has, and what of it is withdrawn (The Update Framework).",
      "A release or content is published into the repository first, and vouched for here."
    },
    subcommands = {
      RepoInitCommand.class,
      RepoPublishCommand.class,
      RepoWithdrawCommand.class,
      RepoRotateCommand.class,
      RepoRoleCommand.class,
      RepoRefreshCommand.class,
      RepoSignCommand.class,
      RepoAcceptCommand.class,
      RepoShowCommand.class,
      RepoVerifyCommand.class,
      RepoPromoteCommand.class,
      RepoSyncCommand.class,
      RepoGcCommand.class,
      RepoServeCommand.class,
      RepoClientCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  holdfast repo init repo --keys ~/keys --channel rules",
      "  holdfast repo publish repo edge --version 1.4.0 --keys ~/keys",
      "  holdfast repo withdraw repo edge --version 1.4.0 --keys ~/keys \\",
      "    --advisory CVE-2024-3094 --reason 'xz 5.6.1 has a back door'"
    })
final class RepoCommand {
  @Mixin final HelpOption help = new HelpOption();
}
