package io.holdfast.config.source.datasource;

import io.holdfast.config.source.http.HttpReader;
import io.holdfast.config.source.http.TimeLimit;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Quoted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the datasources that a configuration names. Discs first, one after the other; then all
 * others at the same time, so that those that are not there cost no more than the slowest. The
 * first in the order of the list that answers is the one: the order decides and not who is faster.
 * Safe for use by several threads.
 */
public final class Datasources {
  /**
   * All together: what a boot may lose at most, on a machine that asks for datasources and has
   * none. Long enough for a service's half a dozen answers, and for drives that spin up.
   */
  public static final Duration TOTAL = Duration.ofSeconds(10);

  /** More than there are; each runs at the same time. */
  static final int MAX_PROVIDERS = 16;

  /** Names that a configuration may give, in the order in which they are documented. */
  public static final List<String> NAMES =
      List.of(
          "cdrom",
          "config-drive",
          "file",
          "aws",
          "gcp",
          "azure",
          "openstack",
          "hetzner",
          "digitalocean",
          "vultr",
          "scaleway",
          "packet",
          "vmware",
          "maas",
          "metaldata");

  /** What came of the asking. */
  public sealed interface Outcome {
    /** Somebody answered. */
    record Found(MachineFacts facts) implements Outcome {}

    /**
     * Nobody did.
     *
     * @param reasons one for each provider, beginning with its name
     */
    record Nothing(List<String> reasons) implements Outcome {
      /** Copies. */
      public Nothing {
        reasons = List.copyOf(reasons);
      }
    }
  }

  private final HttpReader http;
  private final Drives drives;
  private final GuestVariables guest;
  private final List<Cloud> clouds;
  private final Duration total;

  Datasources(
      HttpReader http, Drives drives, GuestVariables guest, List<Cloud> clouds, Duration total) {
    this.http = http;
    this.drives = drives;
    this.guest = guest;
    this.clouds = List.copyOf(clouds);
    this.total = total;
  }

  /** Those of this machine; looking for discs needs root. */
  public static Datasources ofThisMachine() {
    return new Datasources(
        HttpReader.usual(),
        new MountedDrives(Path.of("/dev"), Path.of("/run/holdfast/datasource")),
        GuestVariables.USUAL,
        Clouds.ALL,
        TOTAL);
  }

  /**
   * Asks. Takes at most {@link #TOTAL}.
   *
   * @param names as in a configuration; of doubled ones the first counts
   * @param path where {@code file} and {@code maas} read; null if it is not said
   * @throws InterruptedException if this thread is interrupted; whoever was asked is left alone
   */
  public Outcome ask(List<String> names, @Nullable Path path) throws InterruptedException {
    TimeLimit limit = TimeLimit.in(total);
    List<String> reasons = new ArrayList<>();
    List<Provider> others = new ArrayList<>();
    for (String name : names.stream().distinct().limit(MAX_PROVIDERS).toList()) {
      Provider provider = provider(name, path, reasons);
      if (provider instanceof DiscReader) {
        try {
          return new Outcome.Found(provider.ask(limit));
        } catch (IOException e) {
          reasons.add(name + ": " + e.getMessage());
        }
      } else if (provider != null) {
        others.add(provider);
      }
    }
    MachineFacts facts = first(others, limit, reasons);
    return facts == null ? new Outcome.Nothing(reasons) : new Outcome.Found(facts);
  }

  private static @Nullable MachineFacts first(
      List<Provider> providers, TimeLimit limit, List<String> reasons) throws InterruptedException {
    List<FutureTask<MachineFacts>> asked = new ArrayList<>();
    for (Provider provider : providers) {
      FutureTask<MachineFacts> task = new FutureTask<>(() -> provider.ask(limit));
      asked.add(task);
      Thread.ofPlatform().daemon().name("datasource " + provider.name()).start(task);
    }
    try {
      for (int i = 0; i < asked.size(); i++) {
        try {
          return asked.get(i).get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
          Throwable cause = e.getCause();
          reasons.add(providers.get(i).name() + ": " + (cause == null ? e : cause).getMessage());
        } catch (TimeoutException e) {
          reasons.add(providers.get(i).name() + ": it does not answer in time");
        }
      }
      return null;
    } finally {
      asked.forEach(task -> task.cancel(true));
    }
  }

  private @Nullable Provider provider(String name, @Nullable Path path, List<String> reasons) {
    for (Cloud cloud : clouds) {
      if (cloud.name().equals(name)) {
        return new CloudReader(cloud, http, Map::of);
      }
    }
    return switch (name) {
      case "cdrom" -> new DiscReader(Disc.CDROM, drives);
      case "config-drive" -> new DiscReader(Disc.CONFIG_DRIVE, drives);
      case "vmware" -> guest;
      case "file", "maas" -> atPath(name, path, reasons);
      default -> {
        reasons.add(Quoted.of(name) + ": there is no datasource of that name");
        yield null;
      }
    };
  }

  private @Nullable Provider atPath(String name, @Nullable Path path, List<String> reasons) {
    if (path == null) {
      reasons.add(name + ": it needs 'path'");
      return null;
    }
    return name.equals("file") ? new FileProvider(path) : maas(path, reasons);
  }

  private @Nullable Provider maas(Path path, List<String> reasons) {
    try {
      byte[] bytes = FolderFiles.bytes(path, path.toString());
      MaasAccess access =
          MaasAccess.read(path.toString(), new String(bytes, StandardCharsets.UTF_8));
      return new CloudReader(
          Clouds.MAAS.at(access.address()),
          http,
          () -> access.signed(Instant.now(), UUID.randomUUID().toString()));
    } catch (IOException | ConfigException e) {
      reasons.add("maas: " + e.getMessage());
      return null;
    }
  }
}
