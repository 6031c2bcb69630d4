package io.holdfast.inventory.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Samples;
import io.holdfast.inventory.query.Query;
import io.holdfast.inventory.statement.NodeStatement.Holding;
import io.holdfast.inventory.statement.Role;
import io.holdfast.release.manifest.Architecture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What any index answers, wherever it is. */
abstract class CarrierIndexCases extends IndexCases {

  @Test
  void releases_and_nodes_that_carry_a_package_are_told() throws Exception {
    try (CarrierIndex index = open()) {
      index.add(release("1.0.0", "5.4.1-1"));
      index.add(release("1.1.0", "5.6.0-0.2"));
      index.add(release("1.2.0", "5.6.1-1"));
      index.addNodes(
          List.of(
              node("clean", 1, new Holding(Role.RUNNING, ref("1.0.0"))),
              node("runs", 1, new Holding(Role.RUNNING, ref("1.1.0"))),
              node(
                  "recovery",
                  1,
                  new Holding(Role.RUNNING, ref("1.0.0")),
                  new Holding(Role.RECOVERY, ref("1.2.0"))),
              node(
                  "both",
                  1,
                  new Holding(Role.RUNNING, ref("1.1.0")),
                  new Holding(Role.LAST_KNOWN_GOOD, ref("1.2.0")))));
      Answer answer = index.ask(Query.parse("pkg:deb/debian/xz-utils@>=5.6.0,<5.6.2"));
      assertThat(answer.carriers())
          .extracting(each -> each.subject().version() + " " + each.matches())
          .containsExactly("1.1.0 [liblzma5 5.6.0-0.2]", "1.2.0 [liblzma5 5.6.1-1]");
      assertThat(answer.nodes()).isEqualTo(3);
      assertThat(answer.byRole())
          .containsEntry(Role.RUNNING, 2L)
          .containsEntry(Role.LAST_KNOWN_GOOD, 1L)
          .containsEntry(Role.RECOVERY, 1L);
      assertThat(names(index, answer)).containsExactly("both", "recovery", "runs");
    }
  }

  @Test
  void the_later_of_two_statements_counts() throws Exception {
    try (CarrierIndex index = open()) {
      index.add(release("1.0.0", "5.6.1-1"));
      assertThat(index.addNodes(List.of(node("a", 5, new Holding(Role.RUNNING, ref("1.0.0"))))))
          .isEqualTo(1);
      assertThat(index.addNodes(List.of(node("a", 5), node("a", 4)))).isZero();
      assertThat(index.ask(Query.parse("liblzma5")).nodes()).isEqualTo(1);
      assertThat(index.addNodes(List.of(node("a", 6)))).isEqualTo(1);
      assertThat(index.ask(Query.parse("liblzma5")).nodes()).isZero();
      assertThat(index.size().nodes()).isEqualTo(1);
    }
  }

  @Test
  void a_release_whose_inventory_comes_after_its_nodes_is_linked_to_them() throws Exception {
    try (CarrierIndex index = open()) {
      index.addNodes(List.of(node("a", 1, new Holding(Role.STAGED, ref("1.0.0")))));
      index.add(inventory("1.0.0", "5.6.1-1"));
      assertThat(index.ask(Query.parse("liblzma5")).nodes()).isZero();
      assertThat(index.add(release("1.0.0", "5.6.1-1"))).isFalse();
      assertThat(index.ask(Query.parse("liblzma5")).nodes()).isEqualTo(1);
    }
  }

  /** What the documents say, one by one, is what the index says. */
  @Test
  void the_index_answers_as_the_documents_do() throws Exception {
    Random random = new Random(7);
    List<Inventory> inventories = new ArrayList<>();
    try (CarrierIndex index = open()) {
      for (int i = 0; i < 30; i++) {
        Inventory inventory = random(i, random);
        inventories.add(inventory);
        index.add(new ReleaseDocument(ref("1." + i), Architecture.X86_64, inventory));
      }
      List<String> questions =
          new ArrayList<>(List.of("p1", "src-p2@>2", "pkg:deb/debian/p3@1", "/d/1/f2", "/d/x/f3"));
      questions.add(Samples.file("/d/1/f2", "1").digest().hex());
      questions.add(Samples.file("/d/x/f3", "2").digest().hex());
      for (String question : questions) {
        Query query = Query.parse(question);
        List<String> expected =
            inventories.stream()
                .filter(each -> !query.in(each).isEmpty())
                .map(each -> each.subject().version())
                .sorted()
                .toList();
        assertThat(expected).as(question).isNotEmpty().hasSizeLessThan(30);
        assertThat(index.ask(query).carriers())
            .as(question)
            .extracting(each -> each.subject().version())
            .containsExactlyElementsOf(expected);
      }
    }
  }

  private static Inventory random(int number, Random random) {
    List<Component> components = new ArrayList<>();
    for (int p = 0; p < 6; p++) {
      if (random.nextBoolean()) {
        String version = Integer.toString(1 + random.nextInt(3));
        components.add(
            Samples.deb(
                "p" + p,
                version,
                Samples.file("/d/" + p + "/f2", version),
                Samples.file("/d/" + p + "/same", "same")));
      }
    }
    List<io.holdfast.inventory.FileEntry> unowned = new ArrayList<>();
    for (int f = 0; f < 6; f++) {
      if (random.nextBoolean()) {
        unowned.add(Samples.file("/d/x/f" + f, Integer.toString(random.nextInt(3))));
      }
    }
    return new Inventory(
        new Inventory.Subject(Inventory.Subject.Kind.RELEASE, "edge", "1." + number, number),
        components,
        unowned);
  }

  private static List<String> names(CarrierIndex index, Answer answer) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    index.nodes(answer, node -> assertThat(names.add(node.name())).isTrue());
    return List.copyOf(names);
  }
}
