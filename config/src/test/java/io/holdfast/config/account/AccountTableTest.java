package io.holdfast.config.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.junit.jupiter.api.Test;

class AccountTableTest {
  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      +nis
      # a comment: with a colon
      kim:x:1000:1000::/home/kim:/bin/sh
      """;

  private static AccountTable table(String text) {
    return AccountTable.parse(text, AccountTable.PASSWD_FIELDS);
  }

  private static List<String> line(String name, int uid) {
    return List.of(name, "x", Integer.toString(uid), "1", "", "/", "/bin/sh");
  }

  @Test
  void a_line_is_replaced_where_it_stands_and_a_new_one_is_added_at_the_end() {
    AccountTable changed = table(PASSWD).with(line("root", 0)).with(line("new", 7));

    assertThat(changed.text())
        .isEqualTo(
            """
            root:x:0:1::/:/bin/sh
            +nis
            # a comment: with a colon
            kim:x:1000:1000::/home/kim:/bin/sh
            new:x:7:1::/:/bin/sh
            """);
  }

  @Test
  void a_file_without_a_line_feed_at_its_end_gets_one_before_the_new_line() {
    assertThat(table("root:x:0:0::/:/bin/sh").with(line("b", 1)).text())
        .isEqualTo("root:x:0:0::/:/bin/sh\nb:x:1:1::/:/bin/sh\n");
  }

  @Test
  void only_the_account_of_that_name_goes() {
    assertThat(table(PASSWD).without("kim").text()).doesNotContain("kim").contains("+nis");
    assertThat(table(PASSWD).without("nobody")).isEqualTo(table(PASSWD));
    assertThat(table(PASSWD).without("# a comment")).isEqualTo(table(PASSWD));
  }

  @Test
  void the_lowest_number_of_a_person_and_the_highest_of_a_system_are_taken() {
    assertThat(table(PASSWD).freeNumber(false)).isEqualTo(1001);
    assertThat(table(PASSWD).with(line("s", 999)).freeNumber(true)).isEqualTo(998);
  }

  @Test
  void when_all_numbers_are_taken_that_is_told() {
    StringBuilder text = new StringBuilder();
    for (int i = AccountTable.FIRST_SYSTEM; i <= AccountTable.LAST_SYSTEM; i++) {
      text.append("a").append(i).append(":x:").append(i).append(":0::/:/bin/sh\n");
    }
    AccountTable full = table(text.toString());

    assertThatThrownBy(() -> full.freeNumber(true)).hasMessage("no number from 100 to 999 is free");
  }

  @Test
  void members_are_added_once_and_keep_their_order() {
    assertThat(AccountTable.joined("b,a", "a")).isEqualTo("b,a");
    assertThat(AccountTable.joined("", "a")).isEqualTo("a");
    assertThat(AccountTable.joined(",b,,", "a")).isEqualTo("b,a");
  }

  @Test
  void a_password_fits_its_own_hash_and_no_other() {
    String hash = SaltedHash.of("secret");

    assertThat(hash).startsWith("$6$").doesNotContain(":");
    assertThat(SaltedHash.fits("secret", hash)).isTrue();
    assertThat(SaltedHash.fits("Secret", hash)).isFalse();
    assertThat(SaltedHash.fits("secret", "$6$")).isFalse();
    assertThat(SaltedHash.fits("secret", "$y$j9T$x$y")).isFalse();
    assertThat(SaltedHash.of("secret")).isNotEqualTo(hash);
  }

  @Test
  void a_hash_whose_rounds_would_take_minutes_fits_nothing() {
    String cheap = Sha2Crypt.sha512Crypt("secret".getBytes(UTF_8), "$6$rounds=6000$salt");

    assertThat(SaltedHash.fits("secret", cheap)).isTrue();
    assertThat(SaltedHash.fits("secret", cheap.replace("6000", "999999999"))).isFalse();
    assertThat(SaltedHash.fits("secret", cheap.replace("6000", "9".repeat(30)))).isFalse();
  }

  @Test
  void an_entity_that_would_make_other_fields_or_lines_is_refused() {
    for (String bad : List.of("a:b", "a\nroot::0:0::/:/bin/sh", "a\u0000", "\u007f")) {
      assertThatThrownBy(() -> new Entity.Group(bad, "", null, ""))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Entity.Group("ok", "", null, bad))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Entity.User("ok", "x", 1, 1, null, bad, "/", "/bin/sh"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Ten thousand files of any characters, each edited: no crash, and nothing else is touched. */
  @Test
  void editing_any_file_touches_only_the_line_it_is_about() {
    Random random = new Random(20260719);
    for (int run = 0; run < 10_000; run++) {
      int fields = random.nextBoolean() ? AccountTable.GROUP_FIELDS : AccountTable.SHADOW_FIELDS;
      AccountTable table = AccountTable.parse(anyText(random), fields);
      String name = "n" + random.nextInt(4);
      List<String> line = new ArrayList<>(List.of(name));
      while (line.size() < fields) {
        line.add(Integer.toString(random.nextInt(100)));
      }

      AccountTable with = table.with(line);
      AccountTable without = with.without(name);

      assertThat(with.find(name)).isEqualTo(line);
      assertThat(with.with(line)).isEqualTo(with);
      assertThat(AccountTable.parse(with.text(), fields)).isEqualTo(with);
      assertThat(without.find(name)).isNull();
      assertThat(others(with, name)).isEqualTo(others(table, name));
      assertThat(others(without, name)).isEqualTo(others(table, name));
    }
  }

  private static List<String> others(AccountTable table, String name) {
    return table.lines().stream().filter(line -> !line.startsWith(name + ":")).toList();
  }

  private static String anyText(Random random) {
    String letters = "n0123:::,\n\n x\u00e4\ufeff\u0000\r+#";
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(120);
    for (int i = 0; i < length; i++) {
      if (random.nextInt(8) == 0) {
        text.append("\nn").append(random.nextInt(4)).append(":x:1:a");
      }
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
