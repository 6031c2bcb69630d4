package io.holdfast.config.template.function;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times, in UTC, and durations. The clock is given from outside. */
final class TimeFunctions implements Group {
  private static final String DAY = "2006-01-02";

  @Override
  public String title() {
    return "Times";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "now : the time at which the template is filled",
        "date LAYOUT TIME : the time in a layout of Go, such as 2006-01-02 15:04:05",
        "dateInZone LAYOUT TIME ZONE : the same in a time zone, such as Europe/Berlin",
        "date_in_zone LAYOUT TIME ZONE : the same",
        "htmlDate TIME : the day as 2006-01-02",
        "htmlDateInZone TIME ZONE : the day as 2006-01-02 in a time zone",
        "dateModify DURATION TIME : so much later, or earlier for -1h30m",
        "date_modify DURATION TIME : the same",
        "mustDateModify DURATION TIME : the same",
        "must_date_modify DURATION TIME : the same",
        "toDate LAYOUT TEXT : the time that a text in a layout says",
        "mustToDate LAYOUT TEXT : the same",
        "unixEpoch TIME : seconds since 1970",
        "ago TIME : how long ago it is, as 1h30m0s",
        "duration SECONDS : as 1h30m0s",
        "durationRound DURATION : its largest unit alone, as 2h; of a time how long ago it is");
  }

  @Override
  public @Nullable Object call(Call call) {
    return switch (call.name()) {
      case "now" -> call.surroundings().now();
      case "date" -> date(call, call.text(0), 1, "UTC");
      case "dateInZone", "date_in_zone" -> date(call, call.text(0), 1, call.text(2));
      case "htmlDate" -> date(call, DAY, 0, "UTC");
      case "htmlDateInZone" -> date(call, DAY, 0, call.text(1));
      case "dateModify", "date_modify", "mustDateModify", "must_date_modify" ->
          later(call.time(1), GoDuration.parse(call.text(0)));
      case "toDate", "mustToDate" -> GoTime.parse(call.text(0), call.text(1));
      case "unixEpoch" -> Long.toString(call.time(0).getEpochSecond());
      case "ago" -> {
        Duration past = Duration.between(call.time(0), call.surroundings().now());
        yield GoDuration.of(Duration.ofSeconds(past.plusMillis(500).toSeconds()));
      }
      case "duration" -> GoDuration.of(seconds(Cast.whole(call.any(0))));
      case "durationRound" -> GoDuration.rounded(rounded(call));
      default -> throw call.unknown();
    };
  }

  private static String date(Call call, String layout, int time, String zone) {
    Instant when = call.time(time);
    call.budget().spendText(layout.length() * 10L);
    return GoTime.format(layout, when.atZone(GoTime.zone(zone)));
  }

  /** Durations of Go are so short that no sum is beyond what an Instant holds. */
  private static Instant later(Instant time, Duration duration) {
    Instant later = time.plus(duration);
    if (!GoTime.isWithin(later.getEpochSecond())) {
      throw new RefusedException("that is no time of this calendar");
    }
    return later;
  }

  private static Duration seconds(long seconds) {
    if (!GoTime.isWithin(seconds)) {
      throw new RefusedException("that is too long a duration");
    }
    return Duration.ofSeconds(seconds);
  }

  private static Duration rounded(Call call) {
    return switch (call.any(0)) {
      case String text -> GoDuration.parse(text);
      case Instant time -> Duration.between(time, call.surroundings().now());
      case Long nanos -> Duration.ofNanos(nanos);
      case null, default -> throw call.wants(0, "a duration such as 2h10m, or a time");
    };
  }
}
