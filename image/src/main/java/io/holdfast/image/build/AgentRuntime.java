package io.holdfast.image.build;

import io.holdfast.host.Command;
import io.holdfast.host.Progress;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.tools.Debootstrap;
import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Java runtime of the agent: the one linked for all images, and an archive of the classes that
 * its starts load. The archive is a static one (java(1), -Xshare:dump), whose bytes, unlike those
 * of an archive with profiles, depend on nothing but its inputs. Stateless.
 */
final class AgentRuntime {
  /** Where all of it lies in an image. */
  static final String PLACE = "usr/lib/holdfast";

  /** What the agent is started as. */
  static final String MAIN = "io.holdfast.cli.node.NodeCommand";

  private static final int VERSION = 4;
  private static final Duration LINKING = Duration.ofMinutes(5);

  /** What the archive covers: an early start, the daemon and a command, without touching a node. */
  private static final String TRAINING = "train";

  private AgentRuntime() {}

  /**
   * The JVM's options on a node, one a line, as an argument file (java(1)). Most of its runs are
   * over before compiling anything has paid: only what is really hot is compiled. What a crash of
   * the JVM itself has to say goes where its other output goes: the folder it runs in is read-only.
   */
  static String options(List<Path> jars) {
    return """
        -XX:+UseSerialGC
        -XX:TieredStopAtLevel=1
        -XX:CompileThresholdScaling=8
        -Xms8m
        -Xmx40m
        -Xss512k
        -Djdk.lang.Process.launchMechanism=FORK
        -XX:ReservedCodeCacheSize=16m
        -XX:MaxMetaspaceSize=40m
        -XX:-UsePerfData
        -XX:-CreateCoredumpOnCrash
        -XX:+ErrorFileToStderr
        -XX:SharedArchiveFile=/%s/agent.jsa
        -Xlog:disable
        -Xlog:all=error:stderr
        --enable-native-access=ALL-UNNAMED
        -cp %s
        """
        .formatted(PLACE, classPath(jars));
  }

  /**
   * A folder with {@code runtime/}, {@code lib/}, {@code agent.jsa} and {@code java.options}, all
   * with the times they will have in the image, because the JVM compares them.
   */
  static Path prepare(
      BaseTree base, List<Path> jars, ToolsTree tools, BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    Path runtime = JavaRuntime.prepare(tools, cache, progress);
    Fingerprint key =
        new Fingerprint("agent", VERSION)
            .add("runtime", String.valueOf(runtime.resolveSibling("").getFileName()))
            .add("base", base.key());
    for (Path jar : jars) {
      key.add("name", jar.getFileName().toString()).addFile("jar", jar);
    }
    key.add("options", options(jars));
    return cache.step(
        "agent",
        key.digest(),
        result -> {
          progress.step("prepare the agent's classes");
          assemble(base, jars, tools, runtime, result);
        });
  }

  /** Runs the training and the dump inside the base, at the very paths the node has. */
  private static void assemble(
      BaseTree base, List<Path> jars, ToolsTree tools, Path runtime, Path result)
      throws IOException, InterruptedException {
    copyTree(runtime, result.resolve("runtime"));
    Path lib = Files.createDirectory(result.resolve("lib"));
    for (Path jar : jars) {
      Files.copy(jar, lib.resolve(jar.getFileName().toString()));
    }
    Files.writeString(result.resolve("java.options"), options(jars));
    setTimes(result);
    Path classes = result.resolve("classes");
    run(
        tools,
        base,
        result,
        List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + classes),
        TRAINING);
    settle(classes);
    run(
        tools,
        base,
        result,
        List.of(
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + classes,
            "-XX:SharedArchiveFile=" + result.resolve("agent.jsa")),
        "--version");
    Files.delete(classes);
    setTimes(result);
  }

  /**
   * Leaves out what differs from one training to the next, and gains the archive little: the order
   * in which threads load classes, the numbers that follow it, and the constants ({@code @cp}) of
   * branches that depend on the time of day.
   */
  private static void settle(Path classes) throws IOException {
    List<String> settled;
    try (Stream<String> lines = Files.lines(classes)) {
      settled =
          lines
              .filter(line -> !line.startsWith("@cp "))
              .map(line -> line.replaceFirst(" id: \\d+$", ""))
              .distinct()
              .sorted()
              .toList();
    }
    Files.write(classes, settled);
  }

  private static void run(
      ToolsTree tools, BaseTree base, Path agent, List<String> options, String argument)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.addAll(JavaRuntime.start("/" + PLACE + "/runtime"));
    words.add("@/" + PLACE + "/java.options");
    words.addAll(options);
    words.addAll(List.of(MAIN, argument));
    Command command =
        tools.commandAt(base.tree(), agent, Path.of("/" + PLACE), List.of(agent), words);
    command.within(LINKING).check();
  }

  private static String classPath(List<Path> jars) {
    List<String> places = new ArrayList<>();
    for (Path jar : jars) {
      places.add("/" + PLACE + "/lib/" + jar.getFileName());
    }
    return String.join(":", places);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            java.nio.file.LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static void setTimes(Path folder) throws IOException {
    FileTime time =
        FileTime.from(Debootstrap.SOURCE_DATE_EPOCH, java.util.concurrent.TimeUnit.SECONDS);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!Files.isSymbolicLink(file)) {
          Files.setLastModifiedTime(file, time);
        }
      }
    }
  }
}
