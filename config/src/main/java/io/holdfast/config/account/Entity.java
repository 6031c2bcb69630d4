package io.holdfast.config.account;

import io.holdfast.config.yaml.Quoted;
import org.jspecify.annotations.Nullable;

/** One line that a configuration demands in one of the files of accounts. */
public sealed interface Entity {
  /** What a file holds in the place of a person's name if none is declared, as in Kairos. */
  String NO_INFO = "Created by entities";

  /** Whose line it is. */
  String name();

  /** Where the file is, where a configuration names none. */
  String usualFile();

  /** How many fields a line of that file has. */
  int fields();

  /**
   * A line of passwd(5).
   *
   * @param uid null or below 0: that of the account if it is there already, else the next free one
   * @param gid null: that of the account, or of {@code group}
   * @param group whose number is taken from the file of groups; null for {@code gid}
   */
  record User(
      String name,
      String password,
      @Nullable Integer uid,
      @Nullable Integer gid,
      @Nullable String group,
      String info,
      String home,
      String shell)
      implements Entity {
    /** Checks the fields. */
    public User {
      demandName(name);
      demandFields(password, info, home, shell);
    }

    @Override
    public String usualFile() {
      return "/etc/passwd";
    }

    @Override
    public int fields() {
      return AccountTable.PASSWD_FIELDS;
    }
  }

  /**
   * A line of shadow(5). What is empty stays as it is in the file.
   *
   * @param password plain, hashed (begins with {@code $}), or locked ({@code !}, {@code *})
   * @param lastChanged days since 1970, or {@code now}
   */
  record Shadow(
      String name,
      String password,
      String lastChanged,
      String minimum,
      String maximum,
      String warn,
      String inactive,
      String expire,
      String reserved)
      implements Entity {
    /** Checks the fields. */
    public Shadow {
      demandName(name);
      demandFields(lastChanged, minimum, maximum, warn, inactive, expire, reserved);
      if (SaltedHash.isStored(password)) {
        demandFields(password);
      }
    }

    @Override
    public String usualFile() {
      return "/etc/shadow";
    }

    @Override
    public int fields() {
      return AccountTable.SHADOW_FIELDS;
    }
  }

  /**
   * A line of group(5).
   *
   * @param gid null or below 0: that of the group if it is there already, else the next free one
   * @param members names between commas, added to those already there
   */
  record Group(String name, String password, @Nullable Integer gid, String members)
      implements Entity {
    /** Checks the fields. */
    public Group {
      demandName(name);
      demandFields(password, members);
    }

    @Override
    public String usualFile() {
      return "/etc/group";
    }

    @Override
    public int fields() {
      return AccountTable.GROUP_FIELDS;
    }
  }

  /** A line of gshadow(5). */
  record GroupShadow(String name, String password, String administrators, String members)
      implements Entity {
    /** Checks the fields. */
    public GroupShadow {
      demandName(name);
      demandFields(password, administrators, members);
    }

    @Override
    public String usualFile() {
      return "/etc/gshadow";
    }

    @Override
    public int fields() {
      return AccountTable.GROUP_FIELDS;
    }
  }

  private static void demandName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("it has no name");
    }
    demandFields(name);
  }

  /** A colon or a line feed would make other fields, or other accounts, of it. */
  private static void demandFields(String... fields) {
    for (String field : fields) {
      if (field.chars().anyMatch(c -> c == ':' || c < ' ' || c == 0x7f)) {
        throw new IllegalArgumentException(
            Quoted.of(field) + " holds a ':' or a control character, which would break the file");
      }
    }
  }
}
