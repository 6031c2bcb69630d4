package io.holdfast.inventory.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each ecosystem's own documents and tests say of versions, in cases of our own. */
class VersionOrderTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # deb-version(7): the tilde before the end, the end before letters, those before the rest
          DPKG, ~~ ~~a ~ '' a
          """,
      quoteCharacter = '"')
  void the_example_of_the_manual_page_holds_behind_a_number(VersionOrder order, String chain) {
    List<String> versions =
        Arrays.stream(chain.split(" ")).map(each -> "1" + each.replace("''", "")).toList();
    assertThatEachIsOlderThanTheNext(order, versions);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          DPKG, 0 1~rc1 1~rc1-1 1 1-0.1 1-1~bpo12+1 1-1 1-1+b1 1-1+deb12u1 1-2 1-10 1a 1a.b 1+dfsg 1.0.1
          DPKG, 5.4.1-0.2 5.6.0-0.2 5.6.1-1 5.6.1+really5.4.5-1 5.6.1.1-1 5.6.2-1 1:0.1 1:5.4 10:0 99999:0
          DPKG, 1.2-3-4 1.2-3.1-4 1.2.3-4
          DPKG, 1.9 1.10 1.99999999999999999998 1.99999999999999999999 1.100000000000000000000
          DPKG, 1.0~~ 1.0~ 1.0 1.0A 1.0Z 1.0a 1.0z 1.0+ 1.0-1-1 1.0.
          RPM, 1.0~rc1 1.0~rc1^git1 1.0~rc2 1.0 1.0^ 1.0^20240101~a 1.0^20240101 1.0^20240101.1 1.0a 1.0.1 1.1
          RPM, 5.4.6-1.1 5.6.0-1.1 5.6.1-1.1 5.6.1-1.2 5.6.1.revertto5.4-2.1 5.6.1.revertto5.4-3.2 5.6.2-1 1:0-1
          RPM, 1.a 1.b 1.ba 1.1 1.2 1.10 1.123456789012345678901 1.223456789012345678901
          RPM, 2 2-~1 2-1 2-1.fc40 2-1.1 2-2.fc39 3
          RPM, 5A 5B 5b 5.5 5.10
          APK, 1_alpha 1_alpha1 1_alpha2 1_beta 1_pre 1_rc 1_rc2 1 1-r0 1-r1 1-r10 1_cvs 1_svn 1_git20240101 1_hg 1_p 1_p1
          APK, 1.2_rc1-r3 1.2 1.2-r1 1.2~a1 1.2_p1 1.2a 1.2b 1.2.0 1.2.01 1.2.02_p 1.2.1 2
          APK, 5.4.5-r0 5.6.0-r0 5.6.0-r1 5.6.1-r0 5.6.1-r1 5.6.1-r2 5.6.1-r3 5.6.2-r0 5.10 10
          APK, 0.9 1.0 1.00 1.001 1.01 1.1 1.9 1.10 1.18446744073709551615 1.18446744073709551616
          MAVEN, 1-alpha 1-beta 1-milestone 1-rc 1-SNAPSHOT 1 1-sp 1-x 1-1 1.1 1.9 1.10 2
          MAVEN, 2.0-beta9 2.0 2.3.1 2.12.2 2.15.0 2.17.1
          SEMVER, 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0
          SEMVER, 0.0.0-0 0.0.0-20230101000000-abcdef 0.0.0 0.0.1 0.1.0 0.9.0 0.10.0 1.0.0 9.9.9 10.0.0
          SEMVER, 1.0.0-1 1.0.0-99999999999999999999 1.0.0-100000000000000000000 1.0.0-- 1.0.0-A 1.0.0-a
          """)
  void each_is_older_than_the_next(VersionOrder order, String chain) {
    assertThatEachIsOlderThanTheNext(order, List.of(chain.split(" ")));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          DPKG, 1 0:1 00:1 1-0 01 001-00 1-000
          DPKG, 1.0 1.00 1.0-0 0:1.000-0
          RPM, 1.0 1.00 0:1.0 1_0 1..0 1+0 1.0.
          RPM, 1.0-1 0:1.0-1 1_0-01
          APK, 1 01 001
          APK, 1_p1-r1 1_p01-r01
          MAVEN, 1 1.0 1.0.0 1-ga 1-final 1.0-release
          MAVEN, 1-rc 1-cr 1.0-RC
          SEMVER, 1.0.0 1.0.0+build 1.0.0+001.sha-5114f85
          """)
  void these_are_equally_new(VersionOrder order, String group) {
    List<String> versions = List.of(group.split(" "));
    for (String one : versions) {
      for (String other : versions) {
        assertThat(order.compare(one, other)).as("%s and %s", one, other).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          DPKG, a:1 -1 1- :1 1: 1_2 1/2 1:2:- 4294967296:1 1é ١ 1-2_3
          RPM, a:1 :1 1: . - -1 1- 1-. 99999999999:1 1:2:3 é ١
          APK, a 1. .1 1.a 1aa 1a.1 1_ 1_foo 1_p_ 1-1 1-r 1-r1-r2 1~ 1~g 1~a~b v1 1:2 1_P ١ 1-r1_p1
          MAVEN, é 1é ١
          SEMVER, 1 1.0 v1.0.0 01.0.0 1.0.0- 1.0.0-01 1.0.0-a..b 1.0.0+ 1.0.0+a+b 1.0.0.0 1.0.é 1.0.١ -1.0.0
          """)
  void these_are_no_versions(VersionOrder order, String list) {
    assertThat(list.split(" ")).allSatisfy(each -> assertThat(order.accepts(each)).isFalse());
  }

  @ParameterizedTest
  @EnumSource
  void nothing_blank_and_nothing_endless_is_a_version(VersionOrder order) {
    String longest = "1.0." + "1".repeat(VersionOrder.MAX_LENGTH - 4);
    assertThat(order.accepts(longest)).isTrue();
    assertThat(List.of("", " ", "1 0", "1\t", "\n", "1\0", longest + "1", "1.".repeat(1 << 20)))
        .allSatisfy(each -> assertThat(order.accepts(each)).isFalse());
  }

  @ParameterizedTest
  @EnumSource
  void the_longest_can_be_compared_however_it_is_nested(VersionOrder order) {
    List<String> hostile =
        List.of("1.0.0" + "-1".repeat(125), "1.0.0" + "-a1".repeat(83), "1".repeat(256), "1.0.0");
    for (String one : hostile.stream().filter(order::accepts).toList()) {
      for (String other : hostile.stream().filter(order::accepts).toList()) {
        assertThat(Integer.signum(order.compare(one, other)))
            .isEqualTo(-Integer.signum(order.compare(other, one)));
      }
    }
  }

  @Test
  void what_is_no_version_is_not_compared() {
    assertThatThrownBy(() -> VersionOrder.APK.compare("1.0", "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'one' is no version as APK knows them");
  }

  private static void assertThatEachIsOlderThanTheNext(VersionOrder order, List<String> chain) {
    for (int i = 0; i < chain.size(); i++) {
      assertThat(order.accepts(chain.get(i))).as(chain.get(i)).isTrue();
      for (int j = 0; j < chain.size(); j++) {
        assertThat(Integer.signum(order.compare(chain.get(i), chain.get(j))))
            .as("%s: %s to %s", order, chain.get(i), chain.get(j))
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }
}
