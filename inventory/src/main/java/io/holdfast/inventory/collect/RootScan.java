package io.holdfast.inventory.collect;

import io.holdfast.inventory.Component;
import io.holdfast.inventory.Ecosystem;
import io.holdfast.inventory.FileEntry;
import io.holdfast.inventory.Inventory;
import io.holdfast.inventory.Inventory.Subject;
import io.holdfast.release.Digest;
import io.holdfast.release.extension.OsRelease;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the inventory of a root file system whose files pass by once, in any order: each is hashed,
 * package databases are kept, archives of Java are looked into. A file that comes again replaces
 * the one before. Memory grows with the number of files and the databases, never with the files'
 * sizes. Not thread-safe.
 */
public final class RootScan {
  private static final String KERNEL_FOLDER = "boot/vmlinuz-";
  private static final String KERNEL_FILE = "/vmlinuz";
  private static final String MODULES = "usr/lib/modules/";

  /** The file by which a Java runtime says what it is. */
  private static final String RUNTIME_FILE = "/release";

  private static final String RUNTIME_VERSION = "JAVA_VERSION";

  /** Three times the links of a large desktop. */
  private static final int MAX_LINKS = 500_000;

  private static final List<String> OS_RELEASE = List.of("usr/lib/os-release", "etc/os-release");

  private final SortedMap<String, Digest> digests = new TreeMap<>();
  private final SortedMap<String, Digest> kernels = new TreeMap<>();
  private final Map<String, List<Component>> libraries = new TreeMap<>();
  private final Map<String, String> links = new HashMap<>();
  private final Map<String, String> hardLinks = new TreeMap<>();
  private final CapturedFiles captured = new CapturedFiles();
  private String oldDatabase = "";

  /**
   * A file of the root.
   *
   * @param path without a leading slash, cleaned of steps up
   * @param bytes read to the end; left open
   * @throws CollectException if there are too many files, or a database is too large
   */
  public void file(String path, InputStream bytes) throws IOException {
    MessageDigest hash = Digest.newHash();
    DigestInputStream stream = new DigestInputStream(bytes, hash);
    hardLinks.remove(path);
    libraries.remove(path);
    if (isWanted(path)) {
      captured.keep(path, stream);
    } else if (JarLibraries.wants(path)) {
      List<Component> found = JarLibraries.read("/" + path, stream);
      if (!found.isEmpty()) {
        libraries.put(path, found);
      }
    }
    stream.transferTo(java.io.OutputStream.nullOutputStream());
    put(path, Digest.of(hash.digest(), 0));
  }

  /**
   * A file of the root whose digest was taken before.
   *
   * @return false if what is in it says more than its digest: then nothing was done, and it must
   *     pass by
   * @throws CollectException as {@link #file}
   */
  public boolean known(String path, Digest digest) throws CollectException {
    if (isWanted(path) || JarLibraries.wants(path)) {
      return false;
    }
    hardLinks.remove(path);
    put(path, digest);
    return true;
  }

  /**
   * A file that the root lacks, but whose package database or licence says something of others, or
   * that is the kernel.
   *
   * @param bytes read only if it does
   */
  public void leftOut(String path, InputStream bytes) throws IOException {
    if (isWanted(path)) {
      captured.keep(path, bytes);
    } else if (path.startsWith(KERNEL_FOLDER)) {
      kernels.put(path, Digest.of(bytes));
    }
  }

  /** A symbolic link, by which a package manager's path may lead to a file. */
  public void link(String path, String target) throws CollectException {
    links.put(path, target);
    demandRoom(links.size(), MAX_LINKS, "links");
  }

  /** Another name of a file that has passed by, or will. */
  public void hardLink(String path, String target) throws CollectException {
    hardLinks.put(path, target);
    demandRoom(hardLinks.size(), Inventory.MAX_FILES, "links");
  }

  /** Whether a package manager's database was among the files. */
  public boolean knowsPackages() {
    return DpkgDatabase.isIn(captured) || RpmDatabase.isIn(captured) || ApkDatabase.isIn(captured);
  }

  /**
   * The inventory of all that has passed by.
   *
   * @throws CollectException if a database is damaged, or of a form that cannot be read
   */
  public Inventory inventory(Subject subject) throws IOException {
    if (!knowsPackages() && !oldDatabase.isEmpty()) {
      throw new CollectException(
          "/"
              + oldDatabase
              + " is a package database of an rpm before 4.16, which cannot be read, so what is"
              + " installed is not known. Convert it with 'rpm --rebuilddb' of a newer rpm.");
    }
    hardLinks.forEach(
        (path, target) -> {
          Digest digest = digests.get(target);
          if (digest != null) {
            digests.putIfAbsent(path, digest);
          }
        });
    SortedMap<String, Digest> free = new TreeMap<>(digests);
    free.putAll(kernels);
    List<Component> components = new ArrayList<>();
    // First the kernel and the runtimes: what they are says more than which package brought them.
    addKernels(components, free);
    addRuntimes(components, free);
    FollowedPath followed = new FollowedPath(links);
    for (Owner owner : owners(followed)) {
      List<FileEntry> files = new ArrayList<>();
      for (String path : owner.paths()) {
        take(followed.of(path), free, files);
      }
      for (String stem : owner.stems()) {
        for (String path : List.copyOf(free.subMap(stem, stem + Character.MAX_VALUE).keySet())) {
          // python3.13.list is not of python3.
          if (path.indexOf('.', stem.length()) < 0) {
            take(path, free, files);
          }
        }
      }
      components.add(owner.component().withFiles(files));
    }
    libraries.values().forEach(components::addAll);
    demandRoom(components.size(), Inventory.MAX_COMPONENTS, "packages");
    List<FileEntry> unowned = new ArrayList<>();
    for (String path : List.copyOf(free.keySet())) {
      take(path, free, unowned);
    }
    return new Inventory(subject, components, unowned);
  }

