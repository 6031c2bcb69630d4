package io.holdfast.cli;

import io.holdfast.image.build.*;
import io.holdfast.image.cache.BuildCache;
import io.holdfast.image.recipe.*;
import io.holdfast.image.tools.*;
import io.holdfast.release.repository.RepositoryWriter;
import io.holdfast.release.trust.SigningKey;
import java.nio.file.*;
import java.util.*;

/** Prototype. */
public final class Holdfast {
  private Holdfast() {}

  /** Entry. */
  public static void main(String[] args) throws Exception {
    Path cacheFolder = Path.of(System.getenv("HOME"), ".cache/holdfast");
    BuildCache cache = new BuildCache(cacheFolder);
    long t = System.nanoTime();
    io.holdfast.host.Progress p =
        s -> System.err.printf("%6.1f %s%n", (System.nanoTime() - t) / 1e9, s);
    ToolsTree tools = ToolsTreeMaker.prepare(cache, p);
    Path keys = Path.of(args[2]);
    SigningKey key = SigningKey.read(keys.resolve("release.key"), null);
    var kf = java.security.KeyFactory.getInstance("RSA");
    var sbk =
        kf.generatePrivate(
            new java.security.spec.PKCS8EncodedKeySpec(Files.readAllBytes(keys.resolve("sb.der"))));
    var crt =
        (java.security.cert.X509Certificate)
            java.security.cert.CertificateFactory.getInstance("X.509")
                .generateCertificate(Files.newInputStream(keys.resolve("sb.crt")));
    Recipe recipe = RecipeReader.read(Path.of(args[0]));
    try (RepositoryWriter w = RepositoryWriter.open(Path.of(args[1]))) {
      System.out.println(
          new ReleaseBuilder(tools, cache, p)
              .build(
                  new ReleaseInputs(
                      recipe,
                      AgentJars.find(Path.of(args[3])),
                      List.of(keys.resolve("release.pub"))),
                  key,
                  new SecureBootSigner(sbk, crt),
                  w));
    }
    p.step("done");
  }
}
