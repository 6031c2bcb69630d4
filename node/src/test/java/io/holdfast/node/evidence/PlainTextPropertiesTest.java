package io.holdfast.node.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Whatever comes in, what comes out is bounded, printable, and left alone the second time. */
class PlainTextPropertiesTest {

  @Property(seed = "5060", tries = 2000)
  void a_block_is_bounded_plain_and_stays_as_it_is(
      @ForAll("hostile") String text, @ForAll @IntRange(min = 16, max = 300) int maxBytes) {
    String block = PlainText.block(text, maxBytes);

    assertThat(block.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(maxBytes);
    assertPlain(block.replace("\n", ""));
    assertThat(PlainText.block(block, maxBytes)).isEqualTo(block);
  }

  @Property(seed = "5061", tries = 2000)
  void a_line_is_bounded_plain_and_stays_as_it_is(
      @ForAll("hostile") String text, @ForAll @IntRange(min = 1, max = 60) int maxChars) {
    String line = PlainText.line(text, maxChars);

    assertThat(line.length()).isLessThanOrEqualTo(maxChars);
    assertPlain(line);
    assertThat(PlainText.line(line, maxChars)).isEqualTo(line);
  }

  @Property(seed = "5062", tries = 500)
  void of_a_list_the_last_lines_are_kept_within_all_bounds(
      @ForAll("lists") List<String> all, @ForAll @IntRange(min = 16, max = 200) int maxBytes) {
    List<String> lines = PlainText.lines(all, 5, 20, maxBytes);

    assertThat(lines).hasSizeLessThanOrEqualTo(5);
    assertThat((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(Math.max(1, maxBytes));
    assertThat(PlainText.lines(lines, 5, 20, maxBytes)).isEqualTo(lines);
    List<String> last = all.subList(all.size() - lines.size(), all.size());
    assertThat(lines).isEqualTo(last.stream().map(line -> PlainText.line(line, 20)).toList());
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.chars().range(' ', '~')),
            Tuple.of(3, Arbitraries.of('\n', '\r', '\t', ' ')),
            Tuple.of(2, Arbitraries.of('\u001b', '\0', '\u007f', '\u009b', '\u202e', '\u2028')),
            Tuple.of(2, Arbitraries.of('\ud83d', '\ude00', 'é', '語')),
            Tuple.of(1, Arbitraries.chars()))
        .list()
        .ofMaxSize(1500)
        .map(PlainTextPropertiesTest::join);
  }

  @Provide
  Arbitrary<List<String>> lists() {
    return Arbitraries.strings().ofMaxLength(30).list().ofMaxSize(12);
  }

  private static String join(List<Character> characters) {
    StringBuilder text = new StringBuilder();
    characters.forEach(text::append);
    return text.toString();
  }

  private static void assertPlain(String text) {
    assertThat(text.codePoints().filter(Character::isISOControl)).isEmpty();
    assertThat(text.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE))
        .isEmpty();
    assertThat(text).doesNotContain("\u202e", "\u2028");
  }
}
