package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data that whoever started the machine has for it, brought to where configurations are read.
 *
 * @param providers where to look, in this order, each once
 * @param path for {@code file} the file itself, else the folder that it is written to; null for
 *     {@link #FOLDER}
 * @param fileName of what is written, if it is a configuration
 */
public record ReadDatasource(
    List<String> providers, @Nullable TargetPath path, String fileName, Place place)
    implements Action {
  /** All that Kairos knows, in the order of their names. */
  public static final List<String> PROVIDERS =
      List.of(
          "aws",
          "azure",
          "cdrom",
          "config-drive",
          "digitalocean",
          "file",
          "gcp",
          "hetzner",
          "maas",
          "metaldata",
          "openstack",
          "packet",
          "scaleway",
          "vmware",
          "vultr");

  /** Where it is written if no other folder is declared. */
  public static final TargetPath FOLDER = new TargetPath("/run/config");

  /** Where none is declared. */
  public static final String DEFAULT_NAME = "userdata.yaml";

  /** Drops what is there twice, and checks the name. */
  public ReadDatasource {
    providers = List.copyOf(new LinkedHashSet<>(providers));
    if (fileName.isEmpty()
        || fileName.startsWith(".")
        || fileName.indexOf('/') >= 0
        || fileName.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("the name of the file must be one name without '/'");
    }
  }

  /**
   * The same word.
   *
   * @throws IllegalArgumentException if it is the name of none
   */
  public static String demandProvider(String word) {
    if (!PROVIDERS.contains(word)) {
      throw new IllegalArgumentException(
          Quoted.of(word) + " is none of " + String.join(", ", PROVIDERS));
    }
    return word;
  }

  @Override
  public String describe() {
    return "look for data from " + String.join(", ", providers);
  }
}
