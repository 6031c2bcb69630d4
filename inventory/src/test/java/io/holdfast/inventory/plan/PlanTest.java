package io.holdfast.inventory.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.inventory.plan.HoldingNode.Held;
import io.holdfast.inventory.statement.Exposure;
import io.holdfast.release.Digest;
import io.holdfast.release.Version;
import io.holdfast.release.json.Json;
import io.holdfast.release.json.JsonException;
import io.holdfast.release.json.JsonObject;
import io.holdfast.release.manifest.Architecture;
import io.holdfast.release.manifest.ReleaseName;
import io.holdfast.release.manifest.ReleaseRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final ReleaseName EDGE = new ReleaseName("edge");
  private static final ReleaseRef OLD = release("1.2.0");
  private static final ReleaseRef GOOD = release("1.3.0");
  private static final ReleaseRef BAD = release("1.4.0");
  private static final ReleaseRef FIX = release("1.4.1");
  private static final ReleaseRef NEXT = release("2.0.0");

  private static final KnownRelease KNOWN_OLD = known(OLD, Standing.UNAFFECTED);
  private static final KnownRelease KNOWN_GOOD = known(GOOD, Standing.UNAFFECTED);
  private static final KnownRelease KNOWN_BAD = known(BAD, Standing.AFFECTED);
  private static final KnownRelease KNOWN_FIX = known(FIX, Standing.UNAFFECTED);
  private static final KnownRelease KNOWN_NEXT = known(NEXT, Standing.UNAFFECTED);

  @Test
  void a_node_goes_to_the_lowest_unaffected_newer_release() {
    assertThat(way(List.of(KNOWN_GOOD, KNOWN_BAD, KNOWN_NEXT, KNOWN_FIX), lkg(GOOD)))
        .isEqualTo(new WayOff.Upgrade(FIX, false));
  }

  @Test
  void what_is_staged_and_safe_is_nearer_than_anything() {
    assertThat(way(List.of(KNOWN_BAD, KNOWN_NEXT, KNOWN_FIX), new Held(Place.STAGED, NEXT)))
        .isEqualTo(new WayOff.Upgrade(NEXT, true));
  }

  @Test
  void without_a_newer_one_it_goes_back_to_its_last_known_good_even_below_a_floor() {
    Catalogue catalogue =
        new Catalogue(
            List.of(KNOWN_OLD, KNOWN_GOOD, KNOWN_BAD), Map.of(EDGE, new Version("1.4.0")));
    assertThat(way(catalogue, Containment.KEEP, lkg(OLD), new Held(Place.OLDER, GOOD)))
        .isEqualTo(new WayOff.Revert(OLD, Place.LAST_KNOWN_GOOD));
    assertThat(way(catalogue, Containment.KEEP, new Held(Place.OLDER, GOOD)))
        .isEqualTo(
            new WayOff.Contain(
                Containment.KEEP,
                "no unaffected newer release of edge is for it; its older is "
                    + GOOD
                    + ", and it is below the floor 1.4.0"));
  }

  @Test
  void it_never_goes_to_what_is_withdrawn_or_failed_there() {
    KnownRelease withdrawn = new KnownRelease(FIX, Architecture.X86_64, Standing.UNAFFECTED, true);
    Catalogue catalogue = new Catalogue(List.of(KNOWN_BAD, withdrawn, KNOWN_NEXT), Map.of());
    HoldingNode node =
        new HoldingNode(
            "n",
            "",
            Exposure.PUBLIC,
            List.of(new Held(Place.RUNNING, BAD)),
            Set.of(NEXT.manifest()));
    assertThat(NodePlan.of(node, catalogue, Containment.STOP_NETWORK).orElseThrow().way())
        .isInstanceOf(WayOff.Contain.class);
  }

  @Test
  void recovery_contains_only_if_it_is_safe_itself() {
    Catalogue catalogue = new Catalogue(List.of(KNOWN_BAD, KNOWN_OLD), Map.of());
    assertThat(way(catalogue, Containment.RECOVERY, new Held(Place.RECOVERY, OLD)))
        .isInstanceOf(WayOff.Contain.class);
    assertThat(way(catalogue, Containment.RECOVERY, new Held(Place.RECOVERY, BAD)))
        .isEqualTo(
            new WayOff.Person(
                "no unaffected newer release of edge is for it; its recovery is not known to be"
                    + " safe either"));
  }

  @Test
  void a_node_whose_recovery_carries_it_is_not_clean() {
    Catalogue catalogue = new Catalogue(List.of(KNOWN_BAD, KNOWN_FIX), Map.of());
    HoldingNode node = node("n", Exposure.PUBLIC, FIX, new Held(Place.RECOVERY, BAD));
    NodePlan plan = NodePlan.of(node, catalogue, Containment.KEEP).orElseThrow();
    assertThat(plan.way()).isEqualTo(new WayOff.Stay());
    assertThat(plan.unclean()).containsExactly(new Held(Place.RECOVERY, BAD));
    HoldingNode clean = node("n", Exposure.PUBLIC, FIX, lkg(FIX));
    assertThat(NodePlan.of(clean, catalogue, Containment.KEEP)).isEmpty();
  }

  @Test
  void of_two_entries_for_a_release_the_worse_counts() {
    assertThat(way(List.of(KNOWN_BAD, known(FIX, Standing.AFFECTED), KNOWN_FIX)))
        .isInstanceOf(WayOff.Contain.class);
    assertThat(way(List.of(KNOWN_BAD, known(FIX, Standing.UNKNOWN), KNOWN_FIX)))
        .isInstanceOf(WayOff.Contain.class);
    assertThat(way(List.of(known(BAD, Standing.UNKNOWN), KNOWN_BAD, KNOWN_FIX)))
        .isEqualTo(new WayOff.Upgrade(FIX, false));
  }

  @Test
  void the_plan_is_told_with_the_most_exposed_first() throws Exception {
    Catalogue catalogue = new Catalogue(List.of(KNOWN_BAD, KNOWN_FIX, KNOWN_GOOD), Map.of());
    Plan plan =
        Plan.of(
            "CVE-2024-3094",
            List.of(
                node("inside-1", Exposure.INTERNAL, BAD),
                node("inside-2", Exposure.INTERNAL, BAD),
                node("outside", Exposure.PUBLIC, FIX, new Held(Place.STAGED, BAD)),
                node("clean", Exposure.PUBLIC, GOOD)),
            catalogue,
            Containment.KEEP);
    assertThat(PlanText.text(plan))
        .isEqualTo(
            """
            CVE-2024-3094: 3 of 4 nodes are not clean

            1 node, public
              run    %2$s
              do     keep what runs, which is not affected
              clean  %1$s, staged
              nodes  outside at hall

            2 nodes, internal
              run    %1$s
              do     upgrade to %2$s
              nodes  inside-1 at hall, inside-2 at hall
            """
                .formatted(BAD, FIX));
    JsonObject json =
        Json.parseObject(PlanText.json(plan).getBytes(StandardCharsets.UTF_8), 1 << 20);
    assertThat(json.number("not_clean", 0, 9)).isEqualTo(3);
    JsonObject second = json.objects("groups", 9).get(1);
    assertThat(second.string("way")).isEqualTo("upgrade");
    assertThat(second.object("to").string("version")).isEqualTo("1.4.1");
    assertThat(second.objects("nodes", 9)).hasSize(2);
  }

  @Test
  void a_name_cannot_write_into_the_page() {
    Plan plan =
        Plan.of(
            "<script>",
            List.of(node("<img src=x onerror=alert(1)>", Exposure.PUBLIC, BAD)),
            new Catalogue(List.of(KNOWN_BAD, KNOWN_FIX), Map.of()),
            Containment.KEEP);
    assertThat(PlanPage.of(plan))
        .contains("1 of 1 nodes")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("http");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"nodes": [{"name": "a", "held": []}]} | of node 'a': node 'a' must say of one release
          {"nodes": [{"name": "a", "held": [{"place": "moon", "name": "e", "version": "1", "manifest": "x"}]}]} | 'place' is 'moon'
          {"nodes": [{"name": "a", "held": [{"place": "running", "name": "e", "version": "1", "manifest": "x"}]}]} | 'x' is no digest
          {"nodes": [{"name": "a", "held": [], "more": 1}]} | unknown key 'more'
          {"nodes": [], "more": 1} | unknown key 'more'
          [] | not an object
          """)
  void a_file_of_nodes_that_is_none_is_refused_in_words(String text, String words) {
    assertThatThrownBy(() -> PlanFiles.nodes(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"releases": [{"name": "e", "version": "1", "manifest": "x", "architecture": "x86-64"}]} | 'x' is no digest
          {"releases": [{"name": "e", "version": "v", "manifest": "x", "architecture": "x86-64"}]} | 'v' is no version
          {"releases": [{"name": "E", "version": "1"}]} | 'E' is no release name
          {"releases": [], "floors": [{"name": "e"}]} | it has no 'version'
          {} | it has no 'releases'
          """)
  void a_file_of_releases_that_is_none_is_refused_in_words(String text, String words) {
    assertThatThrownBy(() -> PlanFiles.releases(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(words);
  }

  private static WayOff way(List<KnownRelease> releases, Held... held) {
    return way(new Catalogue(releases, Map.of()), Containment.KEEP, held);
  }

  private static WayOff way(Catalogue catalogue, Containment containment, Held... held) {
    return NodePlan.of(node("n", Exposure.PUBLIC, BAD, held), catalogue, containment)
        .orElseThrow()
        .way();
  }

  private static HoldingNode node(
      String name, Exposure exposure, ReleaseRef running, Held... held) {
    List<Held> all = new ArrayList<>(List.of(held));
    all.add(new Held(Place.RUNNING, running));
    return new HoldingNode(name, "hall", exposure, all, Set.of());
  }

  private static Held lkg(ReleaseRef release) {
    return new Held(Place.LAST_KNOWN_GOOD, release);
  }

  private static KnownRelease known(ReleaseRef release, Standing standing) {
    return new KnownRelease(release, Architecture.X86_64, standing, false);
  }

  private static ReleaseRef release(String version) {
    return new ReleaseRef(
        EDGE, new Version(version), Digest.of(version.getBytes(StandardCharsets.UTF_8)));
  }
}
