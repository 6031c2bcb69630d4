package io.holdfast.release.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelNameTest {
  @Test
  void a_name_is_safe_in_a_path_and_on_a_command_line() {
    for (String name :
        List.of("", "-a", "A", "a.b", "a/b", "..", "a b", "a\n", "ä", "a\0", "a".repeat(64))) {
      assertThatIllegalArgumentException()
          .as(name)
          .isThrownBy(() -> new ChannelName(name))
          .withMessageContaining("is no channel name");
    }
  }

  @Test
  void letters_digits_and_dashes_make_a_name() {
    for (String name : List.of("a", "7", "rules", "block-list-2", "a".repeat(63))) {
      assertThat(new ChannelName(name)).hasToString(name);
    }
  }

  @Test
  void an_extension_has_a_channel_that_nobody_can_declare() {
    ChannelName channel = ChannelName.ofExtension("driver");
    assertThat(channel).hasToString("sysext.driver").isEqualTo(new ChannelName("sysext.driver"));
    assertThat(channel.isExtension()).isTrue();
    assertThat(channel.name()).isEqualTo("driver");
    assertThat(new ChannelName("rules").isExtension()).isFalse();
    assertThat(new ChannelName("rules").demandDeclared().name()).isEqualTo("rules");
    assertThatIllegalArgumentException().isThrownBy(channel::demandDeclared);
    for (String name : List.of("", "-a", "a.b", "sysext.a", "sysext.", "../a")) {
      assertThatIllegalArgumentException().as(name).isThrownBy(() -> ChannelName.ofExtension(name));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new ChannelName("sysext."));
    assertThatIllegalArgumentException().isThrownBy(() -> new ChannelName("sysext.sysext.a"));
  }
}
