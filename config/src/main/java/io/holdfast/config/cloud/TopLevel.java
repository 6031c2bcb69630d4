package io.holdfast.config.cloud;

import io.holdfast.config.action.Action;
import io.holdfast.config.action.AuthorizeKeys;
import io.holdfast.config.action.ChangeLayout;
import io.holdfast.config.action.EnsureUser;
import io.holdfast.config.action.RunCommand;
import io.holdfast.config.action.SetHostname;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.action.WriteFile;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the top level of one file declares in the words of cloud-init. As in Kairos it is a step of
 * stage {@code boot}, the hostname one of {@code initramfs}, and keys of github and gitlab wait for
 * {@code network}. A node makes users, keys and files in {@code initramfs} already, so that they
 * are there before anything that could need them starts.
 */
record TopLevel(
    @Nullable SetHostname hostname,
    List<EnsureUser> users,
    List<AuthorizeKeys> keys,
    List<WriteFile> files,
    List<RunCommand> commands,
    List<ChangeLayout> grown) {
  private static final String NAME = "top level";

  static TopLevel read(YamlMapping top) {
    UserReader.Users users = top.find("users").map(UserReader::read).orElse(UserReader.Users.NONE);
    List<Action> files =
        top.optionalSequence("write_files").map(FileReader::writeFiles).orElse(List.of());
    List<AuthorizeKeys> keys = new ArrayList<>(users.keys());
    keys.addAll(sharedKeys(top, users));
    return new TopLevel(
        top.text("hostname", "").isEmpty()
            ? null
            : top.parsed("hostname", name -> new SetHostname(name, top.placeOf("hostname")))
                .orElse(null),
        users.accounts(),
        keys,
        files.stream().map(WriteFile.class::cast).toList(),
        top.optionalSequence("runcmd").map(TopLevel::commands).orElse(List.of()),
        top.optionalMapping("growpart").map(TopLevel::grown).orElse(List.of()));
  }

  /** Its steps, each in its stage. */
  List<Step> steps(String document) {
    List<Step> steps = new ArrayList<>();
    List<Action> early = new ArrayList<>();
    if (hostname != null) {
      early.add(hostname);
    }
    early.addAll(users);
    early.addAll(keys(false, false));
    early.addAll(files);
    add(steps, Stage.INITRAMFS, document, early);
    List<Action> boot = new ArrayList<>();
    boot.addAll(files);
    boot.addAll(commands);
    boot.addAll(users);
    boot.addAll(keys(true, false));
    add(steps, Stage.BOOT, document, boot);
    add(steps, Stage.BOOT, document, List.copyOf(grown));
    add(steps, Stage.NETWORK, document, keys(false, true));
    return steps;
  }

  /**
   * Those of the keys that a stage can have.
   *
   * @param addresses with those at addresses
   * @param services those of github and gitlab, and no other
   */
  private List<Action> keys(boolean addresses, boolean services) {
    List<Action> some = new ArrayList<>();
    for (AuthorizeKeys all : keys) {
      List<SshKey> wanted = new ArrayList<>();
      for (SshKey key : all.keys()) {
        boolean ofService = !key.service().isEmpty();
        if (services ? ofService : !ofService && (addresses || !key.isRemote())) {
          wanted.add(key);
        }
      }
      if (!wanted.isEmpty()) {
        some.add(new AuthorizeKeys(all.user(), wanted, all.place()));
      }
    }
    return some;
  }

  private static void add(List<Step> steps, Stage stage, String document, List<Action> actions) {
    if (!actions.isEmpty()) {
      Place place = actions.getFirst().place();
      steps.add(
          new Step(
              stage.word(), document, NAME, Conditions.NONE, List.of(), false, actions, place));
    }
  }

  /**
   * As in Kairos: keys of the top level are every user's of that file, or root's if it has none.
   */
  private static List<AuthorizeKeys> sharedKeys(YamlMapping top, UserReader.Users users) {
    List<SshKey> keys =
        top.optionalSequence("ssh_authorized_keys").map(UserReader::keys).orElse(List.of());
    if (keys.isEmpty()) {
      return List.of();
    }
    Place place = top.placeOf("ssh_authorized_keys");
    boolean declaresUsers = top.find("users").map(TopLevel::hasAny).orElse(false);
    if (users.accounts().isEmpty() && !declaresUsers) {
      return List.of(new AuthorizeKeys("root", keys, place));
    }
    return users.accounts().stream()
        .map(user -> new AuthorizeKeys(user.name(), keys, place))
        .toList();
  }

  /** Also of users that are left out: their keys must not become root's. */
  private static boolean hasAny(YamlNode users) {
    return users instanceof YamlSequence list
        ? !list.items().isEmpty()
        : users instanceof YamlMapping byName && !byName.keys().isEmpty();
  }

  /** Each a line for the shell, or a list of program and arguments as in cloud-init. */
  private static List<RunCommand> commands(YamlSequence list) {
    List<RunCommand> commands = new ArrayList<>();
    for (YamlNode item : list.items()) {
      try {
        if (item instanceof YamlSequence arguments) {
          commands.add(new RunCommand(arguments.texts(), item.place()));
        } else if (item instanceof YamlScalar scalar && !item.isNull()) {
          commands.add(RunCommand.shell(scalar.text(), item.place()));
        } else {
          item.problem("must be a command or a list of its arguments, not " + item.kind());
        }
      } catch (IllegalArgumentException e) {
        item.problem(String.valueOf(e.getMessage()));
      }
    }
    return commands;
  }

  /** As in Kairos, the mode is not looked at, and each device's last partition is grown. */
  private static List<ChangeLayout> grown(YamlMapping growpart) {
    growpart.allowOnlyNoting(List.of("mode", "devices"), List.of("ignore_growroot_disabled"));
    growpart.text("mode", "");
    return growpart
        .optionalSequence("devices")
        .map(
            list ->
                list.parsedTexts(
                    device ->
                        new ChangeLayout(
                            device.value(), "", false, "", 0L, List.of(), device.place())))
        .orElse(List.of());
  }
}
