package io.holdfast;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.holdfast.cli.ExitCode;
import io.holdfast.cli.HelpOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The house as ARCHITECTURE.md draws it: which room may use which, and how rooms are kept. */
class HouseTest {
  /** Every room, bottom up. */
  enum Room {
    HOST,
    CONFIG,
    RELEASE,
    INVENTORY,
    IMAGE,
    NODE,
    LAB,
    CLI;

    Set<Room> uses() {
      return switch (this) {
        case HOST -> Set.of();
        case CONFIG, RELEASE -> Set.of(HOST);
        case INVENTORY -> Set.of(HOST, RELEASE);
        case IMAGE -> Set.of(HOST, CONFIG, RELEASE, INVENTORY);
        case NODE -> Set.of(HOST, CONFIG, RELEASE);
        case LAB -> Set.of(HOST, CONFIG, RELEASE, INVENTORY, IMAGE, NODE);
        case CLI -> Set.of(HOST, CONFIG, RELEASE, INVENTORY, IMAGE, NODE, LAB);
      };
    }

    String packages() {
      return "io.holdfast." + folder() + "..";
    }

    String folder() {
      return name().toLowerCase(Locale.ROOT);
    }

    List<Room> forbidden() {
      return Arrays.stream(values())
          .filter(room -> room != this && !uses().contains(room))
          .toList();
    }

    static String[] packagesOf(List<Room> rooms) {
      return rooms.stream().map(Room::packages).toArray(String[]::new);
    }
  }

  /** Words that say how a class is made and not what it is. */
  private static final String EMPTY_SUFFIX =
      ".*(Impl|Manager|Helper|Helpers|Util|Utils|Processor|Info|Data)";

  private static final List<String> LAYERS =
      List.of("util", "utils", "common", "model", "service", "impl", "helper", "manager", "dto");

  /** A longer file holds more than one thing. */
  private static final int MAX_LINES = 500;

  /** How a row of a table begins in a comment. */
  private static final String ROW = "/// |";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.holdfast");

  @ParameterizedTest
  @EnumSource
  void a_room_uses_only_the_rooms_below_it(Room room) {
    assertThat(CLASSES.that(resideInAPackage(room.packages()))).isNotEmpty();
    List<Room> forbidden = room.forbidden();
    if (!forbidden.isEmpty()) {
      noClasses()
          .that()
          .resideInAPackage(room.packages())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(Room.packagesOf(forbidden))
          .check(CLASSES);
    }
  }

  /** What an exit code means and how help is asked for. */
  private static final DescribedPredicate<JavaClass> SAME_ON_A_NODE =
      belongToAnyOf(ExitCode.class, HelpOption.class);

  @Test
  void every_class_is_in_a_room() {
    classes().should().resideInAnyPackage(Room.packagesOf(List.of(Room.values()))).check(CLASSES);
  }

  @Test
  void the_command_of_a_node_uses_nothing_that_only_a_workstation_has() {
    DescribedPredicate<JavaClass> workstation =
        resideInAnyPackage(Room.IMAGE.packages(), Room.LAB.packages())
            .or(
                resideInAPackage(Room.CLI.packages())
                    .and(not(resideInAPackage("io.holdfast.cli.node..")))
                    .and(not(SAME_ON_A_NODE)));
    noClasses()
        .that()
        .resideInAPackage("io.holdfast.cli.node..")
        .should()
        .dependOnClassesThat(workstation)
        .check(CLASSES);
  }

  @Test
  void packages_do_not_use_each_other_in_circles() {
    slices()
        .matching("io.holdfast.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideInAPackage("io.holdfast.cli.node.."), SAME_ON_A_NODE)
        .check(CLASSES);
  }

  @Test
  void a_name_says_what_a_class_is() {
    noClasses().should().haveNameMatching(EMPTY_SUFFIX).check(CLASSES);
    assertThat(packages())
        .allSatisfy(
            each ->
                assertThat(List.of(each.getName().split("\\.")))
                    .as("the words of package %s", each.getName())
                    .doesNotContainAnyElementsOf(LAYERS));
  }

  @Test
  void every_package_says_what_it_is_and_is_null_marked() {
    assertThat(packages())
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.isAnnotatedWith(NullMarked.class))
                    .as("package %s has a package-info with @NullMarked", each.getName())
                    .isTrue());
  }

  @Test
  void no_file_is_longer_than_500_lines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Room room : Room.values()) {
      Path sources = Path.of("..", room.folder(), "src");
      assertThat(sources).isDirectory();
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file : (Iterable<Path>) files.filter(HouseTest::isJava)::iterator) {
          int lines = Files.readAllLines(file).size();
          if (lines > MAX_LINES) {
            tooLong.add(file + " has " + lines + " lines");
          }
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  /** The page shows what the code's own table says, or it would soon say something else. */
  @Test
  void the_architecture_page_has_the_table_of_trials() throws IOException {
    Path table = Path.of("../node/src/main/java/io/holdfast/node/trial/package-info.java");
    List<String> rows =
        Files.readAllLines(table).stream()
            .filter(line -> line.startsWith(ROW) && line.chars().filter(c -> c == '|').count() == 7)
            .map(line -> line.substring(ROW.length() - 1))
            .toList();
    assertThat(rows).hasSizeGreaterThan(20);
    assertThat(Files.readAllLines(Path.of("../ARCHITECTURE.md"))).containsSubsequence(rows);
  }

  private static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  /** Those with a class in them, and not those that only hold packages. */
  private static List<JavaPackage> packages() {
    return CLASSES.stream()
        .filter(each -> !each.getSimpleName().equals("package-info"))
        .map(JavaClass::getPackage)
        .distinct()
        .toList();
  }
}
