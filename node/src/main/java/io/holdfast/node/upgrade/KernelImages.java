package io.holdfast.node.upgrade;

import io.holdfast.host.DurableFile;
import io.holdfast.node.loader.EspFolder;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.ReleaseRef;
import io.holdfast.node.trial.Slot;
import io.holdfast.node.trial.SlotContent;
import io.holdfast.release.Digest;
import io.holdfast.release.layout.DiskLayout;
import io.holdfast.release.manifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The kernel images on the EFI system partition, each named by its digest: nothing starts one until
 * an entry names it. Those of every release that a slot has, or is being written with, are kept.
 *
 * @param node whose
 */
public record KernelImages(NodeContext node) {

  /**
   * Brings one, if it is not there; what is not kept makes room for it.
   *
   * @throws IOException if there is no room, it cannot be fetched, or does not read back
   */
  void bring(Part image, Source source) throws IOException, InterruptedException {
    Set<Digest> kept = kept();
    kept.add(image.digest());
    node.loader().esp().with(esp -> bring(esp, image, source, kept));
  }

  /** Where an image comes from. */
  @FunctionalInterface
  interface Source {
    /** Its bytes, verified as they are read; closed by whoever asked. */
    InputStream open() throws IOException;
  }

  /** Whether one is there, whole. */
  boolean has(Part image) throws IOException, InterruptedException {
    return node.loader().esp().with(esp -> esp.holdsUki(image.digest()));
  }

  /** Deletes what belongs to no slot, and no entry names. */
  public void dropOthers() throws IOException, InterruptedException {
    Set<Digest> kept = kept();
    node.loader()
        .esp()
        .with(
            esp -> {
              esp.dropUkisExcept(kept);
              return true;
            });
  }

  private Set<Digest> kept() throws IOException {
    NodeState state = node.store().read();
    Set<Digest> kept = new HashSet<>();
    for (Slot slot : Slot.values()) {
      ReleaseRef release =
          switch (state.content(slot)) {
            case SlotContent.Empty _ -> null;
            case SlotContent.Unfinished(ReleaseRef written) -> written;
            case SlotContent.Holds(ReleaseRef held) -> held;
            case SlotContent.Damaged(ReleaseRef damaged, String _) -> damaged;
          };
      if (release != null && node.loader().remembers(release.manifest())) {
        Part.Kind kind = slot == Slot.RECOVERY ? Part.Kind.RECOVERY_UKI : Part.Kind.UKI;
        kept.add(node.loader().manifest(release.manifest()).part(kind).digest());
      }
    }
    return kept;
  }

  private static boolean bring(EspFolder esp, Part image, Source source, Set<Digest> kept)
      throws IOException {
    esp.dropUkisExcept(kept);
    if (esp.holdsUki(image.digest())) {
      return true;
    }
    Path file = esp.folder().resolve(DiskLayout.ukiPath(image.digest()));
    long free = Files.getFileStore(esp.folder()).getUsableSpace();
    if (free < image.size()) {
      throw new IOException(
          "The boot partition has "
              + free
              + " bytes free, and the kernel image needs "
              + image.size()
              + ". Nothing points at the new release. Remove what does not belong"
              + " on that partition.");
    }
    Path beside = file.resolveSibling(file.getFileName() + EspFolder.NEW);
    try (InputStream bytes = source.open();
        FileChannel channel =
            FileChannel.open(
                beside,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      bytes.transferTo(Channels.newOutputStream(channel));
      channel.force(true);
    }
    DurableFile.moveInto(beside, file);
    if (!esp.holdsUki(image.digest())) {
      throw new IOException(file + " does not read back as it was written.");
    }
    return true;
  }
}
