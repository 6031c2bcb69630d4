package io.holdfast.config.template.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Versions after semver.org. */
final class VersionFunctions implements Group {
  @Override
  public String title() {
    return "Versions";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "semver TEXT : a version, with the fields Major, Minor, Patch, Prerelease, Metadata, Original",
        "semverCompare RANGE TEXT : true if the version is in a range such as >=1.2, <2 or ^1.2");
  }

  @Override
  public @Nullable Object call(Call call) {
    return switch (call.name()) {
      case "semver" -> SemanticVersion.parse(call.text(0));
      case "semverCompare" ->
          VersionRange.allows(call.text(0), SemanticVersion.parse(call.text(1)));
      default -> throw call.unknown();
    };
  }
}
