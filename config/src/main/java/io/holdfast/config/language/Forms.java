package io.holdfast.config.language;

import io.holdfast.config.action.Ownership;
import io.holdfast.config.action.Password;
import io.holdfast.config.action.SourceAddress;
import io.holdfast.config.action.SshKey;
import io.holdfast.config.action.TargetPath;
import io.holdfast.config.cloud.PersistentFolder;
import io.holdfast.config.language.Form.Flag;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.language.Form.WholeNumber;
import io.holdfast.config.yaml.Quoted;
import java.util.Set;

/** Forms that several keys have, named for what they hold. */
final class Forms {
  private static final String ACCOUNT_NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,31}";

  private static final String ACCOUNT_OR_NUMBER = "(" + ACCOUNT_NAME + "|[0-9]{1,10})";

  private static final String ACCOUNT_SHOULD_BE =
      "no name for a user or group: use a letter or '_', then letters, digits, '_', '-' and '.', at"
          + " most 32";

  /** No disk is larger; in MiB. */
  private static final long MOST_MEBIBYTES = 64L << 20;

  static final Text TEXT = Text.ANY;
  static final Flag FLAG = Flag.ANY;

  static final ListOf TEXTS = new ListOf(TEXT);

  static final MapOf TEXTS_BY_NAME = new MapOf(TEXT, TEXT);

  static final Text PATH = Text.like("/.*[^/].*", text -> new TargetPath(text));

  /** Empty for none. */
  static final Text PATH_OR_NONE =
      Text.like(
          "(/.*[^/].*)?",
          text -> {
            if (!text.isEmpty()) {
              new TargetPath(text);
            }
          });

  static final ListOf PATHS = new ListOf(PATH);

  /** A folder that may persist. */
  static final Text PERSISTENT_FOLDER =
      Text.like("/[A-Za-z0-9/._@+-]+", text -> new PersistentFolder(text));

  /** Kairos takes any text and fails at the boot; a name that cannot be has no user. */
  static final Text USER = Text.like(ACCOUNT_NAME, ACCOUNT_SHOULD_BE).warned();

  static final Text GROUP = Text.like(ACCOUNT_NAME, ACCOUNT_SHOULD_BE);

  /** Empty for none. */
  static final Text PRIMARY_GROUP = Text.like("(" + ACCOUNT_NAME + ")?", ACCOUNT_SHOULD_BE);

  static final Text OWNER =
      Text.like(
          "(" + ACCOUNT_OR_NUMBER + "?(:" + ACCOUNT_OR_NUMBER + ")?)?",
          text -> Ownership.parse(text));

  static final Text OWNING_GROUP = Text.like(ACCOUNT_OR_NUMBER, text -> Ownership.parse(text));

  static final Text HOSTNAME =
      Text.like(
          "|(?=.{1,64}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*",
          "no hostname: use letters, digits and inner '-', joined by '.', at most 64");

  /** What is no key lets nobody in, and does no other harm. */
  static final Text SSH_KEY =
      Text.like("[^\\n\\r\\u0000]*\\S[^\\n\\r\\u0000]*", Forms::sshKey).warned();

  /** What stands in the place of a hash and is none, so that no password fits. */
  static final Set<String> LOCKS = Set.of("!", "!!", "*");

  static final Text PASSWORD =
      Text.like(
              "[^\\n\\r\\u0000]*",
              text -> {
                if (!text.isEmpty()) {
                  new Password(text);
                }
              })
          .secret();

  static final Text GECOS =
      Text.like("[^:\\u0000-\\u001f\\u007f]*", "no full name: leave out ':' and line ends");

  static final Text SECRET = TEXT.secret();

  static final Text UNIT =
      Text.like(
          "[A-Za-z0-9:_.@\\\\][A-Za-z0-9:_.@\\\\-]{0,254}",
          "no name of a unit: use letters, digits and ':_.@\\-', at most 255");

  /** Empty for none. */
  static final Text UNIT_OR_NONE =
      Text.like(
          "([A-Za-z0-9:_.@\\\\][A-Za-z0-9:_.@\\\\-]{0,254})?",
          "no name of a unit: use letters, digits and ':_.@\\-', at most 255");

  /** A module and, as for modprobe, its parameters. */
  static final Text MODULE =
      Text.like(
          "[A-Za-z0-9_][A-Za-z0-9_-]{0,199}( +[^ ]+)*",
          "no kernel module: use letters, digits, '_' and '-', then its parameters");

  static final Text SYSCTL =
      Text.like(
          "[A-Za-z0-9_][A-Za-z0-9_:@-]*([./][A-Za-z0-9_:@-]+)*",
          "no kernel parameter; write one like net.ipv4.ip_forward");

  static final Text VARIABLE =
      Text.like(
          "[A-Za-z_][A-Za-z0-9_]{0,199}",
          "no environment variable: use letters, digits and '_', and begin with no digit");

  static final Text ONE_LINE = Text.like("[^\\n\\r\\u0000]*", Forms::oneLine);

  /** Also a file of the machine itself. */
  static final Text SOURCE =
      Text.like(
          "((https?://[^\\s/]|file:///)\\S*)?",
          text -> {
            if (!text.isEmpty()) {
              SourceAddress.parse(text);
            }
          });

  /** An option of systemd-firstboot. */
  static final Text OPTION =
      Text.like("[A-Za-z][A-Za-z0-9-]{0,63}", "no option: use letters, digits and '-'");

  static final Text URL = Text.like("(https?://[^\\s/]\\S*)?", Forms::url);

  static final WholeNumber MEBIBYTES = new WholeNumber(0, MOST_MEBIBYTES);

  /** Words that yip takes, in the order in which its documents name them. */
  static final Text ENCODING =
      Text.choice(
          "b64",
          "base64",
          "gz",
          "gzip",
          "gz+b64",
          "gz+base64",
          "gzip+b64",
          "gzip+base64",
          "b64+gz",
          "base64+gz",
          "text/plain",
          "");

  /** A list of names, or one text with commas as in cloud-init. */
  static final OneOf GROUPS =
      OneOf.of(
          new ListOf(GROUP),
          Text.like(" *" + ACCOUNT_NAME + "( *, *" + ACCOUNT_NAME + ")* *| *", ACCOUNT_SHOULD_BE));

  private Forms() {}

  private static void oneLine(String text) {
    if (text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
      throw new IllegalArgumentException(Quoted.of(text) + " is more than one line");
    }
  }

  private static void url(String text) {
    String rest =
        text.startsWith("https://")
            ? text.substring(8)
            : text.startsWith("http://") ? text.substring(7) : "/";
    boolean isGood =
        !rest.isEmpty() && !rest.startsWith("/") && rest.chars().noneMatch(Character::isWhitespace);
    if (!isGood && !text.isEmpty()) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is no address; begin it with https:// and leave no space in it");
    }
  }

  /** A key itself, or where to fetch one. */
  private static void sshKey(String text) {
    String key = text.strip();
    if (key.startsWith("https://") || key.startsWith("http://")) {
      url(key);
      return;
    }
    SshKey read = new SshKey(key);
    if (!read.isRemote() && !read.looksLikeKey()) {
      throw new IllegalArgumentException(
          Quoted.of(key)
              + " is no SSH public key; one looks like 'ssh-ed25519 AAAA... name', the content of a"
              + " .pub file");
    }
  }
}
