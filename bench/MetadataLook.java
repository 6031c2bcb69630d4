import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.vouching.Said;
import io.holdfast.node.vouching.Vouching;
import java.nio.file.Path;
import java.time.Instant;

/** What a node does when it looks what is withdrawn: a process of {@link MetadataBench}'s. */
final class MetadataLook {
  private MetadataLook() {}

  /** With a node's folder and a repository; with nothing, a start and an end. */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      return;
    }
    Said said = new Vouching(new NodePaths(Path.of(args[0])), Instant.now()).listen(args[1]);
    if (said.vouched().size() != Integer.parseInt(args[2])) {
      throw new IllegalStateException(said.vouched().size() + " targets were read");
    }
  }
}
