package io.holdfast.release.content;

import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import java.util.Arrays;
import java.util.List;

/** Content to test with. */
public final class Contents {
  /** The channel of all of it. */
  public static final ChannelName RULES = new ChannelName("rules");

  private Contents() {}

  /** The manifest of the golden file. */
  public static ContentManifest golden() {
    return of(
        "7",
        new ContentFile("models/small.bin", digest('3'), 48211),
        new ContentFile("models/Grades A & B.bin", digest('2'), ContentFile.MAX_SIZE),
        new ContentFile("blocked.txt", Digest.of(new byte[0]), 0));
  }

  /** A manifest on the channel. */
  public static ContentManifest of(String version, ContentFile... files) {
    return new ContentManifest(RULES, new Version(version), List.of(files));
  }

  /** A manifest of files that hold one byte each. */
  public static ContentManifest ofPaths(String... paths) {
    return of("7", Arrays.stream(paths).map(Contents::file).toArray(ContentFile[]::new));
  }

  /** A file of one byte. */
  static ContentFile file(String path) {
    return new ContentFile(path, digest('1'), 1);
  }

  private static Digest digest(char digit) {
    return new Digest(String.valueOf(digit).repeat(64));
  }
}
