package io.holdfast.image.inspect;

import io.holdfast.host.Command;
import io.holdfast.host.Progress;
import io.holdfast.image.disk.ByteSize;
import io.holdfast.image.inspect.Inspection.Kind;
import io.holdfast.image.inspect.Inspection.Notes;
import io.holdfast.image.tools.ToolsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Looks at the image of a root file system (EROFS). */
record ImageInspection(ToolsTree tools, Progress progress) {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  Inspection of(Path image) throws IOException, InterruptedException {
    Notes notes = new Notes();
    notes.fact("size", new ByteSize(Files.size(image)));
    tools
        .command(List.of(image), List.of(), List.of("dump.erofs", "-s", image.toString()))
        .within(LIMIT)
        .run()
        .output()
        .lines()
        .map(line -> line.split(":\\s+", 2))
        .filter(words -> words.length == 2 && words[0].startsWith("Filesystem"))
        .forEach(words -> notes.fact(words[0].replaceFirst("^Filesystem ", ""), words[1].strip()));
    progress.step("read all of it");
    Command.Result check =
        tools
            .command(
                List.of(image), List.of(), List.of("fsck.erofs", "--extract", image.toString()))
            .within(LIMIT)
            .run();
    if (!check.succeeded()) {
      notes.problem("It cannot be read whole: " + check.output().strip());
    }
    return notes.of(Kind.IMAGE);
  }
}
