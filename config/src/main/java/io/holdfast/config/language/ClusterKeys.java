package io.holdfast.config.language;

import static io.holdfast.config.language.Forms.FLAG;
import static io.holdfast.config.language.Forms.TEXT;
import static io.holdfast.config.language.Forms.TEXTS;

import io.holdfast.config.language.Form.Any;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.WholeNumber;
import java.util.ArrayList;
import java.util.List;

/** Kubernetes and the mesh of Kairos' providers. */
final class ClusterKeys {
  private static final String NOT_YET = "is not set up by Holdfast";

  private static final String INSTEAD =
      "the recipe's packages and files, and a unit that a step enables";

  /** As many nodes as nobody has. */
  private static final int MOST_NODES = 100_000;

  private ClusterKeys() {}

  static List<Key> keys() {
    return List.of(
        kubernetes("k3s", "a k3s server", true),
        kubernetes("k3s-agent", "a k3s agent", true),
        kubernetes("k0s", "a k0s controller", false),
        kubernetes("k0s-worker", "a k0s worker", false),
        kubevip(),
        p2p(),
        cluster());
  }

  private static Key kubernetes(String name, String meaning, boolean isK3s) {
    List<Key> keys = new ArrayList<>();
    keys.add(Key.of("enabled", FLAG, "true", "whether it is set up").or("false"));
    keys.add(Key.of("args", TEXTS, "[\"--disable=traefik\"]", "its arguments"));
    keys.add(Key.of("env", Forms.TEXTS_BY_NAME, "{A: b}", "its variables"));
    keys.add(
        Key.of("replace_args", FLAG, "true", "whether `args` replace the provider's own")
            .or("false"));
    keys.add(
        Key.of("replace_env", FLAG, "true", "whether `env` replaces the provider's own")
            .or("false"));
    if (isK3s) {
      keys.add(
          Key.of("embedded_registry", FLAG, "true", "whether nodes share their images")
              .or("false"));
    }
    return Key.of(name, Mapping.of(name, keys), "{enabled: true}", meaning)
        .unsupported(NOT_YET, INSTEAD);
  }

  private static Key kubevip() {
    return Key.of(
            "kubevip",
            Mapping.of(
                "kubevip",
                List.of(
                    Key.of("enable", FLAG, "true", "whether it is set up").or("false"),
                    Key.of("eip", TEXT, "192.0.2.10", "the address that moves"),
                    Key.of("interface", TEXT, "ens18", "on which interface"),
                    Key.of("manifest_url", TEXT, "https://example.org/v.yaml", "its manifest"),
                    Key.of("static_pod", FLAG, "true", "whether it is a static pod").or("false"),
                    Key.of("version", TEXT, "v1.2.3", "its version"),
                    Key.of("image", TEXT, "example.org/kube-vip:1", "its image"))),
            "{eip: 192.0.2.10}",
            "an address that moves between control planes")
        .unsupported(NOT_YET, INSTEAD);
  }

  private static Key p2p() {
    Mapping vpn =
        Mapping.of(
            "a network",
            List.of(
                Key.of("create", FLAG, "true", "whether it is made").or("true"),
                Key.of("use", FLAG, "true", "whether Kubernetes uses it").or("true"),
                Key.of("env", Forms.TEXTS_BY_NAME, "{A: b}", "its variables")));
    Mapping ha =
        Mapping.of(
            "high availability",
            List.of(
                Key.of("enable", FLAG, "true", "whether there are further masters").or("false"),
                Key.of("master_nodes", new WholeNumber(0, MOST_NODES), "2", "how many"),
                Key.of("external_db", TEXT, "\"mysql://db\"", "a database outside")));
    Mapping auto =
        Mapping.of(
            "roles by themselves",
            List.of(
                Key.of("enable", FLAG, "true", "whether nodes choose their roles").or("true"),
                Key.of("ha", ha, "{enable: true}", "further masters")));
    return Key.of(
            "p2p",
            Mapping.of(
                "p2p",
                List.of(
                    Key.of("network_token", Forms.SECRET, "b3Rw", "what lets a node in"),
                    Key.of("network_id", TEXT, "shops", "which cluster of the network"),
                    Key.of("role", TEXT, "master", "the node's role").or("auto"),
                    Key.of("dns", FLAG, "true", "whether it has names of its own").or("false"),
                    Key.of("disable_dht", FLAG, "true", "whether it stays in the local network")
                        .or("true"),
                    Key.of("loglevel", TEXT, "info", "how much it tells").or("info"),
                    Key.of(
                            "minimum_nodes",
                            new WholeNumber(0, MOST_NODES),
                            "2",
                            "how many must be there")
                        .or("2"),
                    Key.of("dynamic_roles", FLAG, "true", "whether roles change").or("false"),
                    Key.of("vpn", vpn, "{create: false}", "the network between nodes"),
                    Key.of("auto", auto, "{enable: true}", "who becomes what"),
                    Key.of("ha", ha, "{enable: true}", "an old place of `auto.ha`"))),
            "{network_token: b3Rw}",
            "a mesh of nodes that find each other")
        .unsupported(NOT_YET, "");
  }

  private static Key cluster() {
    return Key.of(
            "cluster",
            Mapping.of(
                "a cluster",
                List.of(
                    Key.of("cluster_token", Forms.SECRET, "token", "what lets a node in"),
                    Key.of("control_plane_host", TEXT, "10.0.0.1", "the control plane's address"),
                    Key.of("role", TEXT, "init", "init, controlplane or worker"),
                    Key.of("config", TEXT, "\"a: b\"", "the provider's settings, as text"),
                    Key.of("providerConfig", new Form.MapOf(TEXT, Any.THING), "{a: b}", "the same"),
                    Key.of("env", Forms.TEXTS_BY_NAME, "{A: b}", "variables"),
                    Key.of("ca_certs", TEXTS, "[\"-----BEGIN\"]", "certificates to trust"),
                    Key.of("import_local_images", FLAG, "true", "whether images are imported")
                        .or("false"),
                    Key.of("local_images_path", TEXT, "/opt/images", "where images lie"),
                    Key.of("cluster_config_path", TEXT, "/oem/c.yaml", "a file with the same"))),
            "{role: init}",
            "a cluster of a provider, such as kubeadm")
        .unsupported(NOT_YET, INSTEAD);
  }
}
