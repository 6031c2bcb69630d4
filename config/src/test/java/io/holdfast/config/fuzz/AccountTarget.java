package io.holdfast.config.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.config.Cases;
import io.holdfast.config.account.AccountTable;
import io.holdfast.config.account.Entity;
import io.holdfast.config.account.EntityLine;
import io.holdfast.config.account.SaltedHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Files of accounts, and lines that are put into them. The four files take turns. */
final class AccountTarget implements FuzzTarget {
  private static final List<String> FILES = List.of("passwd", "group", "shadow", "gshadow");

  private static final List<String> PIECES =
      List.of(
          ":",
          "::",
          "\n",
          "\n\n",
          "\r\n",
          ",",
          " ",
          "#",
          "+::::::",
          "-nis",
          "\u0000",
          "\ufeff",
          "\ud800",
          "0",
          "1000",
          "-1",
          "4294967295",
          "99999999999999999999",
          "kim",
          "root",
          "!",
          "*",
          "$6$",
          "$6$rounds=999999999$a$b",
          "$5$rounds=x$",
          "x".repeat(300));

  private static final int MOST_NUMBER = 70_000;

  /** Of so many lines of shadow(5) one is of a plain password, whose hash takes milliseconds. */
  private static final int PLAIN = 100;

  private final Mutation mutation;

  /** Reads the files of accounts that the cases of stages have. */
  AccountTarget() throws IOException {
    List<String> seeds = new ArrayList<>();
    for (Path folder : Cases.in("stages")) {
      for (String name : FILES) {
        Path file = folder.resolve("before/etc").resolve(name);
        if (Files.exists(file)) {
          seeds.add(Files.readString(file));
        }
      }
    }
    this.mutation = new Mutation(seeds, PIECES);
  }

  @Override
  public String input(SplittableRandom random) {
    return mutation.next(random);
  }

  @Override
  public void take(String text) {
    SplittableRandom random = new SplittableRandom(text.hashCode());
    for (int fields :
        List.of(
            AccountTable.PASSWD_FIELDS, AccountTable.GROUP_FIELDS, AccountTable.SHADOW_FIELDS)) {
      AccountTable table = AccountTable.parse(text, fields);
      assertThat(AccountTable.parse(table.text(), fields)).isEqualTo(table);
      table.findNumber(random.nextInt(MOST_NUMBER));
    }
    Entity entity = entity(text, random);
    if (entity != null) {
      edit(AccountTable.parse(text, entity.fields()), entity);
    }
  }

  /**
   * Puts a line in, again, and takes it out: nothing else is touched, and the second changes
   * nothing.
   */
  private static void edit(AccountTable table, Entity entity) {
    AccountTable groups = new AccountTable(table.lines(), AccountTable.GROUP_FIELDS);
    List<String> line;
    try {
      line = EntityLine.of(entity, table, groups, "20000");
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    AccountTable with = table.with(line);
    assertThat(with.find(entity.name())).isEqualTo(line);
    assertThat(AccountTable.parse(with.text(), entity.fields())).isEqualTo(with);
    assertThat(with.with(EntityLine.of(entity, with, groups, "20001"))).isEqualTo(with);
    AccountTable without = with.without(entity.name());
    assertThat(without.find(entity.name())).isNull();
    assertThat(others(with, entity.name())).isEqualTo(others(table, entity.name()));
    assertThat(others(without, entity.name())).isEqualTo(others(table, entity.name()));
  }

  private static List<String> others(AccountTable table, String name) {
    return table.lines().stream().filter(line -> !line.startsWith(name + ":")).toList();
  }

  /** Words of the text as the fields; null if the entity refuses them. */
  private static @Nullable Entity entity(String text, SplittableRandom random) {
    List<String> words = List.of(text.split("[:\n]", -1));
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < AccountTable.SHADOW_FIELDS; i++) {
      fields.add(Mutation.any(words, random));
    }
    try {
      return switch (random.nextInt(4)) {
        case 0 -> user(fields, random);
        case 1 -> shadow(fields, random);
        case 2 -> new Entity.Group(fields.get(0), fields.get(1), number(random), fields.get(2));
        default ->
            new Entity.GroupShadow(fields.get(0), fields.get(1), fields.get(2), fields.get(3));
      };
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
      return null;
    }
  }

  private static Entity user(List<String> fields, SplittableRandom random) {
    return new Entity.User(
        fields.get(0),
        fields.get(1),
        number(random),
        number(random),
        random.nextBoolean() ? fields.get(2) : null,
        fields.get(3),
        fields.get(4),
        fields.get(5));
  }

  private static Entity shadow(List<String> fields, SplittableRandom random) {
    boolean isDear = !SaltedHash.isStored(fields.get(1)) && random.nextInt(PLAIN) != 0;
    return new Entity.Shadow(
        fields.get(0),
        isDear ? "!" : fields.get(1),
        random.nextBoolean() ? "now" : fields.get(2),
        fields.get(3),
        fields.get(4),
        fields.get(5),
        fields.get(6),
        fields.get(7),
        fields.get(8));
  }

  private static @Nullable Integer number(SplittableRandom random) {
    return random.nextBoolean() ? random.nextInt(-1, MOST_NUMBER) : null;
  }
}
