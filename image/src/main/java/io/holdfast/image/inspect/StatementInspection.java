package io.holdfast.image.inspect;

import io.holdfast.image.inspect.Inspection.Kind;
import io.holdfast.image.inspect.Inspection.Notes;
import io.holdfast.inventory.statement.NodeStatement;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.trust.Envelope;
import io.holdfast.release.trust.TrustedKeys;
import io.holdfast.release.trust.UntrustedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a node says of itself, in its signed envelope.
 *
 * @param trusted the node's key; null to name the signer and no more
 */
record StatementInspection(@Nullable TrustedKeys trusted) {
  Inspection of(Path file) throws IOException {
    Notes notes = new Notes();
    try {
      look(bytes(file), notes);
    } catch (UntrustedException | JsonException e) {
      notes.problem(String.valueOf(e.getMessage()));
    }
    return notes.of(Kind.STATEMENT);
  }

  private void look(byte[] bytes, Notes notes) throws UntrustedException, JsonException {
    Envelope envelope = Envelope.parse(bytes);
    if (!envelope.type().equals(NodeStatement.TYPE)) {
      notes.fact("type", envelope.type());
      notes.problem("It is a signed envelope, but what is in it is no statement of a node.");
      return;
    }
    NodeStatement said = NodeStatement.unverified(bytes);
    notes.fact("node", said.node());
    notes.fact("site", said.site());
    notes.fact("said", Instant.ofEpochSecond(said.time()));
    notes.fact("reached by", said.exposure());
    said.holdings().forEach(each -> notes.fact("holds", each.role() + ": " + each.release()));
    said.barred().stream().sorted().forEach(each -> notes.fact("failed there", each));
    envelope.signers().forEach(key -> notes.fact("signed by", key));
    if (trusted == null) {
      notes.fact("signature", "not checked: name the node's key with --trust");
    } else {
      NodeStatement.verify(bytes, trusted);
      notes.fact("signature", "good");
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(Envelope.MAX_BYTES + 1);
    }
  }
}
