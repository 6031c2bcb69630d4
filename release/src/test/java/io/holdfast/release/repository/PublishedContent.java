package io.holdfast.release.repository;

import io.holdfast.release.Version;
import io.holdfast.release.content.ChannelName;
import io.holdfast.release.content.ContentFile;
import io.holdfast.release.content.ContentKeys;
import io.holdfast.release.content.ContentManifest;
import io.holdfast.release.content.Contents;
import io.holdfast.release.trust.SignedManifest;
import io.holdfast.release.trust.SigningKey;
import io.holdfast.release.trust.TrustedKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** Small content to publish; the same version always gives the same bytes. */
public final class PublishedContent {
  static final SigningKey KEY = SigningKey.generate();

  private PublishedContent() {}

  /** Whose content it is. */
  public static TrustedKeys trusted() {
    return new TrustedKeys(List.of(KEY.publicKey()));
  }

  /** A repository with these versions on the channel {@code rules}. */
  public static void into(Path folder, String... versions) throws Exception {
    try (RepositoryWriter writer = RepositoryWriter.open(folder)) {
      for (String version : versions) {
        writer.publishContent(added(writer, Contents.RULES, version));
      }
    }
  }

  /** The signed manifest of a version whose files have been added. */
  static SignedManifest added(RepositoryWriter writer, ChannelName channel, String version)
      throws IOException {
    List<ContentFile> files = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files(version).entrySet()) {
      files.add(writer.addContent(file.getKey(), new ByteArrayInputStream(file.getValue())));
    }
    return ContentKeys.sign(new ContentManifest(channel, new Version(version), files), KEY);
  }

  /** One is empty, and one larger than any buffer on the way. */
  private static Map<String, byte[]> files(String version) {
    byte[] model = new byte[3 << 20];
    new Random(version.hashCode()).nextBytes(model);
    return new TreeMap<>(
        Map.of(
            "blocked.txt",
            ("blocked in " + version).getBytes(StandardCharsets.UTF_8),
            "empty",
            new byte[0],
            "models/large.bin",
            model));
  }

  /** What one of the files of a version holds. */
  static byte[] bytes(String path, String version) {
    return Objects.requireNonNull(files(version).get(path));
  }

  /** The manifest of a version on the channel {@code rules}, which must be there and signed. */
  static ContentManifest verified(Repository repository, String version) throws Exception {
    return new ContentKeys(Contents.RULES, new TrustedKeys(List.of(KEY.publicKey())))
        .verify(repository.content(Contents.RULES, new Version(version)), new Version(version));
  }

  /** Reads a file from its start to its end. */
  static byte[] read(Repository repository, ContentFile file) throws IOException {
    try (InputStream bytes = repository.open(file, 0)) {
      return bytes.readAllBytes();
    }
  }
}
