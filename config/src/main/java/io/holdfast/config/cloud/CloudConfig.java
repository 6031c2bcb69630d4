package io.holdfast.config.cloud;

import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.EnsureUser;
import io.holdfast.config.action.RunCommand;
import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.WriteFile;
import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.source.SourceText;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Placed;
import io.holdfast.config.yaml.Problem;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.TextFill;
import io.holdfast.config.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the configuration of a machine says, merged from its files: later files add to the lists
 * and override single values.
 *
 * @param hostname null to leave it
 * @param users accounts
 * @param keys who may log in with what; those of the top level are already given to their users
 * @param files of {@code write_files}
 * @param commands of {@code runcmd}
 * @param install how to install
 * @param recovery what a node in recovery may do
 * @param content channels of {@code content}, each with the place where it is declared
 * @param node what the node keeps to
 * @param steps of {@code stages}, in the order of files and of lines; what the top level of a file
 *     declares for a stage is a step before the file's own
 * @param address where a file says that more is ({@code config_url}), as it was written; null if
 *     none does. One that was itself fetched does not count
 * @param notes what is known and will not be done, with its place
 */
public record CloudConfig(
    @Nullable SetHostname hostname,
    List<EnsureUser> users,
    List<AuthorizeKeys> keys,
    List<WriteFile> files,
    List<RunCommand> commands,
    InstallOptions install,
    RecoveryOptions recovery,
    List<Placed<ContentChannel>> content,
    NodeOptions node,
    List<Step> steps,
    @Nullable String address,
    List<Problem> notes) {

  /** What a machine without any file has. */
  public static final CloudConfig EMPTY =
      new CloudConfig(
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          InstallOptions.DEFAULT,
          RecoveryOptions.NONE,
          List.of(),
          NodeOptions.NONE,
          List.of(),
          null,
          List.of());

  /** Copies. */
  public CloudConfig {
    users = List.copyOf(users);
    keys = List.copyOf(keys);
    files = List.copyOf(files);
    commands = List.copyOf(commands);
    content = List.copyOf(content);
    steps = List.copyOf(steps);
    notes = List.copyOf(notes);
  }

  /** All folders that persist besides the release's. */
  public List<PersistentFolder> persistentFolders() {
    List<PersistentFolder> folders = new ArrayList<>(install.bindMounts());
    folders.addAll(node.persistent());
    return folders;
  }

  /**
   * Reads one file's text. It needs no header, but may not be a script. Its templates are not
   * filled, and what is made of such values are placeholders.
   *
   * @param source the file, as the user would name it in a message
   * @throws ConfigException with everything that is wrong or not supported
   */
  public static CloudConfig parse(String source, String text) throws ConfigException {
    Problems problems = new Problems();
    CloudConfig config = new CloudConfigReader(problems, TextFill.LATER).read(EMPTY, source, text);
    return ordered(config, problems);
  }

  /**
   * What a node would refuse in a file that is read into a tree already, and has no templates; in
   * the order of finding, and also among the problems of the tree.
   *
   * @param source the file, as the user would name it in a message
   */
  public static List<Problem> problemsOf(String source, String text, YamlMapping root) {
    Problems problems = root.problems();
    int before = problems.found().size();
    if (!isRefusedAsScript(source, text, problems)) {
      StepOrder.check(
          new CloudConfigReader(problems, TextFill.LATER).readMapping(EMPTY, source, root).steps(),
          problems);
    }
    List<Problem> found = problems.found();
    return found.subList(before, found.size());
  }

  /**
   * Whether a node refuses a file because of its first line alone, by which another program reads
   * it.
   *
   * @param source the file, as the user would name it in a message
   * @param problems hears that it is refused
   */
  public static boolean isRefusedAsScript(String source, String text, Problems problems) {
    boolean isScript = CloudConfigReader.isScript(text);
    if (isScript) {
      CloudConfigReader.refuseScript(source, problems);
    }
    return isScript;
  }

  /**
   * The files that {@link #load} reads, in their order, without a look into them.
   *
   * @throws ConfigException if a folder cannot be listed, or has too many
   */
  public static List<Path> files(List<Path> folders) throws ConfigException {
    Problems problems = new Problems();
    List<Path> files = ConfigFiles.in(folders, problems);
    problems.throwIfAny();
    return files;
  }

  /** The same as with {@link TextFill#LATER}: for who wants to know whether it can be read. */
  public static CloudConfig load(List<Path> folders) throws ConfigException {
    return load(folders, TextFill.LATER);
  }

  /**
   * Reads and merges the {@code .yaml} and {@code .yml} files of some folders: folder after folder,
   * within each in the order of the file names. A folder that does not exist has no files; hidden
   * files and folders within are not looked at.
   *
   * @param fill what becomes of templates
   * @throws ConfigException with everything that is wrong in any file, each named; a configuration
   *     that is only partly understood is not returned
   */
  public static CloudConfig load(List<Path> folders, TextFill fill) throws ConfigException {
    return load(folders, List.of(), fill);
  }

  /**
   * The same, with documents that are in no file; they count over all files, the last most.
   *
   * @throws ConfigException with everything that is wrong in any file or document
   */
  public static CloudConfig load(List<Path> folders, List<SourceText> documents, TextFill fill)
      throws ConfigException {
    Problems problems = new Problems();
    return read(
        ConfigFiles.in(folders, problems),
        documents,
        new CloudConfigReader(problems, fill),
        problems);
  }

  /**
   * Reads and merges files, and the {@code .yaml} and {@code .yml} files of folders and of the
   * folders in them, in the order given; what a folder has in the order of its paths. Only what
   * belongs to a stage is looked at.
   *
   * @param fill what becomes of templates
   * @throws ConfigException with everything that is wrong, also with a path that is not there
   */
  public static CloudConfig loadStages(List<Path> paths, TextFill fill) throws ConfigException {
    Problems problems = new Problems();
    return read(
        ConfigFiles.below(paths, problems),
        List.of(),
        new CloudConfigReader(problems, fill, true),
        problems);
  }

  private static CloudConfig read(
      List<Path> files, List<SourceText> documents, CloudConfigReader reader, Problems problems)
      throws ConfigException {
    CloudConfig config = EMPTY;
    for (Path file : files) {
      Optional<String> text = ConfigFiles.read(file, problems);
      if (text.isPresent()) {
        config = reader.read(config, file.toString(), text.get());
      }
    }
    for (SourceText document : documents) {
      config = reader.read(config, document.name(), document.text());
    }
    return ordered(config, problems);
  }

  /** With what is to be said of the order of the steps. */
  private static CloudConfig ordered(CloudConfig config, Problems problems) throws ConfigException {
    StepOrder.check(config.steps(), problems);
    problems.throwIfAny();
    return new CloudConfig(
        config.hostname(),
        config.users(),
        config.keys(),
        config.files(),
        config.commands(),
        config.install(),
        config.recovery(),
        config.content(),
        config.node(),
        config.steps(),
        config.address(),
        problems.notes());
  }
}
