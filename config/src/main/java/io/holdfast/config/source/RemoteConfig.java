package io.holdfast.config.source;

import io.holdfast.config.source.http.HttpAnswer;
import io.holdfast.config.source.http.HttpQuestion;
import io.holdfast.config.source.http.HttpReader;
import io.holdfast.config.source.http.TimeLimit;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what a {@code config_url} names, and what that names in turn, all or nothing. Safe for
 * use by several threads.
 */
public final class RemoteConfig {
  /**
   * How long to wait.
   *
   * @param question for one answer
   * @param pause before a question is repeated
   * @param total for all of it
   */
  record Patience(Duration question, Duration pause, Duration total) {
    /**
     * A document of a megabyte over a slow line takes some seconds; a boot that waits for more than
     * half a minute is taken for one that hangs.
     */
    static final Patience USUAL =
        new Patience(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(25));
  }

  /** One that names one that names one: nobody has had more, and it ends circles. */
  static final int MAX_DOCUMENTS = 4;

  /** As often as Kairos asks, for a network that has just come up. */
  static final int ATTEMPTS = 3;

  /** What the reader of documents takes, in bytes of UTF-8. */
  private static final int MAX_BYTES = YamlDocument.MAX_CHARACTERS;

  private static final int FIRST_SERVER_ERROR = 500;

  private final HttpReader http;
  private final Patience patience;

  /** Ends the fetching; its answer is the whole's. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient RemoteAnswer answer;

    Ended(RemoteAnswer answer) {
      this.answer = answer;
    }
  }

  RemoteConfig(HttpReader http, Patience patience) {
    this.http = http;
    this.patience = patience;
  }

  /** One that trusts the authorities of the Java runtime. */
  public static RemoteConfig usual() {
    return new RemoteConfig(HttpReader.usual(), Patience.USUAL);
  }

  /**
   * Fetches. Takes at most 25 seconds.
   *
   * @param written as it stands in a configuration or on the command line
   * @param fields as in {@link ConfigUrl#of}
   */
  public RemoteAnswer fetch(String written, Function<String, String> fields) {
    TimeLimit limit = TimeLimit.in(patience.total());
    List<SourceText> documents = new ArrayList<>();
    String next = written;
    try {
      while (next != null) {
        if (documents.size() == MAX_DOCUMENTS) {
          throw refused(
              next,
              "it would be one document too many; each names another, at most " + MAX_DOCUMENTS);
        }
        ConfigUrl url = url(next, fields);
        String text = text(url, limit);
        documents.add(new SourceText(Origin.ADDRESS, url.name(), text));
        next = named(url.name(), text);
      }
      return new RemoteAnswer.Fetched(documents);
    } catch (Ended e) {
      return e.answer;
    }
  }

  private static ConfigUrl url(String written, Function<String, String> fields) throws Ended {
    try {
      return ConfigUrl.of(written, fields);
    } catch (IllegalArgumentException e) {
      throw refused(written, String.valueOf(e.getMessage()));
    }
  }

  /** What a document names in turn; what else is wrong with it its reader will say. */
  private static @Nullable String named(String name, String text) {
    Problems ignored = new Problems();
    return YamlDocument.parse(name, text, ignored) instanceof YamlMapping top
        ? top.optionalText("config_url").orElse(null)
        : null;
  }

  private String text(ConfigUrl url, TimeLimit limit) throws Ended {
    byte[] bytes = url.address() == null ? file(url) : answer(url, url.address(), limit);
    if (url.sha256() != null && !url.sha256().equals(digest(bytes))) {
      throw refused(
          url.name(),
          "what is there has the digest " + digest(bytes) + " and not the one that is named");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refused(url.name(), "what is there is not text in UTF-8");
    }
  }

  private static byte[] file(ConfigUrl url) throws Ended {
    try (InputStream stream = Files.newInputStream(Path.of(String.valueOf(url.file())))) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw refused(url.name(), "it has more than " + MAX_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException | IllegalArgumentException e) {
      throw new Ended(new RemoteAnswer.Unreachable(said(url.name(), "cannot be read: " + e)));
    }
  }

  private byte[] answer(ConfigUrl url, URI address, TimeLimit limit) throws Ended {
    String reason = "no answer came in time";
    for (int attempt = 0; attempt < ATTEMPTS && !limit.isOver(); attempt++) {
      if (attempt > 0 && !paused(limit)) {
        break;
      }
      try {
        HttpAnswer answer =
            http.ask(HttpQuestion.get(address), limit.orIn(patience.question()), MAX_BYTES);
        if (answer.isOk()) {
          return answer.body();
        }
        if (answer.isRedirect()) {
          throw refused(url.name(), redirected(answer));
        }
        reason = "the server answers with status " + answer.status();
        if (answer.status() < FIRST_SERVER_ERROR) {
          break;
        }
      } catch (IOException e) {
        reason = String.valueOf(e.getMessage());
      }
    }
    throw new Ended(new RemoteAnswer.Unreachable(said(url.name(), "cannot be read: " + reason)));
  }

  private boolean paused(TimeLimit limit) {
    Duration left = limit.left();
    Duration pause = left.compareTo(patience.pause()) < 0 ? left : patience.pause();
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String redirected(HttpAnswer answer) {
    String place = answer.header("location");
    return "the server redirects to "
        + (place == null ? "an unnamed place" : Quoted.of(place))
        + ", which is not followed; name the final address";
  }

  private static Ended refused(String name, String reason) {
    return new Ended(new RemoteAnswer.Refused(said(name, reason)));
  }

  private static String said(String name, String reason) {
    return "config_url " + Quoted.of(name) + ": " + reason;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
