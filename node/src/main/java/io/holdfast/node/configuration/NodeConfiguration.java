package io.holdfast.node.configuration;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.facts.MachineTemplates;
import io.holdfast.config.source.KernelCommandLine;
import io.holdfast.config.source.SourceText;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Problem;
import io.holdfast.config.yaml.Problems;
import io.holdfast.node.disk.NodePaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration of a node says, read from all that it is made of. What the release brings
 * in /system/oem comes first, and is no part of any digest: it changes with the release alone, and
 * is on trial with it.
 *
 * @param config what it says
 * @param problems what is known and not done, and what of the kernel's command line does not count,
 *     a line each
 * @param address where the command line says that more is, else where a file does, as it was
 *     written; null if nowhere
 */
public record NodeConfiguration(
    CloudConfig config, List<String> problems, @Nullable String address) {

  /** Copies. */
  public NodeConfiguration {
    problems = List.copyOf(problems);
  }

  /**
   * What counts in this boot: the release's, what the early start chose, and the kernel's command
   * line. A mistake in the last takes nothing from the others.
   *
   * @throws ConfigException if a file cannot be used
   */
  public static NodeConfiguration inEffect(NodePaths paths) throws ConfigException {
    List<Path> folders = all(paths, paths.configurationInEffect());
    MachineTemplates fill = TemplateSeed.templatesOf(paths.root());
    Problems wrong = new Problems();
    KernelCommandLine line = KernelCommandLine.load(paths.kernelCommandLine(), wrong);
    SourceText typed = line.document();
    List<String> told = new ArrayList<>();
    for (Problem problem : wrong.found()) {
      told.add(problem.toString());
    }
    if (typed != null) {
      try {
        return of(CloudConfig.load(folders, List.of(typed), fill), told, line.url());
      } catch (ConfigException e) {
        // It says the same of the files, if they are what is wrong, when they are read alone.
        told.add("no word of the kernel command line counts: " + e.getMessage());
      }
    }
    return of(CloudConfig.load(folders, fill), told, line.url());
  }

  /** What is known and not done is told with the mistakes: nothing is ignored in silence. */
  private static NodeConfiguration of(
      CloudConfig config, List<String> told, @Nullable String address) {
    List<String> all = new ArrayList<>(told);
    for (Problem note : config.notes()) {
      all.add(note.toString());
    }
    return new NodeConfiguration(config, all, address == null ? config.address() : address);
  }

  /**
   * What would count from the next start on: the release's, and what lies in the folders. What was
   * typed for this boot is no reason to take or to refuse a file.
   *
   * @throws ConfigException if a file cannot be used
   */
  public static CloudConfig asItLies(NodePaths paths) throws ConfigException {
    return CloudConfig.load(
        all(paths, paths.configurations()), TemplateSeed.templatesOf(paths.root()));
  }

  /**
   * The same with the files of another folder in the place of those in COS_OEM.
   *
   * @throws ConfigException if a file cannot be used
   */
  static CloudConfig with(NodePaths paths, Path oem) throws ConfigException {
    return CloudConfig.load(
        all(paths, List.of(oem, paths.configurations().getLast())),
        TemplateSeed.templatesOf(paths.root()));
  }

  private static List<Path> all(NodePaths paths, List<Path> further) {
    List<Path> folders = new ArrayList<>();
    folders.add(paths.imageConfiguration());
    folders.addAll(further);
    return folders;
  }
}
