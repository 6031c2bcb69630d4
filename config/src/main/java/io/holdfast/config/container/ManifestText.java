package io.holdfast.config.container;

import io.holdfast.config.yaml.YamlMapping;
import java.io.IOException;
import java.util.List;

/** What a registry answers. Each method refuses what is not understood. */
public final class ManifestText {
  private ManifestText() {}

  /** The digest of the manifest for a platform, if this is an index; empty if it is a manifest. */
  public static String chosen(byte[] json, Platform platform) throws IOException {
    YamlMapping top = top(json);
    if (top.has("layers")) {
      return "";
    }
    return digest(ContainerImage.chosen(top, platform));
  }

  /** The digests of a manifest's layers, lowest first. */
  public static List<String> layers(byte[] json) throws IOException {
    return ContainerImage.layerDigests(top(json));
  }

  /** The token in an answer; empty if there is none. */
  public static String token(byte[] json) throws IOException {
    YamlMapping top = top(json);
    return top.text("token", top.text("access_token", ""));
  }

  private static YamlMapping top(byte[] json) throws IOException {
    return ContainerImage.mapping(ContainerImage.json("the answer", json), "the answer");
  }

  private static String digest(String text) throws IOException {
    if (!Sha256.isDigest(text)) {
      throw new IOException("it names a part by " + text + ", which is no digest of SHA-256");
    }
    return text;
  }
}
