package io.holdfast.config.source.datasource;

import io.holdfast.config.source.http.HttpAnswer;
import io.holdfast.config.source.http.HttpQuestion;
import io.holdfast.config.source.http.HttpReader;
import io.holdfast.config.source.http.TimeLimit;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a {@link Cloud}. One for each asking: it remembers what an address said. For one thread. */
final class CloudReader implements Provider {
  /** As Kairos waits: who answers on the local link does so in milliseconds. */
  static final Duration QUESTION = Duration.ofSeconds(2);

  /** A token is some dozens of characters. */
  private static final int MAX_TOKEN = 4096;

  private static final int MAX_BYTES = UserDataReader.MAX_BYTES;

  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int GONE = 410;

  private final Cloud cloud;
  private final HttpReader http;
  private final Supplier<Map<String, String>> signed;
  private final Map<String, HttpAnswer> heard = new HashMap<>();
  private @Nullable String token;

  /**
   * One asker.
   *
   * @param signed headers that are made anew for each question
   */
  CloudReader(Cloud cloud, HttpReader http, Supplier<Map<String, String>> signed) {
    this.cloud = cloud;
    this.http = http;
    this.signed = signed;
  }

  @Override
  public String name() {
    return cloud.name();
  }

  @Override
  public MachineFacts ask(TimeLimit limit) throws IOException, InterruptedException {
    if (cloud.token() != null) {
      token = token(cloud.token(), limit);
    }
    HttpAnswer first = answer(cloud.hostname(), limit);
    if (!first.isOk()) {
      throw new IOException(said(cloud.hostname(), unexpected(first)));
    }
    List<String> hostnames = values(cloud.hostname(), limit);
    List<String> ignored = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (Cloud.Value value : cloud.keys()) {
      try {
        keys.addAll(values(value, limit));
      } catch (IOException e) {
        // Whoever gave user data may still get in by it.
        ignored.add("keys: " + e.getMessage());
      }
    }
    UserParts given = cloud.userData() == null ? UserParts.NONE : userData(cloud.userData(), limit);
    ignored.addAll(given.ignored());
    return MachineFacts.of(
        cloud.name(),
        cloud.base().toString(),
        hostnames,
        keys,
        new UserParts(given.parts(), ignored));
  }

  /** Services of the first version have no tokens and need none. */
  private @Nullable String token(Cloud.Token wanted, TimeLimit limit) throws IOException {
    HttpAnswer answer =
        http.ask(
            new HttpQuestion(
                HttpQuestion.Method.PUT, address(wanted.path()), wanted.asking(), false),
            limit.orIn(QUESTION),
            MAX_TOKEN);
    if (answer.isOk()) {
      String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
      if (text.isEmpty() || text.chars().anyMatch(c -> c < '!' || c > '~')) {
        throw new IOException(cloud.base() + wanted.path() + ": it gives no token");
      }
      return text;
    }
    return switch (answer.status()) {
      case BAD_REQUEST, NOT_FOUND, METHOD_NOT_ALLOWED -> null;
      default -> throw new IOException(cloud.base() + wanted.path() + ": " + unexpected(answer));
    };
  }

  private List<String> values(Cloud.Value value, TimeLimit limit) throws IOException {
    if (value.unless() != null && isTrue(value.unless(), limit)) {
      return List.of();
    }
    byte[] bytes = bytes(value, limit);
    if (bytes == null || value.form() == null) {
      return List.of();
    }
    try {
      return value.form().read(bytes);
    } catch (IOException e) {
      throw new IOException(said(value, String.valueOf(e.getMessage())), e);
    }
  }

  private boolean isTrue(String path, TimeLimit limit) throws IOException {
    byte[] bytes = bytes(Cloud.Value.bytes(path), limit);
    return bytes != null
        && new String(bytes, StandardCharsets.UTF_8).strip().equalsIgnoreCase("true");
  }

  private UserParts userData(Cloud.Value value, TimeLimit limit) throws IOException {
    byte[] bytes;
    if (value.form() != null) {
      List<String> texts = values(value, limit);
      bytes = texts.isEmpty() ? null : texts.getFirst().getBytes(StandardCharsets.UTF_8);
    } else {
      bytes = bytes(value, limit);
    }
    if (bytes == null) {
      return UserParts.NONE;
    }
    if (value.base64()) {
      bytes = base64(bytes, said(value, "it is no base64"));
    }
    return UserDataReader.read(bytes);
  }

  static byte[] base64(byte[] bytes, String otherwise) throws IOException {
    try {
      return Base64.getMimeDecoder().decode(bytes);
    } catch (IllegalArgumentException e) {
      throw new IOException(otherwise, e);
    }
  }

  /** What is behind a value's path; null if nothing is. */
  private byte @Nullable [] bytes(Cloud.Value value, TimeLimit limit) throws IOException {
    HttpAnswer answer = answer(value, limit);
    if (answer.isOk()) {
      return answer.body();
    }
    return switch (answer.status()) {
      case NO_CONTENT, NOT_FOUND, GONE -> null;
      default -> throw new IOException(said(value, unexpected(answer)));
    };
  }

  private HttpAnswer answer(Cloud.Value value, TimeLimit limit) throws IOException {
    HttpAnswer before = heard.get(value.path());
    if (before != null) {
      return before;
    }
    Map<String, String> headers = new HashMap<>(cloud.headers());
    headers.putAll(signed.get());
    if (cloud.token() != null && token != null) {
      headers.put(cloud.token().shown(), token);
    }
    HttpAnswer answer;
    try {
      answer =
          http.ask(
              new HttpQuestion(
                  HttpQuestion.Method.GET, address(value.path()), headers, value.fromLowPort()),
              limit.orIn(QUESTION),
              MAX_BYTES);
    } catch (IOException e) {
      throw new IOException(said(value, String.valueOf(e.getMessage())), e);
    }
    if (!isProven(answer)) {
      throw new IOException(said(value, "somebody else answers"));
    }
    heard.put(value.path(), answer);
    return answer;
  }

  private boolean isProven(HttpAnswer answer) {
    if (cloud.proof() == null) {
      return true;
    }
    int colon = cloud.proof().indexOf(':');
    String value = answer.header(cloud.proof().substring(0, colon));
    return cloud.proof().substring(colon + 1).strip().equals(value);
  }

  private URI address(String path) {
    return URI.create(cloud.base() + path);
  }

  private String said(Cloud.Value value, String reason) {
    return cloud.base() + value.path() + ": " + reason;
  }

  private static String unexpected(HttpAnswer answer) {
    return answer.isRedirect()
        ? "it redirects (status " + answer.status() + "), which is not followed"
        : "it answers with status " + answer.status();
  }
}
