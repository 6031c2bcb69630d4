package io.holdfast.config.source.datasource;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The clouds that Holdfast knows, each a value. To add one, write down where it tells what; {@code
 * CloudsTest} has a service on loopback for each.
 */
final class Clouds {
  /** The address on the local link where most of them answer (RFC 3927). */
  private static final URI LINK_LOCAL = URI.create("http://169.254.169.254");

  private static final Form LINES = new Form.Lines();

  /** A token of the second version for five minutes: longer than all questions together. */
  static final Cloud AWS =
      new Cloud(
          "aws",
          LINK_LOCAL,
          Map.of(),
          new Cloud.Token(
              "/latest/api/token",
              Map.of("X-aws-ec2-metadata-token-ttl-seconds", "300"),
              "X-aws-ec2-metadata-token"),
          null,
          Cloud.Value.of("/latest/meta-data/hostname", LINES),
          List.of(Cloud.Value.of("/latest/meta-data/public-keys/0/openssh-key", LINES)),
          Cloud.Value.bytes("/latest/user-data"));

  static final Cloud GCP =
      new Cloud(
          "gcp",
          // By number: its name is only known where its own name server is.
          LINK_LOCAL,
          Map.of("Metadata-Flavor", "Google"),
          null,
          "Metadata-Flavor: Google",
          Cloud.Value.of("/computeMetadata/v1/instance/hostname", LINES),
          List.of(
              Cloud.Value.of(
                  "/computeMetadata/v1/instance/attributes/ssh-keys", new Form.GoogleKeys()),
              Cloud.Value.of(
                      "/computeMetadata/v1/project/attributes/ssh-keys", new Form.GoogleKeys())
                  .unless("/computeMetadata/v1/instance/attributes/block-project-ssh-keys")),
          Cloud.Value.bytes("/computeMetadata/v1/instance/attributes/user-data"));

  private static final String AZURE_ASKED = "?api-version=2021-01-01&format=text";

  static final Cloud AZURE =
      new Cloud(
          "azure",
          LINK_LOCAL,
          Map.of("Metadata", "true"),
          null,
          null,
          Cloud.Value.of("/metadata/instance/compute/name" + AZURE_ASKED, LINES),
          List.of(
              Cloud.Value.of(
                  "/metadata/instance/compute/publicKeys/0/keyData" + AZURE_ASKED, LINES)),
          Cloud.Value.bytes("/metadata/instance/compute/userData" + AZURE_ASKED).inBase64());

  static final Form OPENSTACK_HOSTNAME = Form.Key.of("hostname", "name");
  static final Form OPENSTACK_KEYS = Form.Key.of("public_keys");

  static final Cloud OPENSTACK =
      new Cloud(
          "openstack",
          LINK_LOCAL,
          Map.of(),
          null,
          null,
          Cloud.Value.of("/openstack/latest/meta_data.json", OPENSTACK_HOSTNAME),
          List.of(Cloud.Value.of("/openstack/latest/meta_data.json", OPENSTACK_KEYS)),
          Cloud.Value.bytes("/openstack/latest/user_data"));

  static final Cloud HETZNER =
      new Cloud(
          "hetzner",
          LINK_LOCAL,
          Map.of(),
          null,
          null,
          Cloud.Value.of("/hetzner/v1/metadata/hostname", LINES),
          List.of(Cloud.Value.of("/hetzner/v1/metadata", Form.Key.of("public-keys"))),
          Cloud.Value.bytes("/hetzner/v1/userdata"));

  static final Cloud DIGITALOCEAN =
      new Cloud(
          "digitalocean",
          LINK_LOCAL,
          Map.of(),
          null,
          null,
          Cloud.Value.of("/metadata/v1/hostname", LINES),
          List.of(Cloud.Value.of("/metadata/v1/public-keys", LINES)),
          Cloud.Value.bytes("/metadata/v1/user-data"));

  static final Cloud VULTR =
      new Cloud(
          "vultr",
          LINK_LOCAL,
          Map.of("Metadata-Token", "cloudinit"),
          null,
          null,
          Cloud.Value.of("/v1.json", Form.Key.of("hostname")),
          List.of(Cloud.Value.of("/v1.json", Form.Key.of("public-keys"))),
          Cloud.Value.of("/v1.json", Form.Key.of("user-data")));

  static final Cloud SCALEWAY =
      new Cloud(
          "scaleway",
          URI.create("http://169.254.42.42"),
          Map.of(),
          null,
          null,
          Cloud.Value.of("/conf", new Form.Variable("HOSTNAME")),
          List.of(Cloud.Value.of("/conf", new Form.Variable("SSH_PUBLIC_KEYS_*_KEY"))),
          Cloud.Value.bytes("/user_data/cloud-init").toldToRoot());

  /** Also Equinix Metal's name. Over https: its host is known to the whole Internet. */
  static final Cloud PACKET =
      new Cloud(
          "packet",
          URI.create("https://metadata.platformequinix.com"),
          Map.of(),
          null,
          null,
          Cloud.Value.of("/metadata", Form.Key.of("hostname")),
          List.of(Cloud.Value.of("/metadata", Form.Key.of("ssh_keys"))),
          Cloud.Value.bytes("/userdata"));

  static final Cloud METALDATA =
      new Cloud(
          "metaldata",
          URI.create("http://metaldata"),
          Map.of(),
          null,
          null,
          Cloud.Value.of("/get/meta/hostname", LINES),
          List.of(Cloud.Value.of("/get/meta/authorized-keys", LINES)),
          Cloud.Value.bytes("/get/user"));

  /** Asked with the headers of {@link MaasAccess}, at the address that it names. */
  static final Cloud MAAS =
      new Cloud(
          "maas",
          LINK_LOCAL,
          Map.of(),
          null,
          null,
          Cloud.Value.of("/2012-03-01/meta-data/local-hostname", LINES),
          List.of(Cloud.Value.of("/2012-03-01/meta-data/public-keys", LINES)),
          Cloud.Value.bytes("/2012-03-01/user-data"));

  /** Those that need nothing but their name. */
  static final List<Cloud> ALL =
      List.of(
          AWS, GCP, AZURE, OPENSTACK, HETZNER, DIGITALOCEAN, VULTR, SCALEWAY, PACKET, METALDATA);

  private Clouds() {}
}
