package io.holdfast.image.recipe;

import io.holdfast.config.content.ContentChannel;
import io.holdfast.config.health.HealthCheck;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A release's recipe.
 *
 * @param name of the release
 * @param version of the release
 * @param base what it begins with
 * @param kernelPackage Debian's package of the kernel; only for a Debian base
 * @param kernelArguments added to the kernel's command line
 * @param packages Debian packages to add; only for a Debian base
 * @param packageFiles Debian packages without scripts to lay over the base, each a .deb file
 * @param files put into the image, over what the base has
 * @param units systemd units put into the image
 * @param enable units of the base to start at boot
 * @param mask units of the base never to start
 * @param health checks that a trial of this release stands or falls with
 * @param content channels on which every node with this release takes content
 * @param trial how long and how often this release is tried before it commits
 * @param persistent absolute paths of folders that outlive a boot, besides the usual ones
 */
public record Recipe(
    ReleaseName name,
    Version version,
    Base base,
    String kernelPackage,
    List<String> kernelArguments,
    List<String> packages,
    List<Path> packageFiles,
    List<ImageFile> files,
    List<Unit> units,
    List<String> enable,
    List<String> mask,
    List<HealthCheck> health,
    List<ContentChannel> content,
    TrialSettings trial,
    List<String> persistent) {

  /** The kernel for machines of any make. */
  public static final String DEFAULT_KERNEL = "linux-image-amd64";

  /**
   * How a trial of this release is judged.
   *
   * @param bake how long its required checks must hold; 10 s to 7 days
   * @param tries how many boots may end without a trace, 1 to 4
   */
  public record TrialSettings(Duration bake, int tries) {
    private static final Duration LEAST_BAKE = Duration.ofSeconds(10);
    private static final Duration MOST_BAKE = Duration.ofDays(7);

    /** Most tries; more deaths without a trace than these are a failing release. */
    public static final int MOST_TRIES = 4;

    /** Long enough for a service to meet its first work, short enough to be watched. */
    public static final TrialSettings DEFAULT = new TrialSettings(Duration.ofMinutes(5), 2);

    /** Checks the ranges. */
    public TrialSettings {
      if (bake.compareTo(LEAST_BAKE) < 0 || bake.compareTo(MOST_BAKE) > 0) {
        throw new IllegalArgumentException("the bake time must be from 10 s to 7 days");
      }
      if (tries < 1 || tries > MOST_TRIES) {
        throw new IllegalArgumentException("tries must be from 1 to " + MOST_TRIES);
      }
    }
  }

  /** A file of the image: its path below /, its bytes and its permissions. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and copying megabytes buys nothing.
  public record ImageFile(String path, byte[] content, int mode) {}

  /**
   * A unit of systemd.
   *
   * @param name with its ending
   * @param content of the unit file
   * @param enabled whether its [Install] section is followed
   */
  public record Unit(String name, String content, boolean enabled) {}

  /** Copies its lists. */
  public Recipe {
    kernelArguments = List.copyOf(kernelArguments);
    packages = List.copyOf(packages);
    packageFiles = List.copyOf(packageFiles);
    files = List.copyOf(files);
    units = List.copyOf(units);
    enable = List.copyOf(enable);
    mask = List.copyOf(mask);
    health = List.copyOf(health);
    content = List.copyOf(content);
    persistent = List.copyOf(persistent);
  }
}
