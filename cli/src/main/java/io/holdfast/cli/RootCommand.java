package io.holdfast.cli;

import io.holdfast.cli.node.StageCommand;
import io.holdfast.image.disk.ByteSize;
import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.tuf.signing.KeyCount;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** All commands of a workstation, put together. */
@Command(
    name = "holdfast",
    description = "Builds, installs and rehearses an immutable operating system for edge machines.",
    version = Holdfast.VERSION_LINE,
    subcommands = {
      KeysCommand.class,
      BuildCommand.class,
      ConfigCommand.class,
      StageCommand.class,
      ContentCommand.class,
      ExtensionCommand.class,
      AdvisoryCommand.class,
      RepoCommand.class,
      InstallCommand.class,
      IsoCommand.class,
      InspectCommand.class,
      InventoryCommand.class,
      LabCommand.class,
      DrillCommand.class,
      ToolsTreeCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage", "3:refused on purpose"},
    footer = {
      "",
      "Examples:",
      "  holdfast drill july-2024",
      "  holdfast build recipe.yaml --to repo --keys ~/keys",
      "  holdfast help install"
    })
@SuppressWarnings("UnusedVariable") // What the parser does itself is read by nobody else.
final class RootCommand {
  @Mixin final HelpOption help = new HelpOption();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  private RootCommand() {}

  /** All commands, as they are and as tests see them. */
  static CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new RootCommand())
            .setExecutionExceptionHandler(Failures::tell)
            .setParameterExceptionHandler(Failures::tell)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .registerConverter(Version.class, of(Version::new))
            .registerConverter(ReleaseName.class, of(ReleaseName::new))
            .registerConverter(
                ChannelName.class, of(text -> new ChannelName(text).demandDeclared()))
            .registerConverter(KeyCount.class, of(KeyCount::parse))
            .registerConverter(ByteSize.class, of(ByteSize::parse));
    Objects.requireNonNull(line.getSubcommands().get("help"))
        .getCommandSpec()
        .usageMessage()
        .footer("", "Example:", "  holdfast help build");
    return line;
  }

  /** With the reason alone: the parser names the option. */
  private static <T> ITypeConverter<T> of(Function<String, T> reader) {
    return text -> {
      try {
        return reader.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
