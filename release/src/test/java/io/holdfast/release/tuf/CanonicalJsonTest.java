package io.holdfast.release.tuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ \"b\" : 1, \"a\" : [ true , null,false ] } | {\"a\":[true,null,false],\"b\":1}",
        "{\"a\":{},\"b\":[],\"c\":\"\"} | {\"a\":{},\"b\":[],\"c\":\"\"}",
        "{\"a\":-0,\"b\":-12} | {\"a\":0,\"b\":-12}",
        "{\"a\":\"\\\"\\\\\\/\\u0041\"} | {\"a\":\"\\\"\\\\/A\"}",
        "{\"B\":1,\"a\":2,\"_\":3,\"A\":4} | {\"A\":4,\"B\":1,\"_\":3,\"a\":2}",
        "{\"aa\":1,\"a\":2} | {\"a\":2,\"aa\":1}",
      })
  void a_value_has_one_form(String json, String canonical) throws Exception {
    assertThat(of(json)).isEqualTo(canonical);
  }

  @Test
  void no_character_but_quote_and_backslash_is_escaped() throws Exception {
    assertThat(of("{\"a\":\"\\n\\t\\u0000\\u00e9\"}")).isEqualTo("{\"a\":\"\n\t\0é\"}");
  }

  @Test
  void keys_are_in_the_order_of_code_points() throws Exception {
    assertThat(of("{\"\\ud83c\\udf7a\":1,\"\\ufb01\":2,\"z\":3}"))
        .isEqualTo("{\"z\":3,\"\ufb01\":2,\"\ud83c\udf7a\":1}");
  }

  @Test
  void half_a_surrogate_pair_has_no_form() {
    assertThatThrownBy(() -> of("{\"a\":\"\\ud800\"}")).isInstanceOf(JsonException.class);
  }

  private static String of(String json) throws JsonException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new String(
        CanonicalJson.of(Json.parseObject(bytes, bytes.length)), StandardCharsets.UTF_8);
  }
}
