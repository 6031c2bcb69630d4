package io.holdfast.config.template.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Mappings, which sprig calls dicts. Those of a template can be changed by it. */
final class MappingFunctions implements Group {
  @Override
  public String title() {
    return "Mappings";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "dict KEY... : a mapping of keys and values in turn",
        "get MAPPING KEY : the value, or an empty text",
        "set MAPPING KEY VALUE : the mapping itself, with this value from now on",
        "unset MAPPING KEY : the mapping itself, without this key from now on",
        "hasKey MAPPING KEY : true if the key is there",
        "pluck KEY MAPPING... : the values that any of the mappings have for a key",
        "dig KEY... : the value under keys one within the other; last the default and the mapping",
        "keys MAPPING... : the keys of all, each mapping's in order",
        "values MAPPING : the values, in the order of the keys",
        "pick MAPPING KEY... : with these keys alone",
        "omit MAPPING KEY... : without these keys",
        "merge MAPPING OTHER... : the first mapping, its empty values filled from the others",
        "mustMerge MAPPING OTHER... : the same",
        "mergeOverwrite MAPPING OTHER... : the first mapping, its values replaced by the others'",
        "mustMergeOverwrite MAPPING OTHER... : the same",
        "deepCopy VALUE : another value that holds the same",
        "mustDeepCopy VALUE : the same");
  }

  @Override
  public @Nullable Object call(Call call) {
    return switch (call.name()) {
      case "dict" -> mapping(call);
      case "get" -> call.mapping(0).getOrDefault(call.text(1), "");
      case "set" -> {
        call.budget().spendElements(call.mapping(0).size() + 1L);
        call.mapping(0).put(call.text(1), call.any(2));
        yield call.mapping(0);
      }
      case "unset" -> {
        call.mapping(0).remove(call.text(1));
        yield call.mapping(0);
      }
      case "hasKey" -> call.mapping(0).containsKey(call.text(1));
      case "pluck" -> pluck(call);
      case "dig" -> dig(call);
      case "keys" -> keys(call);
      case "values" -> new ArrayList<>(new TreeMap<>(call.mapping(0)).values());
      case "pick", "omit" -> filter(call);
      case "merge", "mustMerge" -> merge(call, false);
      case "mergeOverwrite", "mustMergeOverwrite" -> merge(call, true);
      case "deepCopy", "mustDeepCopy" -> copy(call.any(0), 0, call.budget());
      default -> throw call.unknown();
    };
  }

  private static Map<String, @Nullable Object> mapping(Call call) {
    call.budget().spendElements(call.count() + 1L);
    Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
    for (int i = 0; i < call.count(); i += 2) {
      String key = GoText.of(call.any(i), call.budget());
      mapping.put(key, i + 1 < call.count() ? call.any(i + 1) : "");
    }
    return mapping;
  }

  private static List<@Nullable Object> pluck(Call call) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 1; i < call.count(); i++) {
      if (call.mapping(i).containsKey(call.text(0))) {
        values.add(call.mapping(i).get(call.text(0)));
      }
    }
    return values;
  }

  private static @Nullable Object dig(Call call) {
    int last = call.count() - 1;
    if (last < 2) {
      throw new RefusedException("dig takes keys, then a default, then a mapping");
    }
    Object value = call.mapping(last);
    for (int i = 0; i < last - 1; i++) {
      Map<String, @Nullable Object> mapping = Kind.mappingOrNull(value);
      if (mapping == null) {
        throw new RefusedException(
            "dig finds no mapping at key "
                + Kind.describe(call.any(i - 1))
                + " but "
                + Kind.describe(value));
      }
      if (!mapping.containsKey(call.text(i))) {
        return call.any(last - 1);
      }
      value = mapping.get(call.text(i));
    }
    return value;
  }

  private static List<@Nullable Object> keys(Call call) {
    List<@Nullable Object> keys = new ArrayList<>();
    for (int i = 0; i < call.count(); i++) {
      keys.addAll(new TreeMap<>(call.mapping(i)).keySet());
      call.budget().spendElements(keys.size());
    }
    return keys;
  }

  private static Map<String, @Nullable Object> filter(Call call) {
    Set<@Nullable Object> named = call.from(1).stream().collect(Collectors.toSet());
    boolean keeps = call.name().equals("pick");
    Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
    call.mapping(0)
        .forEach(
            (key, value) -> {
              if (named.contains(key) == keeps) {
                mapping.put(key, value);
              }
            });
    return mapping;
  }

  private static Object merge(Call call, boolean overwrites) {
    Map<String, @Nullable Object> target = call.mapping(0);
    for (int i = 1; i < call.count(); i++) {
      merge(target, call.mapping(i), overwrites, 0, call.budget());
    }
    return target;
  }

  private static void merge(
      Map<String, @Nullable Object> target,
      Map<String, @Nullable Object> source,
      boolean overwrites,
      int depth,
      Budget budget) {
    budget.checkNesting(depth);
    budget.spendElements(target.size() + (long) source.size());
    // A copy, for both may be the same.
    new LinkedHashMap<>(source)
        .forEach(
            (key, value) -> {
              Map<String, @Nullable Object> inner = Kind.mappingOrNull(target.get(key));
              Map<String, @Nullable Object> other = Kind.mappingOrNull(value);
              if (inner != null && other != null) {
                merge(inner, other, overwrites, depth + 1, budget);
              } else if (!Kind.isTrue(target.get(key)) || (overwrites && Kind.isTrue(value))) {
                target.put(key, value);
              }
            });
  }

  /** Another value that holds the same, so that a change of one leaves the other as it is. */
  static @Nullable Object copy(@Nullable Object value, int depth, Budget budget) {
    budget.checkNesting(depth);
    budget.step();
    List<@Nullable Object> list = Kind.listOrNull(value);
    if (list != null) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      for (Object element : list) {
        copy.add(copy(element, depth + 1, budget));
      }
      return copy;
    }
    Map<String, @Nullable Object> mapping = Kind.mappingOrNull(value);
    if (mapping == null) {
      return value;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<String, @Nullable Object> entry : mapping.entrySet()) {
      copy.put(entry.getKey(), copy(entry.getValue(), depth + 1, budget));
    }
    return copy;
  }
}
