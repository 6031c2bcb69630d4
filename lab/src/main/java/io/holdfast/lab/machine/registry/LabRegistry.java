package io.holdfast.lab.machine.registry;

import io.holdfast.host.DurableFile;
import io.holdfast.lab.machine.VirtualMachine;
import io.holdfast.release.json.JsonException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The machines that a user has running, one file each in a folder of his. Files whose machines have
 * ended, by whatever means, are deleted when they are met. Safe for use by several processes, in
 * each by one thread at a time.
 *
 * @param folder absolute; made when it is first needed
 */
public record LabRegistry(Path folder) {
  private static final String SUFFIX = ".json";

  /** Held while the folder changes, so that two machines cannot get one name. */
  private static final String LOCK = ".lock";

  private static final int RECORD_BYTES = 10_000;

  /** Far more machines than a host can run. */
  private static final int MACHINES_LIMIT = 1000;

  /** Checks the path. */
  public LabRegistry {
    if (!folder.isAbsolute()) {
      throw new IllegalArgumentException("a registry needs an absolute path, not " + folder);
    }
  }

  /**
   * Records a machine that was just started.
   *
   * @throws IOException if one of that name runs already; this one is then to be closed
   */
  public RecordedMachine add(VirtualMachine machine) throws IOException {
    return add(
        new RecordedMachine(
            machine.spec().name(),
            machine.identity(),
            machine.visitorCommands(),
            machine.visitorConsole(),
            Instant.now()));
  }

  /** Takes a machine off the record; harmless if it is not on it. */
  public void remove(RecordedMachine machine) throws IOException {
    try (FileChannel _ = lock()) {
      for (RecordedMachine recorded : readAll()) {
        if (recorded.equals(machine)) {
          DurableFile.delete(file(machine.name()));
        }
      }
    }
  }

  /** The machines that run, by name. */
  public List<RecordedMachine> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (FileChannel _ = lock()) {
      return readAll();
    }
  }

  /**
   * One machine that runs.
   *
   * @throws NoSuchMachineException if none of that name does
   */
  public RecordedMachine find(String name) throws IOException {
    List<RecordedMachine> running = list();
    for (RecordedMachine machine : running) {
      if (machine.name().equals(name)) {
        return machine;
      }
    }
    String others =
        running.isEmpty()
            ? "None runs; start one with 'holdfast lab run'."
            : "These run: "
                + running.stream().map(RecordedMachine::name).collect(Collectors.joining(", "))
                + ".";
    throw new NoSuchMachineException("No machine named '" + name + "' runs. " + others);
  }

  RecordedMachine add(RecordedMachine machine) throws IOException {
    try (FileChannel _ = lock()) {
      for (RecordedMachine running : readAll()) {
        if (running.name().equals(machine.name())) {
          throw new IOException(
              "A machine named '"
                  + machine.name()
                  + "' runs already, since "
                  + running.started()
                  + ". Stop it or choose another name.");
        }
      }
      DurableFile.replace(file(machine.name()), machine.write());
      return machine;
    }
  }

  private List<RecordedMachine> readAll() throws IOException {
    List<RecordedMachine> running = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*" + SUFFIX)) {
      for (Path file : files) {
        RecordedMachine machine = read(file);
        if (!machine.isRunning()) {
          DurableFile.delete(file);
        } else if (running.size() < MACHINES_LIMIT) {
          running.add(machine);
        }
      }
    }
    running.sort(Comparator.comparing(RecordedMachine::name));
    return List.copyOf(running);
  }

  private static RecordedMachine read(Path file) throws IOException {
    try {
      return RecordedMachine.read(Files.readAllBytes(file), RECORD_BYTES);
    } catch (JsonException e) {
      throw new IOException(
          file
              + " is no record of a machine that this version can read: "
              + e.getMessage()
              + ". Delete it if no machine of that name runs.",
          e);
    }
  }

  private FileChannel lock() throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // Released when the channel is closed.
    channel.lock();
    return channel;
  }

  private Path file(String name) {
    return folder.resolve(name + SUFFIX);
  }
}
