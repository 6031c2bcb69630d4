package io.holdfast.image.recipe;

import io.holdfast.config.health.HealthCheck;
import io.holdfast.release.Version;
import io.holdfast.release.manifest.ReleaseName;
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
 * @param files put into the image, over what the base has
 * @param units systemd units put into the image
 * @param enable units of the base to start at boot
 * @param mask units of the base never to start
 * @param health checks that a trial of this release stands or falls with
 * @param persistent absolute paths of folders that outlive a boot, besides the usual ones
 */
public record Recipe(
    ReleaseName name,
    Version version,
    Base base,
    String kernelPackage,
    List<String> kernelArguments,
    List<String> packages,
    List<ImageFile> files,
    List<Unit> units,
    List<String> enable,
    List<String> mask,
    List<HealthCheck> health,
    List<String> persistent) {

  /** The kernel for machines of any make. */
  public static final String DEFAULT_KERNEL = "linux-image-amd64";

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
    files = List.copyOf(files);
    units = List.copyOf(units);
    enable = List.copyOf(enable);
    mask = List.copyOf(mask);
    health = List.copyOf(health);
    persistent = List.copyOf(persistent);
  }
}
