package io.holdfast.lab.drill.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What pages of drills have in common: they need nothing beside them, run no script and ask no
 * server (which they also forbid by policy). Stateless.
 */
public final class PageFrame {
  private static final String STYLE = "/io/holdfast/lab/drill/report.css";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private PageFrame() {}

  /** A page's beginning. */
  public static Html begin(String title) {
    Html html = new Html();
    html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.raw(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.element("title", title);
    return html.raw("<style>").raw(style()).raw("</style></head><body><main>");
  }

  /** The whole page. */
  public static String end(Html html) {
    return html.raw("</main></body></html>\n").toString();
  }

  /** A moment, for people. */
  public static String time(Instant at) {
    return TIME.format(at);
  }

  private static String style() {
    try (InputStream stream = PageFrame.class.getResourceAsStream(STYLE)) {
      if (stream == null) {
        throw new IllegalStateException("This Holdfast lacks " + STYLE);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
