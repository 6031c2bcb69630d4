package io.holdfast.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.node.agent.Agent;
import io.holdfast.node.boot.EarlyStart;
import io.holdfast.node.content.Consumers;
import io.holdfast.node.health.Pace;
import io.holdfast.node.loader.Esp;
import io.holdfast.node.loader.LoaderVariables;
import io.holdfast.node.settle.NodeContext;
import io.holdfast.release.layout.DiskLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the early start leaves to the daemon, on a made-up node. */
class OrdinaryBootTest {
  @TempDir Path folder;
  private int mounts;

  private final Esp.Mounter mounter =
      new Esp.Mounter() {
        @Override
        public void mount(Path device, Path at) {
          mounts++;
        }

        @Override
        public void unmount(Path at) {}
      };

  @Test
  void it_mounts_nothing_and_the_daemon_mends_the_entries() throws Exception {
    TrainingNode node = TrainingNode.below(folder);
    Path entries = node.paths().run().resolve("esp").resolve(DiskLayout.ENTRY_FOLDER);
    node.boot(1);
    assertThat(new EarlyStart(node.paths(), mounter).run()).isEqualTo(EarlyStart.GO_ON);
    assertThat(mounts).isZero();

    Path stray = Files.copy(entries.resolve("holdfast-1.conf"), entries.resolve("holdfast-7.conf"));
    look(node);
    assertThat(mounts).isPositive();
    assertThat(stray).doesNotExist();
    assertThat(entries.resolve("holdfast-1.conf")).exists();
  }

  @Test
  void a_boot_after_one_that_left_a_sign_is_not_ordinary() throws Exception {
    TrainingNode node = TrainingNode.below(folder);
    node.boot(1);
    new EarlyStart(node.paths(), mounter).run();
    Files.createDirectories(node.paths().sys().resolve("fs/pstore"));
    Files.writeString(
        node.paths().sys().resolve("fs/pstore/dmesg-efi_pstore-1"),
        "Panic#1 Part1\n<0>[ 1.0] Kernel panic - not syncing: sysrq triggered crash\n");
    node.boot(1);
    new EarlyStart(node.paths(), mounter).run();
    assertThat(mounts).isPositive();
  }

  private void look(TrainingNode node) throws Exception {
    NodeContext context =
        NodeContext.of(
            node.paths(), mounter, LoaderVariables.of(node.paths()).booted(), Consumers.NONE);
    try {
      Agent.run(context, new OneLook(), Runnable::run);
    } catch (InterruptedException e) {
      // So its pace ends it.
    }
  }

  /** Ends the daemon at its first rest. */
  private static final class OneLook implements Pace {
    @Override
    public Duration now() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void rest(Duration most) throws InterruptedException {
      throw new InterruptedException("one look is enough");
    }

    @Override
    public void wake() {}

    @Override
    public Pace another() {
      return new OneLook();
    }
  }
}
