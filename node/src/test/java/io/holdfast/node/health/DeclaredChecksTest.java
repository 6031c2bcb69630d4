package io.holdfast.node.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.cloud.CloudConfig;
import io.holdfast.config.health.HealthCheck;
import io.holdfast.config.health.HealthCheck.Level;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Placed;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeclaredChecksTest {
  private static final String CONFIG =
      """
      #cloud-config
      health:
        - {name: till, command: [till, --ready], required: false, retries: 1}
        - {name: web, command: "curl -f http://localhost/"}
        - {name: root, command: ["true"]}
      """;

  @Test
  void they_are_run_as_they_are_declared() throws ConfigException {
    DeclaredChecks declared = DeclaredChecks.besides(List.of(), declared());
    Check till = declared.checks().getFirst();
    assertThat(declared.checks()).extracting(Check::name).containsExactly("till", "web");
    assertThat(till.level()).isEqualTo(Level.WANTED);
    assertThat(till.schedule().retries()).isEqualTo(1);
    assertThat(declared.checks().getLast().level()).isEqualTo(Level.REQUIRED);
  }

  @Test
  void one_with_the_name_of_a_check_of_the_release_is_left_out_and_told() throws ConfigException {
    Check web = CommandCheck.of(declared().get(1).value());
    DeclaredChecks declared = DeclaredChecks.besides(List.of(web), declared());
    assertThat(declared.checks()).extracting(Check::name).containsExactly("till");
    assertThat(declared.problems())
        .containsExactly(
            "a.yaml:4:5: health check web is not run, for the release has one of this name; give it"
                + " another",
            "a.yaml:5:5: health check root is not run, for the release has one of this name; give"
                + " it another");
  }

  private static List<Placed<HealthCheck>> declared() throws ConfigException {
    return CloudConfig.parse("a.yaml", CONFIG).node().health();
  }
}
