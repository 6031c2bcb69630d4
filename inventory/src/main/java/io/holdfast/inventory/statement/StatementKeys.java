package io.holdfast.inventory.statement;

import io.holdfast.release.trust.ReleaseKey;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which key a node must have signed with.
 *
 * @param folder that holds {@code NODE.pub} for each node; null if nobody is asked
 */
public record StatementKeys(@Nullable Path folder) {
  /** Whoever signed it. */
  public static final StatementKeys ANY = new StatementKeys(null);

  /**
   * Reads a statement that its own node has signed.
   *
   * @throws UntrustedException if it has not, or its key is not known
   */
  NodeStatement read(byte[] envelope)
      throws IOException, UntrustedException, io.holdfast.release.json.JsonException {
    NodeStatement claimed = NodeStatement.unverified(envelope);
    if (folder == null) {
      return claimed;
    }
    // The name is the statement's own, so it must not lead out of the folder.
    Path file = folder.resolve(claimed.node() + ".pub").normalize();
    if (!folder.normalize().equals(file.getParent()) || !Files.isRegularFile(file)) {
      throw new UntrustedException(
          "There is no key of node '"
              + claimed.node()
              + "' in "
              + folder
              + ", so nobody knows whether it said so. Put its public key there.");
    }
    return NodeStatement.verify(envelope, new TrustedKeys(List.of(ReleaseKey.read(file))));
  }
}
