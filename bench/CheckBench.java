import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code holdfast config check} of a thousand files, and of hostile ones of a megabyte. */
final class CheckBench {
  private static final int FILES = 1_000;

  /** A little less than the reader's own limit (2^20 characters), with which it would end at once. */
  private static final int MEGABYTE = 1_000_000;

  private CheckBench() {}

  static void run(Bench.Place place, int times) throws Exception {
    Path folder = Files.createDirectories(place.work().resolve("check"));
    Path one = Files.writeString(folder.resolve("one.yaml"), "#cloud-config\nhostname: edge\n");
    Path many = thousand(place, Files.createDirectories(folder.resolve("many")));
    List<Cost> start = new ArrayList<>();
    List<Cost> all = new ArrayList<>();
    cost(place, one);
    cost(place, many);
    for (int i = 0; i < times; i++) {
      start.add(cost(place, one));
      all.add(cost(place, many));
    }
    double wall = Bench.median(all.stream().map(Cost::wall).toList());
    double wallOfStart = Bench.median(start.stream().map(Cost::wall).toList());
    double processor = Bench.median(all.stream().map(Cost::processor).toList());
    double processorOfStart = Bench.median(start.stream().map(Cost::processor).toList());
    System.out.printf(
        Locale.ROOT,
        "check of %d files, after a start of %.2f s (processor %.2f s): %.2f s, ratio to the bar of"
            + " 2 s: %.2f; processor %.2f s%n",
        FILES,
        wallOfStart,
        processorOfStart,
        wall - wallOfStart,
        (wall - wallOfStart) / 2,
        processor - processorOfStart);
    System.out.printf(
        Locale.ROOT,
        "  peak memory %.0f MB (bar 128), of a start alone %.0f MB%n",
        Bench.median(all.stream().map(Cost::peak).toList()),
        Bench.median(start.stream().map(Cost::peak).toList()));
    for (Map.Entry<String, String> hostile : hostile().entrySet()) {
      Path file = Files.writeString(folder.resolve("hostile.yaml"), hostile.getValue());
      List<Cost> costs = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        costs.add(cost(place, file));
      }
      System.out.printf(
          Locale.ROOT,
          "hostile, %s: %.2f s with its start (bar 1), processor %.2f s, %.0f MB (bar 128)%n",
          hostile.getKey(),
          Bench.median(costs.stream().map(Cost::wall).toList()),
          Bench.median(costs.stream().map(Cost::processor).toList()),
          Bench.median(costs.stream().map(Cost::peak).toList()));
    }
  }

  private static Path thousand(Bench.Place place, Path folder) throws IOException {
    String text = Files.readString(place.root().resolve("bench/stages.yaml"));
    for (int i = 0; i < FILES; i++) {
      String name = String.format(Locale.ROOT, "edge-%04d", i);
      Files.writeString(folder.resolve(name + ".yaml"), text.replace("edge-0001", name));
    }
    return folder;
  }

  /** A megabyte each, with a name. */
  private static Map<String, String> hostile() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("depth", "a: " + "[".repeat(MEGABYTE));
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30_000; i++) {
      int before = i - 1;
      bomb.append("a" + i + ": &a" + i + " [*a" + before + ", *a" + before + "]\n");
    }
    texts.put("aliases of aliases", bomb.toString());
    texts.put("one key again and again", "hostname: a\n".repeat(MEGABYTE / 12));
    texts.put("misspelt keys", numbered("hostnmae%d: a\n"));
    texts.put("misspelt keys of steps", "stages:\n  boot:\n" + numbered("    - comands%d: [a]\n"));
    texts.put("users", "users:\n" + numbered("  - {name: u%d, passwd: secret}\n"));
    texts.put(
        "steps in a circle",
        "stages:\n  boot:\n    - {name: s0, after: [{name: s1}]}\n"
            + circle("    - {name: s%d, after: [{name: s%d}]}\n"));
    texts.put("one line", "hostname: " + "a".repeat(MEGABYTE));
    texts.put("one key", "a".repeat(MEGABYTE) + ": a");
    texts.put("quotes that do not end", "hostname: \"" + "\\n".repeat(MEGABYTE / 2));
    texts.put("templates", "hostname: \"" + "{{ a }}".repeat(MEGABYTE / 7) + "\"");
    texts.put("templates that do not end", "hostname: \"" + "{{".repeat(MEGABYTE / 2) + "\"");
    texts.put("documents", "---\n".repeat(MEGABYTE / 4));
    texts.put("line feeds", "\n".repeat(MEGABYTE));
    texts.put("question marks", "? ".repeat(MEGABYTE / 2));
    texts.replaceAll((name, text) -> "#cloud-config\n" + text);
    return texts;
  }

  private static String numbered(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < MEGABYTE; i++) {
      text.append(String.format(Locale.ROOT, line, i));
    }
    return text.toString();
  }

  private static String circle(String line) {
    StringBuilder text = new StringBuilder();
    int i = 1;
    for (; text.length() < MEGABYTE; i++) {
      text.append(String.format(Locale.ROOT, line, i, i + 1));
    }
    return text.append(String.format(Locale.ROOT, line, i, 0)).toString();
  }

  /** Exit code 1 says that there are mistakes, of which hostile files have many. */
  private static Cost cost(Bench.Place place, Path checked) throws Exception {
    return Cost.of(() -> place.start(List.of("config", "check", checked.toString()), ""), 1);
  }
}
