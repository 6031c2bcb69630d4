package io.holdfast.cli;

import io.holdfast.config.explain.Change;
import io.holdfast.config.explain.Setting;
import io.holdfast.config.language.Key;
import io.holdfast.config.language.KeyText;
import io.holdfast.config.yaml.Place;
import io.holdfast.release.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an explanation is printed. Stateless. */
final class ExplainText {
  private static final String END = System.lineSeparator();

  private ExplainText() {}

  /** One value a line: path, value, and after a '#' what set it. */
  static String of(List<Setting> settings) {
    StringBuilder out = new StringBuilder();
    for (Setting setting : settings) {
      out.append(setting.path()).append(": ").append(setting.shown()).append(origin(setting));
      out.append(END);
    }
    return out.toString();
  }

  /** The same for one key, after what it means. */
  static String of(String path, Key key, List<Setting> settings) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(KeyText.sentence(key)).append(END);
    if (!settings.isEmpty()) {
      return out.append(of(settings)).toString();
    }
    out.append(path).append(" is not set");
    out.append(key.fallback().isEmpty() ? "" : "; default " + key.fallback());
    return out.append(END).toString();
  }

  static String json(List<Setting> settings) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Setting setting : settings) {
      Map<String, Object> fields = value(setting);
      List<Map<String, Object>> overrode = new ArrayList<>();
      for (Setting.Earlier earlier : setting.overrode()) {
        Map<String, Object> one = new LinkedHashMap<>();
        if (!setting.isSecret()) {
          one.put("value", earlier.text());
        }
        one.put("file", earlier.place().source());
        one.put("line", earlier.place().line());
        overrode.add(one);
      }
      fields.put("overrode", overrode);
      fields.put("default", setting.fallback());
      list.add(fields);
    }
    return Json.write(Json.object("settings", list));
  }

  /** A line for each: '+' new, '-' gone, '~' another value. */
  static String changes(List<Change> changes) {
    StringBuilder out = new StringBuilder();
    for (Change change : changes) {
      Setting before = change.before();
      Setting after = change.after();
      out.append(before == null ? '+' : after == null ? '-' : '~').append(' ');
      out.append(change.path()).append(": ");
      if (before != null) {
        out.append(before.shown()).append(after == null ? "" : " -> ");
      }
      if (after != null) {
        out.append(after.shown());
      }
      Setting last = after == null ? before : after;
      out.append(last == null ? "" : "  # " + line(last.place())).append(END);
    }
    return out.toString();
  }

  static String changesJson(List<Change> changes) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Change change : changes) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("path", change.path());
      side("old", change.before(), fields);
      side("new", change.after(), fields);
      list.add(fields);
    }
    return Json.write(Json.object("changes", list));
  }

  private static void side(String name, @Nullable Setting setting, Map<String, Object> fields) {
    if (setting != null) {
      fields.put(name, value(setting));
    }
  }

  private static Map<String, Object> value(Setting setting) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", setting.path());
    if (setting.isSecret()) {
      fields.put("secret", true);
    } else {
      fields.put("value", setting.text());
    }
    fields.put("file", setting.place().source());
    fields.put("line", setting.place().line());
    return fields;
  }

  private static String origin(Setting setting) {
    StringBuilder out = new StringBuilder("  # ").append(line(setting.place()));
    for (Setting.Earlier earlier : setting.overrode()) {
      out.append(", over ").append(setting.shown(earlier));
      out.append(" of ").append(line(earlier.place()));
    }
    if (!setting.fallback().isEmpty()) {
      out.append("; default ").append(setting.fallback());
    }
    return out.toString();
  }

  private static String line(Place place) {
    return place.source() + ":" + place.line();
  }
}
