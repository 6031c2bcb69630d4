package io.holdfast.image.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackageListTest {
  @Test
  void installed_packages_are_listed_and_removed_ones_are_not() {
    List<String> status =
        """
        Package: xz-utils
        Status: install ok installed
        Architecture: amd64
        Version: 5.8.1-1

        Package: gone
        Status: deinstall ok config-files
        Architecture: amd64
        Version: 1.0
        """
            .lines()
            .toList();
    assertThat(PackageList.parse(status)).containsExactly("xz-utils 5.8.1-1 amd64");
  }

  @Test
  void a_broken_list_gives_what_it_has() {
    assertThat(PackageList.parse(List.of("", "Version: 1", "", "Status: x installed"))).isEmpty();
  }
}
