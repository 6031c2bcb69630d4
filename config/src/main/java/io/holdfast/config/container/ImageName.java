package io.holdfast.config.container;

import io.holdfast.config.yaml.Quoted;

/** Where a configuration says that an image is. */
public sealed interface ImageName {

  /**
   * A folder or a file of the machine.
   *
   * @param path absolute
   */
  record Local(String path) implements ImageName {}

  /**
   * In a registry.
   *
   * @param host with a port where it has one
   * @param reference a tag, or a digest
   */
  record Remote(String host, String repository, String reference) implements ImageName {
    /** True if it can only ever be the same. */
    public boolean isPinned() {
      return Sha256.isDigest(reference);
    }

    /** Where its interface begins; to this machine itself nobody is on the way. */
    public String address() {
      boolean here = host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?");
      return (here ? "http://" : "https://") + host + "/v2/" + repository;
    }
  }

  /**
   * Reads one: {@code oci:PATH}, {@code oci-archive:PATH}, {@code docker-archive:PATH}, {@code
   * file:PATH}, or a name in a registry as containers have it, also after {@code oci:} or {@code
   * docker://}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ImageName parse(String text) {
    for (String scheme : new String[] {"oci:", "oci-archive:", "docker-archive:", "file:"}) {
      if (text.startsWith(scheme + "/")) {
        return new Local(text.substring(scheme.length()));
      }
    }
    String name = text.startsWith("oci:") ? text.substring("oci:".length()) : text;
    name = name.startsWith("docker://") ? name.substring("docker://".length()) : name;
    int at = name.indexOf('@');
    String digest = at < 0 ? "" : name.substring(at + 1);
    String named = at < 0 ? name : name.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean hasTag = colon > named.lastIndexOf('/');
    String tag = hasTag ? named.substring(colon + 1) : "latest";
    String path = hasTag ? named.substring(0, colon) : named;
    int slash = path.indexOf('/');
    String first = slash < 0 ? "" : path.substring(0, slash);
    boolean hasHost =
        first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    String host = hasHost ? first : "docker.io";
    String repository = hasHost ? path.substring(slash + 1) : path;
    if (host.equals("docker.io")) {
      // As its own program does.
      host = "registry-1.docker.io";
      repository = repository.indexOf('/') < 0 ? "library/" + repository : repository;
    }
    if (text.length() > 1024
        || !host.matches("[A-Za-z0-9.-]+(:[0-9]{1,5})?")
        || !repository.matches("[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*")
        || !tag.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")
        || (at >= 0 && !Sha256.isDigest(digest))) {
      throw new IllegalArgumentException(
          Quoted.of(text)
              + " names no image; write one such as docker.io/library/busybox:1, or oci:/PATH,"
              + " oci-archive:/PATH or docker-archive:/PATH");
    }
    return new Remote(host, repository, at < 0 ? tag : digest);
  }
}
