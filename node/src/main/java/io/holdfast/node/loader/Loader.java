package io.holdfast.node.loader;

import io.holdfast.host.DurableFile;
import io.holdfast.node.disk.NodePaths;
import io.holdfast.node.state.StateStore;
import io.holdfast.node.trial.DesiredEntries;
import io.holdfast.node.trial.EntryChange;
import io.holdfast.node.trial.EntryState;
import io.holdfast.node.trial.Generation;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.PreviousEnd;
import io.holdfast.release.Digest;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.layout.LoaderEntry;
import io.holdfast.release.manifest.Manifest;
import io.holdfast.release.manifest.ManifestException;
import io.holdfast.release.manifest.Part;
import io.holdfast.release.trust.SignedManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the loader's entries what the state wants. Safe for several threads and processes, which
 * wait for each other at the state's lock.
 *
 * @param paths of the node
 * @param store of its state
 * @param esp its EFI system partition
 */
public record Loader(NodePaths paths, StateStore store, Esp esp) {

  /** The entries there are. */
  public Map<Integer, EntryState> present() throws IOException, InterruptedException {
    return esp.with(EspFolder::entries);
  }

  /** Makes the entries what the newest state wants. Does nothing where they are. */
  public void reconcile() throws IOException, InterruptedException {
    // The lock's work may only throw IOException; an interruption comes out as one and is undone.
    try {
      store.whileLocked(
          state -> {
            try {
              return esp.with(folder -> reconcile(state, folder));
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new java.io.InterruptedIOException("interrupted while mounting the ESP");
            }
          });
    } catch (java.io.InterruptedIOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException(e.getMessage());
      }
      throw e;
    }
  }

  /** Keeps a manifest for as long as a slot holds its release. */
  public void remember(SignedManifest signed) throws IOException {
    Files.createDirectories(paths.manifests());
    DurableFile.replace(manifestFile(signed.digest()), signed.manifest());
  }

  /** Whether the manifest of a release is kept here. */
  public boolean remembers(Digest digest) {
    return Files.exists(manifestFile(digest));
  }

  /**
   * The manifest of a release that a slot holds.
   *
   * @throws IOException if it is not there, or not the one that the state means
   */
  public Manifest manifest(Digest digest) throws IOException {
    byte[] bytes = Files.readAllBytes(manifestFile(digest));
    if (!Digest.of(bytes).equals(digest)) {
      throw new IOException(
          manifestFile(digest) + " is damaged: its digest is not the one it is named by.");
    }
    try {
      return Manifest.parse(bytes);
    } catch (ManifestException e) {
      throw new IOException(manifestFile(digest) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * What is wrong with the kernel image of a generation on the EFI system partition: it was not
   * written whole, rots, or somebody changed it. Firmware with Secure Boot refuses that in silence.
   *
   * @return half a sentence; empty if nothing is, or nobody can tell
   */
  public String wrongWithKernelOf(Generation generation) throws InterruptedException {
    try {
      Digest uki = manifest(generation.release().manifest()).part(Part.Kind.UKI).digest();
      return esp.with(folder -> folder.holdsUki(uki))
          ? ""
          : PreviousEnd.VerityDamage.KERNEL_IMAGE
              + DiskLayout.ukiPath(uki)
              + ", which is not what was written any more";
    } catch (IOException e) {
      return "";
    }
  }

  private Path manifestFile(Digest digest) {
    return paths.manifests().resolve(digest.hex() + ".json");
  }

  private boolean reconcile(NodeState state, EspFolder folder) throws IOException {
    for (EntryChange change : DesiredEntries.of(state).changesFrom(folder.entries())) {
      folder.apply(change, entry(state, change));
    }
    return true;
  }

  private LoaderEntry entry(NodeState state, EntryChange change) throws IOException {
    Generation generation = startedBy(state, change.entry());
    if (generation == null || change.to() == EntryState.ABSENT) {
      // To be removed: only its names matter.
      return LoaderEntry.ofGeneration(change.entry(), "removed", new Digest("0".repeat(64)));
    }
    Digest uki = manifest(generation.release().manifest()).part(Part.Kind.UKI).digest();
    String title =
        generation.release().name()
            + " "
            + generation.release().version()
            + " (generation "
            + generation.entry()
            + ")";
    return LoaderEntry.ofGeneration(generation.entry(), title, uki);
  }

  private static @Nullable Generation startedBy(NodeState state, int entry) {
    Generation trial = state.onTrial();
    return trial != null && trial.entry() == entry ? trial : state.startedBy(entry);
  }
}
