package io.holdfast.config.template.function;

import io.holdfast.config.yaml.Nearest;
import io.holdfast.config.yaml.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All functions that a template may call, by name. Stateless. */
public final class Functions {
  private static final List<Group> GROUPS =
      List.of(
          new GoFunctions(),
          new ChoiceFunctions(),
          new TextFunctions(),
          new LetterFunctions(),
          new NumberFunctions(),
          new ListFunctions(),
          new MappingFunctions(),
          new CodingFunctions(),
          new RegexFunctions(),
          new PathFunctions(),
          new TimeFunctions(),
          new ChanceFunctions(),
          new VersionFunctions(),
          new EnvironmentFunctions());

  /** One function and where it is. */
  private record Entry(Signature signature, Group group) {}

  private static final Map<String, Entry> ENTRIES = entries();

  private Functions() {}

  private static Map<String, Entry> entries() {
    Map<String, Entry> entries = new HashMap<>();
    for (Group group : GROUPS) {
      for (String line : group.lines()) {
        Signature signature = Signature.parse(line);
        if (entries.put(signature.name(), new Entry(signature, group)) != null) {
          throw new IllegalStateException(signature.name() + " is there twice");
        }
      }
    }
    return entries;
  }

  /** True if there is a function of that name. */
  public static boolean isKnown(String name) {
    return ENTRIES.containsKey(name);
  }

  /** Those that ask whether a value is there may be given one that is not. */
  public static boolean asks(String name) {
    return entry(name).signature().asks();
  }

  private static Entry entry(String name) {
    return Objects.requireNonNull(ENTRIES.get(name), name);
  }

  /** What to say of a name that is not known: the reason, or which name is near. */
  public static String whyUnknown(String name) {
    String reason = leftOut().get(name);
    if (reason != null) {
      return "there is no function " + Quoted.of(name) + " here: " + reason;
    }
    return "there is no function "
        + Quoted.of(name)
        + Nearest.of(name, ENTRIES.keySet().stream().sorted().toList())
            .map(near -> "; did you mean " + Quoted.of(near) + "?")
            .orElse("; docs/templates.md lists all");
  }

  /**
   * Functions that Kairos's templates see and these do not, with the reason.
   *
   * @return by name, in the order of the reasons
   */
  public static Map<String, String> leftOut() {
    Map<String, String> reasons = new LinkedHashMap<>();
    put(reasons, "it would wait for the network", "getHostByName");
    put(
        reasons,
        "a secret that is made anew at each start is of no use; make it once and name its file",
        "genPrivateKey",
        "genCA",
        "genCAWithKey",
        "genSelfSignedCert",
        "genSelfSignedCertWithKey",
        "genSignedCert",
        "genSignedCertWithKey",
        "buildCustomCert");
    put(
        reasons,
        "a password in a configuration is no secret; write its hash",
        "bcrypt",
        "htpasswd",
        "derivePassword",
        "encryptAES",
        "decryptAES");
    put(reasons, "no value is a function", "call");
    put(reasons, "it only greets", "hello");
    put(
        reasons,
        "it is Helm's and Kairos has it neither; toJson writes what YAML reads as well",
        "toYaml",
        "fromYaml",
        "include",
        "tpl",
        "lookup");
    return reasons;
  }

  private static void put(Map<String, String> reasons, String reason, String... names) {
    for (String name : names) {
      reasons.put(name, reason);
    }
  }

  /**
   * Calls a function.
   *
   * @param name one that is known
   * @param arguments plain values
   * @return a plain value
   * @throws RefusedException if it cannot do what it is asked
   */
  public static @Nullable Object call(
      String name, List<@Nullable Object> arguments, Budget budget, Surroundings surroundings) {
    Entry entry = entry(name);
    entry.signature().checkCount(arguments.size());
    budget.step();
    return entry.group().call(new Call(entry.signature(), arguments, budget, surroundings));
  }

  /** All functions by the headings of their groups, as the documents show them. */
  public static Map<String, List<Signature>> byGroup() {
    Map<String, List<Signature>> groups = new LinkedHashMap<>();
    for (Group group : GROUPS) {
      List<Signature> signatures = new ArrayList<>();
      for (String line : group.lines()) {
        signatures.add(Signature.parse(line));
      }
      groups.put(group.title(), signatures);
    }
    return groups;
  }
}
