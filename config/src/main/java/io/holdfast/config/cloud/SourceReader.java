package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.CloneRepository;
import io.holdfast.config.action.DownloadFile;
import io.holdfast.config.action.GitAccess;
import io.holdfast.config.action.ReadDatasource;
import io.holdfast.config.action.SourceAddress;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.action.UnpackImage;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlSequence;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a step brings from elsewhere: downloads, repositories, images, datasources. */
final class SourceReader {
  /** A day; more is a mistake. */
  private static final int MAX_TIMEOUT = 86_400;

  private static final String DIGEST = "sha256:";
  private static final SourceAddress PLACEHOLDER = new SourceAddress(URI.create("file:///x"));

  private SourceReader() {}

  static List<Action> downloads(YamlSequence list) {
    List<Action> downloads = new ArrayList<>();
    list.read(SourceReader::download).forEach(downloads::addAll);
    return downloads;
  }

  static List<Action> images(YamlSequence list) {
    List<Action> images = new ArrayList<>();
    list.read(SourceReader::image).forEach(images::addAll);
    return images;
  }

  static Optional<Action> git(YamlMapping mapping) {
    mapping.allowOnly("url", "path", "branch", "branch_only", "auth");
    String branch = mapping.text("branch", "");
    boolean branchOnly = mapping.flag("branch_only", false);
    GitAccess access =
        mapping
            .optionalMapping("auth")
            .flatMap(auth -> auth.read(SourceReader::access))
            .orElse(GitAccess.NONE);
    if (mapping.text("url", "").isEmpty()) {
      mapping.demandParsed("path", TargetPath::new);
      // As in Kairos: without an address there is nothing to do.
      return Optional.empty();
    }
    return mapping.read(
        git ->
            new CloneRepository(
                git.text("url"),
                FileReader.path(git),
                branch.isEmpty() ? null : branch,
                branchOnly,
                access,
                git.place()));
  }

  static Optional<Action> datasource(YamlMapping mapping) {
    mapping.allowOnly("providers", "path", "userdata_name");
    List<String> providers =
        mapping
            .optionalSequence("providers")
            .map(list -> list.parsedTexts(text -> ReadDatasource.demandProvider(text.value())))
            .orElse(List.of());
    String name = mapping.text("userdata_name", "");
    @Nullable TargetPath path =
        mapping.text("path", "").isEmpty()
            ? null
            : mapping.parsed("path", TargetPath::new).orElse(null);
    Optional<Action> action =
        mapping.read(
            datasource ->
                new ReadDatasource(
                    providers,
                    path,
                    name.isEmpty() ? ReadDatasource.DEFAULT_NAME : name,
                    datasource.place()));
    return providers.isEmpty() ? Optional.empty() : action;
  }

  /** None for one with an empty address, which Kairos leaves out, too. */
  private static List<Action> download(YamlMapping download) {
    download.allowOnly(
        "path",
        "url",
        "permissions",
        "owner",
        "group",
        "ownerstring",
        "owner_string",
        "timeout",
        "sha256",
        "digest");
    if (download.has("url") && download.text("url").isEmpty()) {
      download
          .problems()
          .note(download.placeOf("url"), "from an empty address nothing is downloaded");
      return List.of();
    }
    SourceAddress source = download.demandParsed("url", SourceAddress::parse).orElse(PLACEHOLDER);
    long timeout = download.number("timeout", 0, MAX_TIMEOUT, 0);
    return List.of(
        new DownloadFile(
            FileReader.path(download),
            source,
            download.mode("permissions", FileReader.NO_MODE),
            FileReader.owner(download),
            digest(download),
            timeout == 0 ? DownloadFile.USUAL_LIMIT : Duration.ofSeconds(timeout),
            download.place()));
  }

  /** {@code sha256: HEX}, or {@code digest: sha256:HEX}. */
  private static @Nullable String digest(YamlMapping download) {
    if (download.has("sha256")) {
      return download.text("sha256");
    }
    return download
        .parsed(
            "digest",
            text -> {
              if (!text.startsWith(DIGEST)) {
                throw new IllegalArgumentException("begin it with '" + DIGEST + "'");
              }
              return text.substring(DIGEST.length());
            })
        .orElse(null);
  }

  private static GitAccess access(YamlMapping auth) {
    auth.allowOnly("username", "password", "private_key", "public_key", "insecure");
    return new GitAccess(
        auth.text("username", ""),
        auth.text("password", ""),
        auth.text("private_key", ""),
        auth.text("public_key", ""),
        auth.flag("insecure", false));
  }

  /** None for one without a source or a target, which Kairos leaves out, too. */
  private static List<Action> image(YamlMapping image) {
    image.allowOnly("source", "target", "platform");
    String platform = image.text("platform", "");
    Optional<TargetPath> folder =
        image.text("target", "").isEmpty()
            ? Optional.empty()
            : image.parsed("target", TargetPath::new);
    if (image.text("source", "").isEmpty() || folder.isEmpty()) {
      image.problems().note(image.place(), "without 'source' and 'target' nothing is unpacked");
      return List.of();
    }
    return List.of(new UnpackImage(image.text("source"), folder.get(), platform, image.place()));
  }
}
