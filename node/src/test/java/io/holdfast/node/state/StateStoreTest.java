package io.holdfast.node.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.node.trial.Booted;
import io.holdfast.node.trial.Change;
import io.holdfast.node.trial.Examples;
import io.holdfast.node.trial.NodeState;
import io.holdfast.node.trial.RefusedException;
import io.holdfast.node.trial.TrialMachine;
import io.holdfast.release.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {
  private static final Booted ONE = new Booted.ByEntry(1);

  @TempDir private Path folder;
  private StateStore store;

  @BeforeEach
  void create() throws IOException {
    store = new StateStore(folder);
    store.create(Examples.fresh());
  }

  @Test
  void a_new_node_has_two_copies_of_its_first_state() throws Exception {
    assertThat(copy("state.a")).isEqualTo(Examples.fresh().withEpoch(0));
    assertThat(copy("state.b")).isEqualTo(Examples.fresh().withEpoch(1));
    assertThat(store.read()).isEqualTo(Examples.fresh().withEpoch(1));
  }

  @Test
  void a_state_is_never_created_over_another() throws Exception {
    measure(1);
    assertThatThrownBy(() -> store.create(Examples.fresh()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(store.read().bootDurations()).hasSize(1);
  }

  @Test
  void copies_are_written_in_turn_and_epochs_count_writes() throws Exception {
    measure(1);
    assertThat(copy("state.a").epoch()).isEqualTo(2);
    assertThat(copy("state.b").epoch()).isEqualTo(1);
    measure(2);
    assertThat(copy("state.a").epoch()).isEqualTo(2);
    assertThat(copy("state.b").epoch()).isEqualTo(3);
    assertThat(store.read().bootDurations())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void a_decision_that_changes_nothing_writes_nothing() throws Exception {
    Change change = store.update(state -> TrialMachine.revertFinished(state, ONE, Examples.NOW));
    assertThat(change.state().epoch()).isEqualTo(1);
    assertThat(store.read().epoch()).isEqualTo(1);
  }

  @Test
  void a_refused_decision_writes_nothing() {
    assertThatThrownBy(
            () -> store.update(state -> TrialMachine.allow(state, Examples.FIRST.manifest())))
        .isInstanceOf(RefusedException.class);
    assertThat(newest().epoch()).isEqualTo(1);
  }

  @Test
  void with_the_newest_copy_torn_the_one_before_counts_and_the_torn_one_is_replaced()
      throws Exception {
    measure(1);
    tear("state.a");
    assertThat(store.read().epoch()).isEqualTo(1);
    measure(2);
    assertThat(copy("state.a").epoch()).isEqualTo(2);
    assertThat(copy("state.b").epoch()).isEqualTo(1);
  }

  @Test
  void with_the_older_copy_torn_the_newest_counts_and_is_not_overwritten() throws Exception {
    measure(1);
    tear("state.b");
    assertThat(store.read().epoch()).isEqualTo(2);
    measure(2);
    assertThat(copy("state.a").epoch()).isEqualTo(2);
    assertThat(copy("state.b").epoch()).isEqualTo(3);
  }

  @Test
  void one_copy_may_be_missing() throws Exception {
    Files.delete(folder.resolve("state.b"));
    measure(1);
    assertThat(copy("state.a").epoch()).isZero();
    assertThat(copy("state.b").epoch()).isEqualTo(1);
  }

  @Test
  void a_copy_that_was_put_in_the_wrong_place_is_not_overwritten_by_the_next() throws Exception {
    measure(1);
    Files.move(folder.resolve("state.a"), folder.resolve("state.b"), REPLACE);
    measure(2);
    assertThat(copy("state.b").epoch()).isEqualTo(2);
    assertThat(copy("state.a").epoch()).isEqualTo(3);
  }

  @Test
  void with_both_copies_unusable_each_is_named_with_its_problem_and_left_alone() throws Exception {
    tear("state.a");
    Files.delete(folder.resolve("state.b"));
    byte[] torn = Files.readAllBytes(folder.resolve("state.a"));
    assertThatThrownBy(() -> measure(1))
        .isInstanceOf(StateUnreadableException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("state.a: it is torn")
        .hasMessageContaining("state.b: it is missing")
        .hasMessageContaining("install the node anew");
    assertThat(Files.readAllBytes(folder.resolve("state.a"))).isEqualTo(torn);
    assertThat(folder.resolve("state.b")).doesNotExist();
  }

  @Test
  void a_state_of_a_newer_holdfast_is_refused_and_left_alone_whatever_the_other_copy_says()
      throws Exception {
    String newer =
        "holdfast-state 2 sha256:"
            + Digest.of("2\nnew".getBytes(StandardCharsets.UTF_8)).hex()
            + " 3\nnew";
    Files.writeString(folder.resolve("state.a"), newer);
    assertThatThrownBy(() -> store.read())
        .isInstanceOf(StateTooNewException.class)
        .hasMessageContaining("state.a has format version 2");
    assertThatThrownBy(() -> measure(1)).isInstanceOf(StateTooNewException.class);
    assertThat(folder.resolve("state.a")).hasContent(newer);
    assertThat(copy("state.b").epoch()).isEqualTo(1);
  }

  @Test
  void a_folder_where_a_copy_should_be_is_no_reason_to_ignore_the_other() throws Exception {
    Files.delete(folder.resolve("state.a"));
    Files.createDirectory(folder.resolve("state.a"));
    assertThat(store.read().epoch()).isEqualTo(1);
  }

  @Test
  void a_huge_file_is_not_read_whole() throws Exception {
    Files.write(folder.resolve("state.a"), new byte[StateFormat.MAX_BYTES + 1]);
    assertThat(store.read().epoch()).isEqualTo(1);
  }

  @Test
  void threads_that_change_the_state_lose_no_change() throws Exception {
    int threads = 4;
    int changes = 25;
    List<Thread> all = new ArrayList<>();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < threads; i++) {
      StateStore own = new StateStore(folder);
      all.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      for (int j = 0; j < changes; j++) {
                        own.update(
                            s -> TrialMachine.healthyBootMeasured(s, ONE, Duration.ofSeconds(9)));
                        own.read();
                      }
                    } catch (IOException | RefusedException | RuntimeException e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread thread : all) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    // The list of durations stops changing once it holds ten equal ones.
    assertThat(store.read().epoch()).isEqualTo(1 + NodeState.MAX_BOOT_DURATIONS);
  }

  @Test
  void the_lock_is_not_taken_twice_by_one_thread() {
    assertThatThrownBy(() -> store.whileLocked(state -> store.whileLocked(NodeState::epoch)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(newest().epoch()).isEqualTo(1);
  }

  @Test
  void another_process_cannot_change_the_state_while_it_is_locked() throws Exception {
    Integer code =
        store.whileLocked(
            state -> {
              try {
                return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProbe.class.getName(),
                        folder.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            });
    assertThat(code).isEqualTo(LockProbe.LOCKED);
  }

  /** Asks, as another process, whether the lock is free. */
  static final class LockProbe {
    static final int LOCKED = 7;

    public static void main(String[] arguments) throws IOException {
      try (var channel =
          FileChannel.open(Path.of(arguments[0], "lock"), StandardOpenOption.WRITE)) {
        System.exit(channel.tryLock() == null ? LOCKED : 0);
      }
    }
  }

  private static final StandardCopyOption REPLACE = StandardCopyOption.REPLACE_EXISTING;

  private void measure(int seconds) throws IOException, RefusedException {
    store.update(s -> TrialMachine.healthyBootMeasured(s, ONE, Duration.ofSeconds(seconds)));
  }

  private NodeState newest() {
    try {
      return store.read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private NodeState copy(String name) throws IOException {
    if (StateFormat.decode(Files.readAllBytes(folder.resolve(name)))
        instanceof Copy.Valid(NodeState state)) {
      return state;
    }
    throw new AssertionError(name + " is not valid");
  }

  private void tear(String name) throws IOException {
    byte[] whole = Files.readAllBytes(folder.resolve(name));
    Files.write(folder.resolve(name), Arrays.copyOf(whole, whole.length / 2));
  }
}
