package io.holdfast.config.template;

import io.holdfast.config.template.function.Chance;
import io.holdfast.config.template.function.Hmac;
import io.holdfast.config.template.function.Surroundings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template is filled with. The same values always give the same text. Immutable.
 *
 * <p>A template sees {@code .Values}, with what is given and Random, MachineID and ProtectedID in
 * it as well, {@code .MachineID}, {@code .ProtectedID}, {@code .Random} (32 small letters and
 * digits), {@code .UUID} (of version 4), and what is given as more roots.
 *
 * @param values what stands under {@code .Values}: mappings, lists, texts, numbers, true, false and
 *     null, copied
 * @param roots what stands beside it, as {@code .Config} and {@code .State} do where a whole file
 *     is rendered; copied
 * @param machineId the machine's id, 32 hexadecimal digits on a node; empty where none is known,
 *     and then to use it is an error
 * @param seed all that is random is made from it. Of 16 random bytes or more for passwords; kept,
 *     if the text is to be the same at the next start
 * @param now what {@code now} says
 * @param environment what {@code env} sees
 */
public record TemplateValues(
    Map<String, @Nullable Object> values,
    Map<String, @Nullable Object> roots,
    String machineId,
    String seed,
    Instant now,
    Map<String, String> environment) {
  private static final String RANDOM_ALPHABET = "1234567890abcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_LENGTH = 32;

  /** Kairos's name for whom the machine's id is hidden behind a digest. */
  private static final String PROTECTED_FOR = "yip";

  private static final String PROTECTED_FOR_ADDRESSES = "kairos-config-url";

  /** Copies what is given, so that nobody can change it. */
  public TemplateValues {
    values = PlainValues.copyOf(values);
    roots = PlainValues.copyOf(roots);
    environment = Map.copyOf(environment);
  }

  /** With values alone: no machine id, no environment. */
  public static TemplateValues of(Map<String, @Nullable Object> values, String seed, Instant now) {
    return new TemplateValues(values, Map.of(), "", seed, now, Map.of());
  }

  /**
   * The same for a template that becomes an address: texts are escaped as in the query of a URL, so
   * that a serial number with a space or an ampersand says nothing else there. As Kairos has it for
   * {@code config_url}, {@code .Values.ProtectedID} is another one there.
   */
  public TemplateValues forAddress() {
    Map<String, @Nullable Object> escaped = PlainValues.escaped(values);
    if (!machineId.isEmpty()) {
      escaped.put("ProtectedID", protectedId(PROTECTED_FOR_ADDRESSES));
    }
    return new TemplateValues(
        escaped, PlainValues.escaped(roots), machineId, seed, now, environment);
  }

  /** What {@code .} is at the beginning; the template may change it. */
  Map<String, @Nullable Object> root() {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    root.put("Random", new Chance(seed, "Random").nextText(RANDOM_LENGTH, RANDOM_ALPHABET));
    if (!machineId.isEmpty()) {
      root.put("MachineID", machineId);
      root.put("ProtectedID", protectedId(PROTECTED_FOR));
    }
    Map<String, @Nullable Object> inner = new LinkedHashMap<>(root);
    inner.putAll(PlainValues.changeableCopyOf(values));
    root.put("Values", inner);
    root.put("UUID", new Chance(seed, "UUID").nextUuid());
    root.putAll(PlainValues.changeableCopyOf(roots));
    return root;
  }

  /** The machine's id, hidden from others than it is made for. */
  private String protectedId(String name) {
    byte[] code = new Hmac(machineId).of(name.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(code);
  }

  Surroundings surroundings() {
    return new Surroundings(now, new Chance(seed, "functions"), environment);
  }
}
