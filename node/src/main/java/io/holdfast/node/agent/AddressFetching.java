package io.holdfast.node.agent;

import io.holdfast.config.source.RemoteAnswer;
import io.holdfast.config.source.RemoteConfig;
import io.holdfast.config.yaml.ConfigException;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.host.DurableFile;
import io.holdfast.node.configuration.FetchedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Fetches what a {@code config_url} names, again and again until it is there, or can never be
 * right. No boot waits for it: what comes lies among the files, and counts from the next start on.
 *
 * @param answers what comes of one look, of half a minute at most
 * @param files takes what was fetched
 */
record AddressFetching(Supplier<RemoteAnswer> answers, FetchedFiles files) {

  /**
   * One for an address.
   *
   * @param address as it was written
   * @param root where the machine says who it is
   */
  static AddressFetching of(String address, Path root, FetchedFiles files) {
    RemoteConfig remote = RemoteConfig.usual();
    Function<String, String> fields = field -> field(field, root);
    return new AddressFetching(() -> remote.fetch(address, fields), files);
  }

  /** Begins it in a thread of its own. */
  void begin() {
    Thread.ofPlatform().daemon().name("fetch config_url").start(this::run);
  }

  private void run() {
    String told = "";
    try {
      for (int i = 0; i < Fetching.A_DAY; i++) {
        String reason = look();
        if (reason.isEmpty()) {
          return;
        }
        if (!reason.equals(told)) {
          System.out.println("configuration: " + reason);
          told = reason;
        }
        Thread.sleep(Fetching.PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks once, and tells what came if that is the end of it.
   *
   * @return why it must be tried again; empty if not
   */
  String look() {
    return switch (answers.get()) {
      case RemoteAnswer.Unreachable unreachable -> unreachable.reason();
      case RemoteAnswer.Refused refused -> {
        System.out.println("configuration: " + refused.reason());
        show(refused.reason());
        yield "";
      }
      case RemoteAnswer.Fetched fetched -> place(fetched);
    };
  }

  private String place(RemoteAnswer.Fetched fetched) {
    try {
      if (files.place(fetched.documents())) {
        System.out.println(
            "configuration: what config_url names is new; it is tried from the next start on");
      }
      Files.deleteIfExists(files.paths().addressProblem());
      return "";
    } catch (ConfigException e) {
      // Whoever wrote it may mend it there.
      String reason = "what config_url names cannot be used: " + e.getMessage();
      show(reason);
      return reason;
    } catch (IOException e) {
      return "what config_url names cannot be kept: " + e.getMessage();
    }
  }

  /**
   * For {@code holdfast status}: what can only be mended by a person, who may not read journals.
   */
  private void show(String reason) {
    Path file = files.paths().addressProblem();
    try {
      Files.createDirectories(files.paths().run());
      DurableFile.replace(file, reason.replaceAll("\\R", "; "));
    } catch (IOException e) {
      System.out.println("configuration: " + file + " cannot be written: " + e);
    }
  }

  private static String field(String name, Path root) {
    if (!name.equals(".MachineID")) {
      throw new IllegalArgumentException(
          "there is no field "
              + Quoted.of(name)
              + " here; the one that can be used is '.MachineID'");
    }
    try {
      String id = Files.readString(root.resolve("etc/machine-id")).strip();
      if (!id.matches("[0-9a-f]{32}")) {
        throw new IllegalArgumentException("this machine has no id yet");
      }
      return id;
    } catch (IOException e) {
      throw new IllegalArgumentException("the machine's id cannot be read: " + e.getMessage(), e);
    }
  }
}
