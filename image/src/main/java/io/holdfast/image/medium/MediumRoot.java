package io.holdfast.image.medium;

import io.holdfast.host.Progress;
import io.holdfast.image.build.Additions;
import io.holdfast.image.build.ImageTar;
import io.holdfast.image.build.JavaRuntime;
import io.holdfast.image.build.NodeResource;
import io.holdfast.image.build.RootImage;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.cache.Fingerprint;
import io.holdfast.image.tools.ToolsTree;
import io.holdfast.image.tools.ToolsTreeMaker;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The root file system of every medium: the installer's tools, a Java runtime and the command. It
 * holds nothing of a release or a node, so that it is made once for many media. Stateless.
 */
final class MediumRoot {
  private static final int VERSION = 1;
  private static final String PLACE = "usr/lib/holdfast/";
  private static final String COMMAND = "usr/bin/holdfast";
  private static final String COMMAND_SOURCE = "medium/holdfast";

  private MediumRoot() {}

  /**
   * From the cache, or made now.
   *
   * @param jars all that the command is started from
   */
  static RootImage prepare(List<Path> jars, ToolsTree tools, BuildCache cache, Progress progress)
      throws IOException, InterruptedException {
    Path base = ToolsTreeMaker.prepareForInstaller(cache, progress);
    Path runtime = JavaRuntime.prepare(tools, cache, progress);
    Digest seed = seed(base, runtime, jars);
    Path folder =
        cache.step(
            "medium",
            seed,
            result -> {
              progress.step("make the medium's root image and its hash tree");
              Path tar = result.resolve("root.tar");
              ImageTar.compose(base.resolve(ToolsTreeMaker.TAR), gather(base, runtime, jars), tar);
              RootImage.make(tar, seed, tools, result);
              Files.delete(tar);
            });
    return RootImage.in(folder);
  }

  private static Additions gather(Path base, Path runtime, List<Path> jars) throws IOException {
    Additions additions = new Additions(base.resolve(ToolsTreeMaker.TREE));
    additions.tree(PLACE + "runtime", runtime);
    for (Path jar : jars) {
      additions.copy(PLACE + "lib/" + jar.getFileName(), jar, 0644);
    }
    additions.file(COMMAND, NodeResource.bytes(COMMAND_SOURCE), 0755);
    return additions;
  }

  private static Digest seed(Path base, Path runtime, List<Path> jars) throws IOException {
    Fingerprint seed =
        new Fingerprint("medium", VERSION)
            .add("base", String.valueOf(base.getFileName()))
            .add("runtime", String.valueOf(runtime.resolveSibling("").getFileName()))
            .add("command", Digest.of(NodeResource.bytes(COMMAND_SOURCE)));
    for (Path jar : jars) {
      seed.add("name", String.valueOf(jar.getFileName())).addFile("jar", jar);
    }
    return seed.digest();
  }
}
