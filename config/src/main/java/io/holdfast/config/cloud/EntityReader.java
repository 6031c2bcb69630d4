package io.holdfast.config.cloud;

import io.holdfast.config.account.Entity;
import io.holdfast.config.action.Action;
import io.holdfast.config.action.DeleteEntity;
import io.holdfast.config.action.EnsureEntity;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.yaml.Problem;
import io.holdfast.config.yaml.Problems;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.YamlDocument;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlSequence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads lines of the files of accounts, each a document of YAML in a text. */
final class EntityReader {
  private static final Entity PLACEHOLDER = new Entity.Group("placeholder", "", null, "");

  private EntityReader() {}

  static List<Action> read(YamlSequence list, boolean ensure) {
    return list.read(mapping -> read(mapping, ensure));
  }

  private static Action read(YamlMapping mapping, boolean ensure) {
    mapping.allowOnly("path", "entity");
    Entity entity = entity(mapping).orElse(PLACEHOLDER);
    TargetPath file =
        mapping.text("path", "").isEmpty()
            ? new TargetPath(entity.usualFile())
            : FileReader.path(mapping);
    return ensure
        ? new EnsureEntity(file, entity, mapping.place())
        : new DeleteEntity(file, entity, mapping.place());
  }

  /** What is wrong within the text is told at the text, with the line in it. */
  private static Optional<Entity> entity(YamlMapping mapping) {
    String text = mapping.text("entity");
    Problems problems = new Problems();
    YamlNode root = YamlDocument.parse("entity", text, problems);
    Optional<Entity> entity = Optional.empty();
    if (root instanceof YamlMapping fields) {
      entity = fields.read(EntityReader::of);
    } else if (problems.count() == 0 && mapping.has("entity")) {
      root.problem("it must be a mapping of keys, not " + root.kind());
    }
    for (Problem problem : problems.found()) {
      mapping.problemWith("entity", "line " + problem.place().line() + ": " + problem.message());
    }
    return entity;
  }

  private static Entity of(YamlMapping fields) {
    String kind = fields.text("kind");
    return switch (kind) {
      case "user" -> user(fields);
      case "shadow" -> shadow(fields);
      case "group" -> {
        fields.allowOnly("kind", "group_name", "password", "gid", "users");
        yield new Entity.Group(
            fields.text("group_name"),
            fields.text("password", ""),
            number(fields, "gid"),
            fields.text("users", ""));
      }
      case "gshadow" -> {
        fields.allowOnly("kind", "name", "password", "administrators", "members");
        yield new Entity.GroupShadow(
            fields.text("name"),
            fields.text("password", ""),
            fields.text("administrators", ""),
            fields.text("members", ""));
      }
      default ->
          throw new IllegalArgumentException(
              Quoted.of(kind) + " is none of the kinds user, shadow, group, gshadow");
    };
  }

  private static Entity user(YamlMapping fields) {
    fields.allowOnly(
        "kind", "username", "password", "uid", "gid", "group", "info", "homedir", "shell");
    return new Entity.User(
        fields.text("username"),
        fields.text("password", ""),
        number(fields, "uid"),
        number(fields, "gid"),
        fields.text("group", "").isEmpty() ? null : fields.text("group"),
        fields.text("info", ""),
        fields.text("homedir", ""),
        fields.text("shell", ""));
  }

  private static Entity shadow(YamlMapping fields) {
    fields.allowOnly(
        "kind",
        "username",
        "password",
        "last_changed",
        "minimum_changed",
        "maximum_changed",
        "warn",
        "inactive",
        "expire",
        "reserved");
    return new Entity.Shadow(
        fields.text("username"),
        fields.text("password", ""),
        fields.text("last_changed", ""),
        fields.text("minimum_changed", ""),
        fields.text("maximum_changed", ""),
        fields.text("warn", ""),
        fields.text("inactive", ""),
        fields.text("expire", ""),
        fields.text("reserved", ""));
  }

  private static @Nullable Integer number(YamlMapping fields, String key) {
    return fields.has(key) ? (int) fields.number(key, -1, Integer.MAX_VALUE - 1) : null;
  }
}