  private boolean isWanted(String path) {
    if (RpmDatabase.isOld(path)) {
      oldDatabase = path;
    }
    return DpkgDatabase.wants(path)
        || RpmDatabase.wants(path)
        || ApkDatabase.wants(path)
        || OS_RELEASE.contains(path)
        || (path.endsWith(RUNTIME_FILE) && !path.startsWith("etc/"));
  }

  private void put(String path, Digest digest) throws CollectException {
    if (path.isEmpty() || path.length() >= FileEntry.MAX_PATH) {
      throw new CollectException(
          "The root has a file whose path has "
              + path.length()
              + " characters, which no system can open. Remove it.");
    }
    digests.put(path, digest);
    demandRoom(digests.size(), Inventory.MAX_FILES, "files");
  }

  private static void demandRoom(int count, int most, String what) throws CollectException {
    if (count > most) {
      throw new CollectException(
          "The root has more than "
              + most
              + " "
              + what
              + ", more than an inventory can hold. Take out of it what is no part of a system.");
    }
  }

  private List<Owner> owners(FollowedPath followed) throws IOException {
    PackageUrls urls = PackageUrls.of(system());
    List<Owner> owners = new ArrayList<>();
    if (DpkgDatabase.isIn(captured)) {
      owners.addAll(DpkgDatabase.read(captured, urls, followed));
    }
    if (RpmDatabase.isIn(captured)) {
      owners.addAll(RpmDatabase.read(captured, urls));
    }
    if (ApkDatabase.isIn(captured)) {
      owners.addAll(ApkDatabase.read(captured, urls));
    }
    return owners;
  }

  private OsRelease system() throws CollectException {
    for (String path : OS_RELEASE) {
      if (captured.has(path)) {
        try {
          return OsRelease.parse(captured.text(path));
        } catch (IllegalArgumentException e) {
          throw new CollectException(
              "/" + path + " says nothing about the system: " + e.getMessage() + ". Mend it.", e);
        }
      }
    }
    return new OsRelease(Map.of());
  }

  private void addKernels(List<Component> components, SortedMap<String, Digest> free) {
    for (String path : List.copyOf(free.keySet())) {
      String version = "";
      if (path.startsWith(KERNEL_FOLDER)) {
        version = path.substring(KERNEL_FOLDER.length());
      } else if (path.startsWith(MODULES) && path.endsWith(KERNEL_FILE)) {
        version = path.substring(MODULES.length(), path.length() - KERNEL_FILE.length());
      }
      if (!version.isEmpty() && version.indexOf('/') < 0) {
        List<FileEntry> files = new ArrayList<>();
        take(path, free, files);
        components.add(plain(Component.Kind.KERNEL, "linux", version, "", "").withFiles(files));
      }
    }
  }

  private void addRuntimes(List<Component> components, SortedMap<String, Digest> free) {
    for (String path : List.copyOf(free.keySet())) {
      if (!path.endsWith(RUNTIME_FILE) || !captured.has(path)) {
        continue;
      }
      Map<String, String> fields;
      try {
        fields = OsRelease.parse(captured.text(path)).fields();
      } catch (IllegalArgumentException e) {
        continue; // A file of that name that is no Java runtime's.
      }
      String version = fields.getOrDefault(RUNTIME_VERSION, "");
      if (!version.isEmpty()) {
        String folder = path.substring(0, path.length() - RUNTIME_FILE.length());
        List<FileEntry> files = new ArrayList<>();
        for (String inside :
            List.copyOf(free.subMap(folder + "/", folder + "/" + Character.MAX_VALUE).keySet())) {
          take(inside, free, files);
        }
        components.add(
            plain(
                    Component.Kind.RUNTIME,
                    "openjdk",
                    version,
                    fields.getOrDefault("IMPLEMENTOR", ""),
                    "/" + folder)
                .withFiles(files));
      }
    }
  }

  private static Component plain(
      Component.Kind kind, String name, String version, String origin, String location) {
    return new Component(
        kind,
        Ecosystem.GENERIC,
        name,
        version,
        "",
        origin,
        List.of(),
        name,
        version,
        PackageUrls.generic(name, version),
        location,
        List.of());
  }

  /** Each file has one owner: the first that names it. */
  private static void take(String path, SortedMap<String, Digest> free, List<FileEntry> files) {
    Digest digest = free.remove(path);
    if (digest != null) {
      files.add(new FileEntry("/" + path, digest));
    }
  }
}
