package io.holdfast.config.source.datasource;

import java.util.List;

/**
 * How one kind of disc is laid out, as a value.
 *
 * @param name in a configuration
 * @param labels of its file system
 * @param userData files, the first that is there counts
 * @param metadata file with hostname and keys
 * @param hostname how that has the hostname
 * @param keys how it has the keys
 */
record Disc(
    String name,
    List<String> labels,
    List<String> userData,
    String metadata,
    Form hostname,
    Form keys) {

  /** NoCloud; {@code config} is an older name that Kairos reads, too. */
  static final Disc CDROM =
      new Disc(
          "cdrom",
          List.of("cidata", "CIDATA"),
          List.of("user-data", "config"),
          "meta-data",
          Form.Key.of("local-hostname", "hostname"),
          Form.Key.of("public-keys", "public_keys"));

  /** The config drive of OpenStack. */
  static final Disc CONFIG_DRIVE =
      new Disc(
          "config-drive",
          List.of("config-2", "CONFIG-2"),
          List.of("openstack/latest/user_data"),
          "openstack/latest/meta_data.json",
          Clouds.OPENSTACK_HOSTNAME,
          Clouds.OPENSTACK_KEYS);

  Disc {
    labels = List.copyOf(labels);
    userData = List.copyOf(userData);
  }
}
