package io.holdfast.image.disk;

import io.holdfast.image.disk.PlannedPartition.Content;
import io.holdfast.release.json.Json;
import io.holdfast.release.manifest.ReleaseRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an installation writes, and where. Immutable.
 *
 * @param release verified
 * @param target as it was when the plan was made
 * @param reason why this disk, half a sentence
 * @param partitions what is written
 * @param enrols whether firmware in setup mode takes keys at the first start
 */
public record InstallPlan(
    ReleaseRef release, DiskTarget target, String reason, DiskPlan partitions, boolean enrols) {

  /** For people: a few lines, and a table of the partitions. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("release  ").append(release).append('\n');
    text.append("disk     ").append(target.describe()).append('\n');
    text.append("why      ").append(reason).append('\n');
    text.append("holds    ")
        .append(holds().isEmpty() ? "nothing" : holds() + ", which is erased")
        .append('\n');
    if (enrols) {
      text.append(
          "enrols   Secure Boot keys, at the first start, if the firmware is in setup mode\n");
    }
    text.append('\n');
    int widest = 0;
    for (PlannedPartition partition : partitions.partitions()) {
      widest = Math.max(widest, partition.label().length());
    }
    String row = "%2s  %-" + widest + "s  %10s  %s\n";
    text.append(row.formatted("#", "label", "size", "what is written"));
    int number = 1;
    for (PlannedPartition partition : partitions.partitions()) {
      text.append(
          row.formatted(number++, partition.label(), partition.size(), partition.content()));
    }
    return text.toString();
  }

  /** For programs; sizes in bytes. */
  public String toJson() {
    Map<String, Object> disk = new LinkedHashMap<>();
    disk.put("path", target.path().toString());
    disk.put("size", target.size().bytes());
    disk.put("reason", reason);
    disk.put("holds", holds());
    if (target instanceof DiskTarget.Disk(DiskFacts facts)) {
      disk.put("model", facts.model());
      disk.put("serial", facts.serial());
    }
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (PlannedPartition partition : partitions.partitions()) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("label", partition.label());
      entry.put("type", partition.type().guid());
      entry.put("size", partition.size().bytes());
      entry.put("uuid", partition.uuid() == null ? null : partition.uuid().toString());
      entry.put("writes", written(partition.content()));
      list.add(entry);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("name", release.name().text());
    named.put("version", release.version().text());
    named.put("manifest", release.manifest().toString());
    object.put("release", named);
    object.put("disk", disk);
    object.put("partitions", list);
    object.put("enrolsSecureBoot", enrols);
    return Json.write(object);
  }

  /** What the disk holds and loses; empty if nothing. */
  public String holds() {
    return switch (target.contents()) {
      case Contents.Empty() -> "";
      case Contents.Holds(String what) -> what;
      case Contents.Unknown(String why) -> "something that cannot be looked at: " + why;
    };
  }

  private static String written(Content content) {
    return switch (content) {
      case LOADER -> "loader";
      case ROOT -> "root";
      case VERITY -> "verity";
      case NOTHING -> "nothing";
      case CONFIGURATION -> "configuration";
      case PERSISTENT -> "persistent";
    };
  }
}
