package io.holdfast.config.source.datasource;

import io.holdfast.config.source.http.HttpQuestion;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * How a machine that MAAS deployed asks for what is meant for it: an address and three keys, which
 * MAAS leaves on the machine as {@code datasource: {MAAS: {metadata_url, consumer_key, token_key,
 * token_secret}}}.
 *
 * @param address of the metadata, without a slash at its end
 * @param consumerKey says who
 * @param tokenKey says with which permission
 * @param tokenSecret proves it; never in a message
 */
record MaasAccess(URI address, String consumerKey, String tokenKey, String tokenSecret) {

  MaasAccess {
    HttpQuestion.demandAddress(address);
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      throw new IllegalArgumentException("its address must have no '?' and no '#'");
    }
  }

  /**
   * Reads what MAAS left.
   *
   * @param name the file, for messages
   * @throws ConfigException with what is wrong
   */
  static MaasAccess read(String name, String text) throws ConfigException {
    return YamlDocument.read(
        name,
        text,
        top -> {
          YamlMapping maas = top.mapping("datasource").mapping("MAAS");
          String url = maas.text("metadata_url");
          return new MaasAccess(
              URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url),
              maas.text("consumer_key"),
              maas.text("token_key"),
              maas.text("token_secret"));
        });
  }

  /**
   * The header of one question (RFC 5849, section 3.5.1, with the PLAINTEXT signature of 3.4.4).
   *
   * @param nonce never used before at that time
   */
  Map<String, String> signed(Instant now, String nonce) {
    return Map.of(
        "Authorization",
        "OAuth realm=\"\", oauth_version=\"1.0\", oauth_signature_method=\"PLAINTEXT\""
            + field("oauth_consumer_key", encoded(consumerKey))
            + field("oauth_token", encoded(tokenKey))
            // The consumer has no secret: nothing stands before the '&', which is encoded, too.
            + field("oauth_signature", encoded("&" + encoded(tokenSecret)))
            + field("oauth_timestamp", Long.toString(now.getEpochSecond()))
            + field("oauth_nonce", encoded(nonce)));
  }

  @Override
  public String toString() {
    return "MAAS at " + address;
  }

  private static String field(String name, String value) {
    return ", " + name + "=\"" + value + "\"";
  }

  /** RFC 5849, section 3.6: a form's encoding but for three characters. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
