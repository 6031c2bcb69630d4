package io.holdfast.config.apply;

import io.holdfast.config.action.SourceAddress;
import io.holdfast.config.container.ImageName;
import io.holdfast.config.container.ManifestText;
import io.holdfast.config.container.Platform;
import io.holdfast.config.container.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image of a registry (OCI Distribution Specification 1.1), asked for without a name or with a
 * token that everybody gets. Every part is checked against its digest. For one thread.
 */
final class RegistryImage {
  private static final int MAX_JSON = 1 << 20;
  private static final Pattern PARAMETER = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

  private static final String ACCEPT =
      "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json,"
          + " application/vnd.docker.distribution.manifest.list.v2+json,"
          + " application/vnd.docker.distribution.manifest.v2+json";

  private final ImageName.Remote name;
  private final Platform platform;
  private final long end;
  private String token = "";
  private String digest = "";
  private byte[] manifest = new byte[0];

  RegistryImage(ImageName.Remote name, Platform platform, Duration limit) {
    this.name = name;
    this.platform = platform;
    this.end = System.nanoTime() + limit.toNanos();
  }

  /** The digest of the manifest for the platform. */
  String digest() throws IOException, InterruptedException {
    if (digest.isEmpty()) {
      manifest = manifest(name.reference());
      String other = ManifestText.chosen(manifest, platform);
      if (!other.isEmpty()) {
        manifest = manifest(other);
        if (!ManifestText.chosen(manifest, platform).isEmpty()) {
          throw new IOException(name.address() + ": its index names another index");
        }
      }
      digest = Sha256.of(manifest);
    }
    return digest;
  }

  /** Writes all of it into an empty folder, as an OCI image layout. */
  void fetchInto(Path folder) throws IOException, InterruptedException {
    String of = digest();
    Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
    Files.write(blobs.resolve(hex(of)), manifest);
    long left = LayerWriter.MAX_BYTES;
    for (String layer : ManifestText.layers(manifest)) {
      Path file = blobs.resolve(hex(layer));
      if (!Files.exists(file)) {
        MessageDigest found = Sha256.hash();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), found)) {
          ask("/blobs/" + layer, out, left);
        }
        demand(layer, Sha256.text(found));
        left -= Files.size(file);
      }
    }
    Files.writeString(
        folder.resolve("index.json"), "{\"manifests\": [{\"digest\": \"" + of + "\"}]}");
  }

  private static String hex(String digest) {
    return digest.substring(digest.indexOf(':') + 1);
  }

  private byte[] manifest(String reference) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ask("/manifests/" + reference, out, MAX_JSON);
    if (Sha256.isDigest(reference)) {
      demand(reference, Sha256.of(out.toByteArray()));
    }
    return out.toByteArray();
  }

  private void demand(String wanted, String found) throws IOException {
    if (!wanted.equals(found)) {
      throw new IOException(
          name.address() + " gives something with the digest " + found + " for " + wanted);
    }
  }

  private void ask(String path, OutputStream out, long most)
      throws IOException, InterruptedException {
    SourceAddress address = SourceAddress.parse(name.address() + path);
    try {
      Fetch.to(address, headers(), out, left(), most);
    } catch (Fetch.StatusException e) {
      if (e.status() != 401 || !token.isEmpty()) {
        throw e;
      }
      token = token(e.challenge());
      Fetch.to(address, headers(), out, left(), most);
    }
  }

  private Duration left() throws IOException {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw new IOException(name.address() + " did not give all of the image in time");
    }
    return Duration.ofNanos(left);
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>(Map.of("Accept", ACCEPT));
    if (!token.isEmpty()) {
      headers.put("Authorization", "Bearer " + token);
    }
    return headers;
  }

  /** As the specification of token authentication says that one is had. */
  private String token(String challenge) throws IOException, InterruptedException {
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      parameters.put(matcher.group(1), matcher.group(2));
    }
    String realm = parameters.getOrDefault("realm", "");
    boolean isSafe = realm.startsWith("https://") || name.address().startsWith("http://");
    if (!challenge.startsWith("Bearer ") || realm.isEmpty() || !isSafe) {
      throw new IOException(
          name.address()
              + " wants a name and a password, which are not given; unpack an archive of the image"
              + " (oci-archive:/PATH), or deliver it as content of a channel");
    }
    String query =
        "service="
            + encoded(parameters.getOrDefault("service", ""))
            + "&scope="
            + encoded("repository:" + name.repository() + ":pull");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    URI address = URI.create(realm + (realm.indexOf('?') < 0 ? "?" : "&") + query);
    Fetch.to(new SourceAddress(address), Map.of(), out, left(), MAX_JSON);
    String found = ManifestText.token(out.toByteArray());
    if (!found.matches("[\\x21-\\x7e]{1,16384}")) {
      throw new IOException(name.address() + " gives no token to those without a name");
    }
    return found;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
