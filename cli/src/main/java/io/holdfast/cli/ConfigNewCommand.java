package io.holdfast.cli;

import io.holdfast.config.draft.Draft;
import io.holdfast.config.draft.Question;
import io.holdfast.release.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code holdfast config new}. */
@Command(
    name = "new",
    description = {
      "Asks what a first machine needs, and writes a commented configuration that passes the"
          + " check.",
      "What an option or a file of answers says is not asked. An empty answer takes what stands in"
          + " brackets. A password is asked for and stored as its hash."
    },
    footer = {
      "",
      "Examples:",
      "  holdfast config new",
      "  holdfast config new edge.yaml --yes --key github:octocat",
      "  holdfast config new edge.yaml --hostname 'edge-{{ trunc 4 .MachineID }}' \\",
      "      --network 192.0.2.7/24 --gateway 192.0.2.1 --dns 192.0.2.53",
      "  holdfast config new edge.yaml --answers answers.txt --yes --json"
    })
final class ConfigNewCommand extends WorkstationCommand {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "node.yaml",
      description = "The file to write; ${DEFAULT-VALUE} if left out.")
  private Path file = Path.of("");

  @Option(
      names = "--disk",
      paramLabel = "DISK",
      description = "'auto' for the one empty internal disk, or a path such as /dev/nvme0n1.")
  private @Nullable String disk;

  @Option(
      names = "--hostname",
      paramLabel = "NAME",
      description = "The machine's name, or a template of one.")
  private @Nullable String hostname;

  @Option(names = "--user", paramLabel = "NAME", description = "Who logs in.")
  private @Nullable String user;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "An SSH key of that user: its text, a .pub file, github:NAME, gitlab:NAME, or 'none'; may"
              + " be repeated.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--password-hash",
      paramLabel = "HASH",
      description = "The password of that user, as 'openssl passwd -6' prints it.")
  private @Nullable String passwordHash;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description =
          "'dhcp', 'release' to leave it as the release has it, or a fixed address with its prefix.")
  private @Nullable String network;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "The interface with the fixed address; any wired one if left out.")
  private @Nullable String wire;

  @Option(
      names = "--gateway",
      paramLabel = "ADDRESS",
      description = "Over which machine one with a fixed address reaches others.")
  private @Nullable String gateway;

  @Option(
      names = "--dns",
      paramLabel = "ADDRESS[,...]",
      description = "Name servers of a machine with a fixed address, at most three.")
  private @Nullable String nameServers;

  @Option(
      names = "--repair-from",
      paramLabel = "URL",
      description = "The repository that a node in recovery may take a repair from.")
  private @Nullable String repairFrom;

  @Option(
      names = "--answers",
      paramLabel = "FILE|-",
      description =
          "Lines such as 'hostname=edge', with the names of the options above; '-' is standard"
              + " input. Options count more.")
  private @Nullable String answers;

  @Option(names = "--yes", description = "Ask nothing: take the usual answer where there is none.")
  private boolean yes;

  @Option(names = "--force", description = "A file that is there may be lost.")
  private boolean force;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try {
      DraftFile.demandFree(file, force);
      Map<Question, String> given = given();
      Interview interview = interview();
      Draft draft = interview.run(given).draft();
      interview.warning(draft.disk()).ifPresent(w -> err().println("holdfast: warning: " + w));
      // Each answer was checked by itself; this is what the promise is about.
      List<String> remarks = draft.remarks();
      if (!remarks.isEmpty()) {
        throw new IOException("Nothing was written, for the check says: " + remarks.getFirst());
      }
      String permissions = draft.hasSecret() ? DraftFile.SECRET : DraftFile.PLAIN;
      DraftFile.write(file, draft.text(), permissions, force);
      print(json ? json(draft) : text(draft));
      return ExitCode.DONE;
    } catch (FileAlreadyExistsException e) {
      err().println("holdfast: " + e.getReason());
      return ExitCode.REFUSED;
    } catch (Interview.WrongException e) {
      throw usage("--" + e.question().word() + ": " + e.getMessage());
    } catch (Interview.MissingException e) {
      throw usage(
          "there is no terminal to ask on, or --yes was said; missing: "
              + e.questions().stream()
                  .map(question -> "--" + question.word())
                  .collect(Collectors.joining(", ")));
    }
  }

  private Interview interview() {
    // Standard input that holds the answers is nobody to ask.
    boolean mayAsk = !yes && !"-".equals(answers);
    return new Interview(
        mayAsk ? RawTerminal.console().map(Conversation::at).orElse(null) : null,
        yes,
        new KeyAnswer(Path.of(System.getProperty("user.home", "/"))),
        ShownDisks.ofThisMachine(err()));
  }

  /** What needs not be asked. */
  private Map<Question, String> given() throws IOException {
    Map<Question, String> given = new EnumMap<>(Question.class);
    if (answers != null) {
      given.putAll(answersOf(answers));
    }
    put(given, Question.DISK, disk);
    put(given, Question.HOSTNAME, hostname);
    put(given, Question.USER, user);
    put(given, Question.KEY, keys.isEmpty() ? null : String.join("\n", keys));
    put(given, Question.PASSWORD, passwordHash);
    put(given, Question.NETWORK, network);
    put(given, Question.INTERFACE, wire);
    put(given, Question.GATEWAY, gateway);
    put(given, Question.DNS, nameServers);
    put(given, Question.REPAIR_FROM, repairFrom);
    return given;
  }

  private static Map<Question, String> answersOf(String name) throws IOException {
    if (name.equals("-")) {
      return AnswerFile.read("standard input", System.in);
    }
    try (InputStream stream = Files.newInputStream(Path.of(name))) {
      return AnswerFile.read(name, stream);
    }
  }

  private static void put(Map<Question, String> given, Question question, @Nullable String text) {
    if (text != null) {
      given.put(question, text);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private String text(Draft draft) {
    return file
        + " is written"
        + (draft.hasSecret() ? ", for you alone: it holds the hash of a password" : "")
        + "."
        + System.lineSeparator();
  }

  private String json(Draft draft) {
    Map<String, Object> fields =
        Json.object(
            "file", file.toString(),
            "secret", draft.hasSecret(),
            "disk", draft.disk(),
            "hostname", draft.hostname(),
            "user", draft.user(),
            "keys", draft.keys().size());
    return Json.write(fields);
  }
}
