package io.holdfast.node.reset;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.trial.Examples;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResetPlanTest {
  private static final List<String> FOLDERS = List.of("/etc/ssh", "/home", "/var/log", "/srv/db");
  private static final List<String> FILES = List.of("/oem/99_install.yaml");

  @Test
  void data_goes_and_the_configuration_stays() {
    ResetPlan plan = plan(ResetWish.DATA);
    assertThat(goes(plan)).contains("everything on COS_PERSISTENT", "/home", "/srv/db");
    assertThat(stays(plan)).contains("99_install.yaml").doesNotContain("/home");
  }

  @Test
  void what_people_and_programs_keep_stays_if_it_is_asked_for() {
    ResetPlan plan = plan(new ResetWish(true, false));
    assertThat(goes(plan)).contains("/var/log", "SSH").doesNotContain("/home", "COS_PERSISTENT");
    assertThat(stays(plan)).contains("/home, /srv/db, /usr/local").doesNotContain("/var/log");
  }

  @Test
  void the_configuration_goes_with_a_warning() {
    ResetPlan plan = plan(new ResetWish(false, true));
    assertThat(goes(plan)).contains("99_install.yaml", "nobody can log in");
    assertThat(stays(plan)).doesNotContain("99_install.yaml");
  }

  @Test
  void the_initrd_reads_what_is_to_be_forgotten_from_the_first_line() {
    assertThat(ResetWish.DATA.words()).isEqualTo("data");
    assertThat(new ResetWish(true, false).words()).isEqualTo("system");
    assertThat(new ResetWish(false, true).words()).isEqualTo("data configuration");
    assertThat(new ResetWish(true, true).words()).isEqualTo("system configuration");
  }

  private static ResetPlan plan(ResetWish wish) {
    return ResetPlan.of(wish, Examples.fresh(), FOLDERS, FILES);
  }

  private static String goes(ResetPlan plan) {
    return String.join("\n", plan.goes());
  }

  private static String stays(ResetPlan plan) {
    return String.join("\n", plan.stays());
  }
}
