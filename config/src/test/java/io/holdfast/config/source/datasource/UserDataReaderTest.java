package io.holdfast.config.source.datasource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UserDataReaderTest {
  private static final String CONFIG = "#cloud-config\nhostname: box\n";
  private static final String SCRIPT = "#!/bin/sh\necho up\n";

  private static UserParts read(String text) {
    return UserDataReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(out)) {
      stream.write(bytes);
    }
    return out.toByteArray();
  }

  private static String multipart(String head, String... parts) {
    StringBuilder text = new StringBuilder(head);
    for (String part : parts) {
      text.append("--XX\n").append(part).append('\n');
    }
    return text.append("--XX--\n").toString();
  }

  private static final String HEAD =
      "Content-Type: multipart/mixed;\n boundary=\"XX\"\nMIME-Version: 1.0\n\npreamble\n";

  @Test
  void a_document_and_a_script_are_told_apart() {
    assertThat(read(CONFIG).parts()).containsExactly(new UserParts.Document(CONFIG));
    assertThat(read(SCRIPT).parts()).containsExactly(new UserParts.Script(SCRIPT));
    assertThat(read(" \n\n")).isEqualTo(UserParts.NONE);
    assertThat(read("\ufeff" + CONFIG).parts()).containsExactly(new UserParts.Document(CONFIG));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stages:\n  boot: []\n",
        "{\"hostname\": \"box\"}",
        "---\nname: x\n",
        "# remark\n\nhostname: x\n",
        "#kairos-config\na: b\n"
      })
  void a_document_without_the_usual_header_is_one_as_in_kairos(String text) {
    assertThat(read(text).parts()).containsExactly(new UserParts.Document(text));
  }

  @Test
  void either_may_be_in_gzip() throws IOException {
    assertThat(UserDataReader.read(gzip(CONFIG.getBytes(StandardCharsets.UTF_8))).parts())
        .containsExactly(new UserParts.Document(CONFIG));
    byte[] broken = gzip(CONFIG.getBytes(StandardCharsets.UTF_8));
    assertThat(UserDataReader.read(Arrays.copyOf(broken, broken.length - 6)).ignored())
        .singleElement()
        .asString()
        .contains("no whole gzip");
    assertThat(UserDataReader.read(gzip(new byte[300_000_000])).ignored())
        .singleElement()
        .asString()
        .contains("when it is unpacked");
  }

  @Test
  void a_message_has_several_and_what_is_of_no_use_is_named() {
    UserParts data =
        read(
            multipart(
                HEAD,
                "Content-Type: text/cloud-config; charset=\"utf-8\"\n\n" + CONFIG,
                "Content-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n"
                    + Base64.getMimeEncoder()
                        .encodeToString(SCRIPT.getBytes(StandardCharsets.UTF_8)),
                "Content-Type: text/jinja2\n\n## template: jinja\n",
                "Content-Type: text/plain\n\nhello, you\n"));
    assertThat(data.parts())
        .containsExactly(new UserParts.Document(CONFIG + "\n"), new UserParts.Script(SCRIPT));
    assertThat(data.ignored()).hasSize(2);
    assertThat(data.ignored().getFirst()).contains("part 3").contains("'text/jinja2'");
    assertThat(data.ignored().get(1)).contains("part 4").contains("'hello, you'");
  }

  @Test
  void a_message_may_have_lost_its_headers() {
    assertThat(read(multipart("", "Content-Type: text/cloud-config\n\n" + CONFIG)).parts())
        .containsExactly(new UserParts.Document(CONFIG + "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'Content-Type: multipart/mixed\n\n--XX\n' | without a boundary",
        "'Content-Type: multipart/mixed; boundary=XX\n\n--XX\n\nx' | whose end is missing",
        "'Content-Type: multipart/mixed; boundary=XX\n\n' | whose end is missing",
        "'#include https://host/x\n' | which Holdfast does not do",
        "'## template: jinja\n#cloud-config\n' | template of Jinja",
        "'hello there' | write #cloud-config",
        "'<html><body>: x' | write #cloud-config",
      })
  void what_cannot_be_used_is_named_with_the_reason(String text, String reason) {
    UserParts data = read(text);
    assertThat(data.parts()).isEmpty();
    assertThat(data.ignored()).singleElement().asString().contains(reason);
  }

  @Test
  void what_is_no_text_is_named() {
    assertThat(UserDataReader.read(new byte[] {'#', '!', (byte) 0xff}).ignored()).hasSize(1);
    assertThat(read("#cloud-config\n\0").ignored()).singleElement().asString().contains("code 0");
    assertThat(UserDataReader.read(new byte[(1 << 20) + 1]).ignored()).hasSize(1);
  }

  @Test
  void parts_are_bounded_and_do_not_nest() {
    String[] parts = new String[40];
    Arrays.fill(parts, "Content-Type: text/plain\n\n" + CONFIG);
    assertThat(read(multipart(HEAD, parts)).parts()).isEmpty();
    assertThat(
            read(multipart(HEAD, "Content-Type: multipart/mixed; boundary=YY\n\n--YY--")).ignored())
        .singleElement()
        .asString()
        .contains("no type");
    read("--" + "\n--".repeat(300_000));
    read(HEAD + "--XX\n".repeat(200_000));
    read("Content-Type: multipart/mixed;" + " boundary=\"\";".repeat(50_000) + "\n\n");
  }

  @Test
  void any_bytes_are_taken_apart_or_named() {
    Random random = new Random(24);
    String[] pieces = {
      "--XX",
      "\n",
      "Content-Type: ",
      "multipart/mixed; boundary=XX",
      "text/plain",
      "#!",
      "#",
      "cloud-config",
      "\0",
      "\u001f\u008b",
      ": ",
      "base64",
      "Content-Transfer-Encoding: ",
      "{",
      "é"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(16); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertThat(UserDataReader.read(bytes)).isNotNull();
    }
  }
}
