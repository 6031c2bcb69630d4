package io.holdfast.lab.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.lab.drill.act.Act;
import io.holdfast.lab.drill.act.ActResult;
import io.holdfast.lab.drill.act.DrillResult;
import io.holdfast.lab.drill.act.Moment;
import io.holdfast.lab.drill.act.RunResult;
import io.holdfast.lab.drill.act.Samples;
import io.holdfast.lab.drill.act.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ReportPageTest {
  private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?: [^<>]*)?)>");

  /** All markup there is; whatever else appeared would come from a node. */
  private static final List<String> ELEMENTS =
      List.of(
          "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "div",
          "table", "thead", "tbody", "tr", "th", "td", "a", "section", "article", "ul", "li",
          "details", "summary", "pre", "svg", "line", "rect", "text", "g", "circle");

  private static final List<String> EMPTY = List.of("meta", "line", "circle");

  @Test
  void the_page_tells_acts_problems_screens_and_evidence() {
    String page = ReportPage.html(Samples.drill());
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("1 of 2 acts held")
        .contains("<td class=\"bad\">not held</td>")
        .contains("Waited 900 s for a login, and it did not come.")
        .contains("<td class=\"number\">100.0</td><td class=\"number\">2.50</td>")
        .contains("Console at login, 60.0 s")
        .contains("edge-1 login:</pre>")
        .contains("Evidence 1\nreason   required health check orders failed")
        .contains("100 s without service");
    assertThat(problemsOf(page)).isEmpty();
  }

  @Test
  void the_case_of_july_is_drawn_beside_its_control() {
    RunResult control =
        new RunResult(
            "control",
            List.of(),
            null,
            "",
            "",
            "",
            List.of(
                Samples.moment(0, Moment.Kind.STEP, "put content 2 there"),
                Samples.moment(10, Moment.Kind.PANIC, "Kernel panic"),
                Samples.moment(15, Moment.Kind.RESET, "the machine restarts"),
                Samples.moment(50, Moment.Kind.PANIC, "Kernel panic"),
                Samples.moment(210, Moment.Kind.STEP, "it is down still")),
            List.of(),
            "",
            List.of());
    DrillResult drill = Samples.drill();
    ActResult july =
        new ActResult(
            Samples.act("19 July"),
            List.of(Samples.run("content on trial"), control),
            drill.normalBoot());
    String page =
        ReportPage.html(
            new DrillResult(
                drill.drill(),
                drill.began(),
                drill.took(),
                drill.normalBoot(),
                drill.machine(),
                List.of(july)));
    assertThat(page)
        .contains("The same file on two nodes")
        .contains("back after 100.0 s, down 2 times")
        .contains("still down after 200.0 s, down once");
    assertThat(page.indexOf("two nodes")).isLessThan(page.indexOf("<table>"));
    assertThat(july.normalBoots()).isEqualTo("2.50");
    assertThat(problemsOf(page)).isEmpty();
  }

  @Test
  void the_page_needs_nothing_beside_it() {
    assertThat(ReportPage.html(Samples.drill()))
        .doesNotContain("<script", "http:", "https:", "url(", "@import", "<link", "<img")
        .contains("default-src 'none'");
  }

  @Test
  void a_script_in_evidence_is_shown_and_not_run() {
    String hostile = "</pre><script>alert(1)</script><img src=x onerror=\"alert('&')\">";
    String page = ReportPage.html(drillThatSays(hostile));
    assertThat(page)
        .doesNotContain("<script", "<img")
        .contains("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(problemsOf(page)).isEmpty();
  }

  @Test
  void controls_and_what_turns_the_direction_of_text_do_not_get_in() {
    String page = ReportPage.html(drillThatSays("a\u0000b\u001b[31mc\u202ed\u2066e\ud800f\u0085"));
    assertThat(page)
        .doesNotContain("\u0000", "\u001b", "\u202e", "\u2066", "\u0085")
        .contains("a\ufffdb\ufffd[31mc\ufffdd\ufffde\ufffdf\ufffd");
  }

  @Property(seed = "20240719", tries = 200)
  void whatever_a_node_says_is_text_and_nothing_else(@ForAll("nasty") String said) {
    String page = ReportPage.html(drillThatSays(said));
    assertThat(problemsOf(page)).isEmpty();
    String text = new Html().text(said).toString();
    assertThat(text).doesNotContain("<", ">", "\"", "'");
  }

  @Property(seed = "20240719", tries = 200)
  void moments_in_any_order_and_number_can_be_drawn(
      @ForAll @Size(max = 40) List<@net.jqwik.api.constraints.IntRange(max = 100_000) Integer> at) {
    List<Moment> moments = new ArrayList<>();
    Moment.Kind[] kinds = Moment.Kind.values();
    for (int i = 0; i < at.size(); i++) {
      moments.add(Samples.moment(at.get(i), kinds[i % kinds.length]));
    }
    RunResult run = Samples.run("r");
    Html html = new Html();
    Timeline.draw(
        html,
        new RunResult(
            run.title(), List.of(), run.outage(), "", "", "", moments, List.of(), "", List.of()));
    assertThat(problemsOf(html.toString())).isEmpty();
  }

  @Provide
  Arbitrary<String> nasty() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "<",
            ">",
            "\"",
            "'",
            "&",
            "&lt;",
            "</pre>",
            "</style>",
            "<script>",
            "-->",
            "<!--",
            "]]>",
            "\u0000",
            "\u202e",
            "\ud83d",
            "\n",
            "javascript:",
            "onload=",
            "\\",
            "ä");
    return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(40), pieces)
        .list()
        .ofMaxSize(12)
        .map(list -> String.join("", list));
  }

  /** Every text that can come from a node is this one. */
  private static DrillResult drillThatSays(String said) {
    RunResult run = Samples.run("r");
    RunResult hostile =
        new RunResult(
            said,
            List.of(said),
            run.outage(),
            said,
            said,
            said,
            List.of(Samples.moment(0, Moment.Kind.NODE, said)),
            List.of(new Screen(Samples.BEGIN, said, List.of(said))),
            said,
            List.of(said));
    Act act = Samples.act("damaged slot");
    Duration boot = Duration.ofSeconds(40);
    return new DrillResult(
        "july-2024",
        Samples.BEGIN,
        boot,
        boot,
        said,
        List.of(new ActResult(act, List.of(hostile, run), boot)));
  }

  /** Unknown elements, unknown attributes, and what is opened and not closed. */
  private static List<String> problemsOf(String page) {
    List<String> problems = new ArrayList<>();
    List<String> open = new ArrayList<>();
    String withoutDoctype = page.replaceFirst("^<!doctype html>", "");
    Matcher tags = TAG.matcher(withoutDoctype);
    int seen = 0;
    while (tags.find()) {
      seen++;
      String name = tags.group(2);
      boolean closedAtOnce = tags.group(3).endsWith("/") || EMPTY.contains(name);
      if (!ELEMENTS.contains(name)) {
        problems.add("unknown element " + tags.group());
      } else if (tags.group(1).equals("/")) {
        if (open.isEmpty() || !open.removeLast().equals(name)) {
          problems.add("closes what is not open: " + tags.group());
        }
      } else if (!closedAtOnce) {
        open.add(name);
      }
      if (tags.group(3).contains(" on")) {
        problems.add("a handler: " + tags.group());
      }
    }
    long brackets = withoutDoctype.chars().filter(c -> c == '<').count();
    if (brackets != seen) {
      problems.add(brackets - seen + " brackets that are no tag of ours");
    }
    open.forEach(name -> problems.add("not closed: " + name));
    return problems;
  }
}
