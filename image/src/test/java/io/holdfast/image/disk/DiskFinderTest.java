package io.holdfast.image.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.image.disk.DiskFacts.Access;
import io.holdfast.image.disk.DiskFacts.Placement;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskFinderTest {
  private static final ByteSize NEEDED = ByteSize.ofMib(8);
  private static final ByteSize LARGE = ByteSize.ofMib(16);

  @TempDir Path folder;

  /** Stands for a machine whose only disk is a file of this test. */
  private record OneDisk(DiskFacts disk) implements Disks {
    @Override
    public List<DiskFacts> all() {
      return List.of(disk);
    }

    @Override
    public boolean isBlockDevice(Path path) {
      return path.equals(disk.device());
    }

    @Override
    public DiskFacts of(Path device) {
      return disk;
    }
  }

  @Test
  void an_image_file_that_is_not_there_is_made_where_a_size_is_given() throws Exception {
    DiskFinder.Found found =
        find(new DiskWish.Image(folder.resolve("node.img"), LARGE), Existing.KEEP);
    assertThat(found.target())
        .isEqualTo(new DiskTarget.NewImage(folder.toRealPath().resolve("node.img"), LARGE));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void without_a_size_it_is_not() {
    assertThatThrownBy(() -> find(new DiskWish.At(folder.resolve("node.img")), Existing.KEEP))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("give a size");
  }

  @Test
  void an_image_file_is_not_made_in_a_folder_that_is_not_there() throws Exception {
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none/at all"));
    for (String name : List.of("none/node.img", "dangling")) {
      assertThatThrownBy(() -> find(new DiskWish.Image(folder.resolve(name), LARGE), Existing.KEEP))
          .isInstanceOf(InstallFailedException.class)
          .hasMessageContaining(name);
    }
  }

  @Test
  void an_image_file_of_zeros_is_empty_and_taken_as_large_as_it_is() throws Exception {
    Path image = file("node.img", LARGE.bytes());
    DiskFinder.Found found = find(new DiskWish.At(image), Existing.KEEP);
    assertThat(found.target().size()).isEqualTo(LARGE);
    assertThat(found.target().contents()).isEqualTo(new Contents.Empty());
  }

  @Test
  void an_image_file_can_grow_and_does_not_shrink() throws Exception {
    Path image = file("node.img", LARGE.bytes());
    assertThat(find(new DiskWish.Image(image, ByteSize.ofMib(32)), Existing.KEEP).target().size())
        .isEqualTo(ByteSize.ofMib(32));
    assertThatThrownBy(() -> find(new DiskWish.Image(image, NEEDED), Existing.ERASE))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("is not made smaller");
  }

  @Test
  void an_image_file_that_holds_anything_is_refused_unless_it_may_be_erased() throws Exception {
    Path image = file("node.img", LARGE.bytes());
    Files.write(image, new byte[] {1}, StandardOpenOption.WRITE);
    assertThatThrownBy(() -> find(new DiskWish.At(image), Existing.KEEP))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("--erase");
    assertThat(find(new DiskWish.At(image), Existing.ERASE).target().path())
        .isEqualTo(image.toRealPath());
  }

  @Test
  void an_image_file_that_a_machine_runs_from_is_refused_even_if_it_may_be_erased()
      throws Exception {
    Path image = file("node.img", LARGE.bytes());
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(() -> find(new DiskWish.At(image), Existing.ERASE))
          .isInstanceOf(DiskRefusedException.class)
          .hasMessageContaining("is in use");
    }
  }

  @Test
  void a_small_image_file_is_refused_with_the_bytes_it_needs() {
    assertThatThrownBy(
            () -> find(new DiskWish.Image(folder.resolve("x"), ByteSize.ofMib(7)), Existing.KEEP))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("is too small: 8 MiB (8388608 bytes) are needed");
  }

  @Test
  void a_folder_is_no_disk() {
    assertThatThrownBy(() -> find(new DiskWish.At(folder), Existing.ERASE))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("neither a disk nor a file");
  }

  @Test
  void a_link_leads_to_the_disk_it_names() throws Exception {
    Path device = file("disk", LARGE.bytes()).toRealPath();
    Path link = Files.createSymbolicLink(folder.resolve("by-id"), device);
    DiskTarget target =
        finder(facts(device, Access.WRITABLE, List.of(), new Contents.Empty()))
            .find(new DiskWish.At(link), Existing.KEEP, NEEDED)
            .target();
    assertThat(target.path()).isEqualTo(device);
    assertThat(target).isInstanceOf(DiskTarget.Disk.class);
  }

  @Test
  void a_disk_in_use_or_read_only_is_refused_even_if_it_may_be_erased() throws Exception {
    Path device = file("disk", LARGE.bytes()).toRealPath();
    DiskFinder used =
        finder(
            facts(
                device,
                Access.READ_ONLY,
                List.of("/dev/x1 is mounted at /home"),
                new Contents.Empty()));
    assertThatThrownBy(() -> used.find(new DiskWish.At(device), Existing.ERASE, NEEDED))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("is read-only; it is in use: /dev/x1 is mounted at /home")
        .hasMessageContaining("Nothing was written");
  }

  @Test
  void a_disk_that_cannot_be_looked_at_is_not_taken_for_empty() throws Exception {
    Path device = file("disk", LARGE.bytes()).toRealPath();
    DiskFinder locked =
        finder(facts(device, Access.WRITABLE, List.of(), new Contents.Unknown("try as root")));
    assertThatThrownBy(() -> locked.find(new DiskWish.At(device), Existing.KEEP, NEEDED))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("try as root");
  }

  @Test
  void a_disk_has_the_size_it_has() throws Exception {
    Path device = file("disk", LARGE.bytes()).toRealPath();
    DiskFinder finder = finder(facts(device, Access.WRITABLE, List.of(), new Contents.Empty()));
    assertThatThrownBy(() -> finder.find(new DiskWish.Image(device, LARGE), Existing.KEEP, NEEDED))
        .isInstanceOf(InstallFailedException.class)
        .hasMessageContaining("Leave out the size");
  }

  @Test
  void auto_takes_the_only_disk_and_says_why_but_never_erases() throws Exception {
    Path device = file("disk", LARGE.bytes()).toRealPath();
    DiskFinder.Found found =
        finder(facts(device, Access.WRITABLE, List.of(), new Contents.Empty()))
            .find(new DiskWish.Auto(), Existing.KEEP, NEEDED);
    assertThat(found.target().path()).isEqualTo(device);
    assertThat(found.reason()).contains("the only empty internal disk");

    DiskFinder full =
        finder(facts(device, Access.WRITABLE, List.of(), new Contents.Holds("a thesis")));
    assertThatThrownBy(() -> full.find(new DiskWish.Auto(), Existing.ERASE, NEEDED))
        .isInstanceOf(DiskRefusedException.class)
        .hasMessageContaining("holds a thesis");
  }

  @Test
  void a_wish_is_auto_or_a_path_and_a_size_is_for_image_files() {
    assertThat(DiskWish.of("auto", null)).isEqualTo(new DiskWish.Auto());
    assertThat(DiskWish.of("/dev/../dev/vda", null))
        .isEqualTo(new DiskWish.At(Path.of("/dev/vda")));
    assertThat(DiskWish.of("/x/node.img", LARGE))
        .isEqualTo(new DiskWish.Image(Path.of("/x/node.img"), LARGE));
    assertThatThrownBy(() -> DiskWish.of("auto", LARGE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private DiskFinder.Found find(DiskWish wish, Existing existing) throws Exception {
    return finder(facts(Path.of("/dev/none"), Access.WRITABLE, List.of(), new Contents.Empty()))
        .find(wish, existing, NEEDED);
  }

  /** Looks for content as the real one does, but knows no signatures. */
  private static DiskFinder finder(DiskFacts disk) {
    return new DiskFinder(
        new OneDisk(disk),
        (place, size) ->
            size.bytes() == 0 || DiskEnds.areEmpty(place, size)
                ? new Contents.Empty()
                : new Contents.Holds("something"));
  }

  private static DiskFacts facts(Path device, Access access, List<String> uses, Contents contents) {
    return new DiskFacts(
        device, LARGE, Placement.INTERNAL, access, uses, contents, "Model", "Serial");
  }

  private Path file(String name, long size) throws Exception {
    Path file = folder.resolve(name);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    return file;
  }
}
