package io.holdfast.inventory.query;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.release.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changed from one inventory to another, as release notes tell it.
 *
 * @param from the older one's subject
 * @param to the newer one's subject
 * @param added packages that are new
 * @param removed packages that are gone
 * @param changed packages of other versions
 * @param rebuilt packages whose version stayed, and whose files did not
 * @param files of nobody that are new, gone or changed
 */
public record Difference(
    Inventory.Subject from,
    Inventory.Subject to,
    List<Component> added,
    List<Component> removed,
    List<Changed> changed,
    List<Component> rebuilt,
    List<ChangedFile> files) {

  /** A package of another version. */
  public record Changed(Component before, Component after) {}

  /** A file that belongs to no package. */
  public record ChangedFile(String path, How how) {
    /** What happened to it. */
    public enum How {
      /** It is new. */
      ADDED,
      /** It is gone. */
      REMOVED,
      /** It has other bytes. */
      CHANGED
    }
  }

  /** What is the same package, whatever its version. */
  private record Identity(String ecosystem, String name, String architecture, String place)
      implements Comparable<Identity> {
    static Identity of(Component component) {
      // Libraries in archives may be there several times.
      return new Identity(
          component.kind() + " " + component.ecosystem(),
          component.name(),
          component.architecture(),
          component.location().replaceAll("[0-9]", "0"));
    }

    @Override
    public int compareTo(Identity other) {
      return (name + "\0" + ecosystem + "\0" + architecture + "\0" + place)
          .compareTo(
              other.name + "\0" + other.ecosystem + "\0" + other.architecture + "\0" + other.place);
    }
  }

  /** Compares. */
  public static Difference between(Inventory before, Inventory after) {
    List<Component> added = new ArrayList<>();
    List<Component> removed = new ArrayList<>();
    List<Changed> changed = new ArrayList<>();
    List<Component> rebuilt = new ArrayList<>();
    SortedMap<Identity, List<Component>> old = grouped(before);
    SortedMap<Identity, List<Component>> young = grouped(after);
    TreeSet<Identity> all = new TreeSet<>(old.keySet());
    all.addAll(young.keySet());
    for (Identity each : all) {
      List<Component> one = old.getOrDefault(each, List.of());
      List<Component> other = young.getOrDefault(each, List.of());
      for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
        if (i >= one.size()) {
          added.add(other.get(i));
        } else if (i >= other.size()) {
          removed.add(one.get(i));
        } else if (!one.get(i).version().equals(other.get(i).version())) {
          changed.add(new Changed(one.get(i), other.get(i)));
        } else if (!one.get(i).files().equals(other.get(i).files())) {
          rebuilt.add(other.get(i));
        }
      }
    }
    return new Difference(
        before.subject(),
        after.subject(),
        List.copyOf(added),
        List.copyOf(removed),
        List.copyOf(changed),
        List.copyOf(rebuilt),
        files(before.unowned(), after.unowned()));
  }

  /** Whether nothing changed. */
  public boolean isEmpty() {
    return added.isEmpty()
        && removed.isEmpty()
        && changed.isEmpty()
        && rebuilt.isEmpty()
        && files.isEmpty();
  }

  private static SortedMap<Identity, List<Component>> grouped(Inventory inventory) {
    SortedMap<Identity, List<Component>> groups = new TreeMap<>();
    for (Component component : inventory.components()) {
      groups.computeIfAbsent(Identity.of(component), _ -> new ArrayList<>()).add(component);
    }
    return groups;
  }

  private static List<ChangedFile> files(List<FileEntry> before, List<FileEntry> after) {
    Map<String, Digest> old = new HashMap<>();
    before.forEach(file -> old.put(file.path(), file.digest()));
    SortedMap<String, ChangedFile.How> changes = new TreeMap<>();
    for (FileEntry file : after) {
      Digest digest = old.remove(file.path());
      if (digest == null) {
        changes.put(file.path(), ChangedFile.How.ADDED);
      } else if (!digest.equals(file.digest())) {
        changes.put(file.path(), ChangedFile.How.CHANGED);
      }
    }
    old.keySet().forEach(path -> changes.put(path, ChangedFile.How.REMOVED));
    return changes.entrySet().stream()
        .map(each -> new ChangedFile(each.getKey(), each.getValue()))
        .toList();
  }
}
