package io.holdfast.config.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrecedenceTest {
  @Test
  void the_image_counts_least_and_the_command_line_most() {
    List<SourceText> sources = new ArrayList<>();
    for (Origin origin : Origin.values()) {
      sources.add(new SourceText(origin, origin.words(), ""));
    }
    Collections.shuffle(sources, new Random(24));
    assertThat(Precedence.ordered(sources).stream().map(SourceText::name))
        .containsExactly(
            "/system/oem",
            "/oem",
            "datasource",
            "/usr/local/cloud-config",
            "config_url",
            "kernel command line");
  }

  @Test
  void documents_of_one_origin_stay_in_their_order() {
    SourceText second = new SourceText(Origin.OEM, "b", "");
    SourceText first = new SourceText(Origin.OEM, "a", "");
    SourceText image = new SourceText(Origin.IMAGE, "c", "");
    assertThat(Precedence.ordered(List.of(second, first, image)))
        .containsExactly(image, second, first);
  }

  @Test
  void folders_have_places_and_others_have_none() {
    assertThat(Precedence.folder(Path.of("/r"), Origin.IMAGE)).isEqualTo(Path.of("/r/system/oem"));
    assertThat(Precedence.folder(Path.of("/r"), Origin.LOCAL))
        .isEqualTo(Path.of("/r/usr/local/cloud-config"));
    assertThatThrownBy(() -> Precedence.folder(Path.of("/r"), Origin.COMMAND_LINE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_source_has_a_name_of_one_line() {
    assertThatThrownBy(() -> new SourceText(Origin.OEM, "a\nb", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
