package io.holdfast.inventory.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.inventory.advisory.PackageHome.Fit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same home in the writings of records, systems and platforms. */
class PackageHomeTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Debian:13,                                       debian,              13,               SAME
          Debian:13,                                       debian,              trixie,           SAME
          Debian:13,                                       debian,              12,               OTHER_RELEASE
          Debian:13,                                       debian,              '',               UNKNOWN
          Debian,                                          debian,              12,               SAME
          Debian:sid,                                      debian,              sid,              SAME
          Ubuntu:22.04:LTS,                                ubuntu,              22.04,            SAME
          Ubuntu:Pro:18.04:LTS,                            ubuntu,              18.04,            SAME
          Ubuntu:22.04:LTS,                                ubuntu,              noble,            OTHER_RELEASE
          Alpine:v3.19,                                    alpine,              3.19.1,           SAME
          Alpine:v3.2,                                     alpine,              3.20.0,           OTHER_RELEASE
          Alpine:v3.20,                                    alpine,              3.20_alpha2024,   SAME
          openSUSE:Tumbleweed,                             opensuse-tumbleweed, 20240321,         SAME
          openSUSE:Tumbleweed,                             opensuse-leap,       15.6,             OTHER_RELEASE
          openSUSE:Leap 15.6,                              opensuse-leap,       15.6,             SAME
          openSUSE:Leap Micro 5.5,                         opensuse-leap-micro, 5.5,              SAME
          SUSE:Linux Enterprise Server 15 SP5,             sles,                15.5,             SAME
          SUSE:Linux Enterprise Module for Basesystem 15 SP5, sles,             15.5,             SAME
          SUSE:Linux Enterprise Server 15 SP5,             sles,                15.6,             OTHER_RELEASE
          SUSE:Linux Enterprise Server 12,                 sles,                12,               SAME
          Rocky Linux:9,                                   rocky,               9.3,              SAME
          AlmaLinux:9,                                     almalinux,           8.9,              OTHER_RELEASE
          Red Hat:enterprise_linux:9::baseos,              rhel,                9.3,              SAME
          Wolfi,                                           wolfi,               20230201,         SAME
          Debian:13,                                       ubuntu,              24.04,            ELSEWHERE
          Unheard:1,                                       unheard,             1,                SAME
          Unheard:1,                                       other,               1,                ELSEWHERE
          """)
  void an_osv_ecosystem_means_a_system(String ecosystem, String id, String version, Fit fit) {
    assertThat(PackageHome.ofOsv(ecosystem).fits(PackageHome.ofSystem(id, version)))
        .as("%s and %s", PackageHome.ofOsv(ecosystem), PackageHome.ofSystem(id, version))
        .isEqualTo(fit);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          cpe:/o:opensuse:tumbleweed,               opensuse-tumbleweed, 20240321, SAME
          cpe:/o:opensuse:leap:15.6,                opensuse-leap,       15.6,     SAME
          cpe:/o:suse:sles:15:sp5,                  sles,                15.5,     SAME
          cpe:/o:suse:sles:12:sp5,                  sles,                15.5,     OTHER_RELEASE
          cpe:/o:redhat:enterprise_linux:9::baseos, rhel,                9.3,      SAME
          cpe:/o:debian:debian_linux:13.0,          debian,              13,       SAME
          cpe:/o:canonical:ubuntu_linux:22.04::lts, ubuntu,              22.04,    SAME
          cpe:/o:alpinelinux:alpine_linux:3.19,     alpine,              3.19.1,   SAME
          cpe:/a:example:thing:1,                   debian,              13,       ELSEWHERE
          cpe:/o,                                   debian,              13,       ELSEWHERE
          '',                                       debian,              13,       ELSEWHERE
          """)
  void a_platforms_name_means_a_system(String cpe, String id, String version, Fit fit) {
    assertThat(PackageHome.ofCpe(cpe).fits(PackageHome.ofSystem(id, version))).isEqualTo(fit);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          SUSE Linux Enterprise Server 15 SP5, sles,   15.5, SAME
          openSUSE Leap 15.5,                  opensuse-leap, 15.5, SAME
          Red Hat Enterprise Linux 9,          rhel,   9.1,  SAME
          Debian 13,                           debian, 13,   SAME
          Debiana 13,                          debian, 13,   ELSEWHERE
          Google Chrome 9,                     golang, 9,    ELSEWHERE
          """)
  void a_products_name_means_a_system(String product, String id, String version, Fit fit) {
    assertThat(PackageHome.ofProduct(product).fits(PackageHome.ofSystem(id, version)))
        .isEqualTo(fit);
  }
}
