package io.holdfast.config.template.function;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists. None is changed; what looks like a change makes another. */
final class ListFunctions implements Group {
  @Override
  public String title() {
    return "Lists";
  }

  @Override
  public List<String> lines() {
    return List.of(
        "list VALUE... : a list of these",
        "tuple VALUE... : the same",
        "first LIST : the first element; nothing of an empty list",
        "mustFirst LIST : the same",
        "last LIST : the last element; nothing of an empty list",
        "mustLast LIST : the same",
        "rest LIST : all but the first",
        "mustRest LIST : the same",
        "initial LIST : all but the last",
        "mustInitial LIST : the same",
        "append LIST VALUE : with one more at the end",
        "mustAppend LIST VALUE : the same",
        "push LIST VALUE : the same",
        "mustPush LIST VALUE : the same",
        "prepend LIST VALUE : with one more at the beginning",
        "mustPrepend LIST VALUE : the same",
        "concat LIST... : all elements as one list",
        "reverse LIST : the other way round",
        "mustReverse LIST : the same",
        "uniq LIST : without what is there already",
        "mustUniq LIST : the same",
        "without LIST VALUE... : without these",
        "mustWithout LIST VALUE... : the same",
        "has VALUE LIST : true if it is among the elements",
        "mustHas VALUE LIST : the same",
        "compact LIST : without what is empty",
        "mustCompact LIST : the same",
        "mustSlice LIST [FROM] [TO] : a part, as slice",
        "chunk SIZE LIST : as lists of so many elements",
        "mustChunk SIZE LIST : the same");
  }

  @Override
  public @Nullable Object call(Call call) {
    String name = call.name();
    String plain =
        name.startsWith("must") ? Character.toLowerCase(name.charAt(4)) + name.substring(5) : name;
    return switch (plain) {
      case "list", "tuple" -> {
        call.budget().spendElements(call.count());
        yield new ArrayList<>(call.from(0));
      }
      case "first" -> call.list(0).isEmpty() ? null : call.list(0).getFirst();
      case "last" -> call.list(0).isEmpty() ? null : call.list(0).getLast();
      case "rest" -> part(call.list(0), 1, call.list(0).size());
      case "initial" -> part(call.list(0), 0, call.list(0).size() - 1);
      case "slice" -> slice(call);
      case "append", "push" -> with(call, call.list(0).size());
      case "prepend" -> with(call, 0);
      case "concat" -> concat(call);
      case "reverse" -> call.list(0).reversed();
      case "uniq" -> unique(call);
      case "without" -> without(call);
      case "has" -> call.any(1) != null && contains(call.list(1), call.any(0), call.budget());
      case "compact" -> compact(call);
      case "chunk" -> chunk(call);
      default -> throw call.unknown();
    };
  }

  private static List<@Nullable Object> part(List<@Nullable Object> list, int from, int to) {
    return list.isEmpty() ? list : Collections.unmodifiableList(list.subList(from, to));
  }

  private static List<@Nullable Object> slice(Call call) {
    List<@Nullable Object> list = call.list(0);
    int from = call.count() > 1 ? call.whole(1, 0, list.size()) : 0;
    int to = call.count() > 2 ? call.whole(2, from, list.size()) : list.size();
    return part(list, from, to);
  }

  private static List<@Nullable Object> with(Call call, int at) {
    List<@Nullable Object> list = new ArrayList<>(call.list(0));
    call.budget().spendElements(list.size() + 1L);
    list.add(at, call.any(1));
    return list;
  }

  private static List<@Nullable Object> concat(Call call) {
    List<@Nullable Object> all = new ArrayList<>();
    for (int i = 0; i < call.count(); i++) {
      call.budget().spendElements(all.size() + (long) call.list(i).size());
      all.addAll(call.list(i));
    }
    return all;
  }

  private static boolean contains(
      List<@Nullable Object> list, @Nullable Object value, Budget budget) {
    for (Object element : list) {
      if (Comparison.same(element, value, budget)) {
        return true;
      }
    }
    return false;
  }

  private static List<@Nullable Object> unique(Call call) {
    List<@Nullable Object> kept = new ArrayList<>();
    for (Object element : call.list(0)) {
      if (!contains(kept, element, call.budget())) {
        kept.add(element);
      }
    }
    return kept;
  }

  private static List<@Nullable Object> without(Call call) {
    List<@Nullable Object> omitted = call.from(1);
    List<@Nullable Object> kept = new ArrayList<>();
    for (Object element : call.list(0)) {
      if (!contains(omitted, element, call.budget())) {
        kept.add(element);
      }
    }
    return kept;
  }

  private static List<@Nullable Object> compact(Call call) {
    List<@Nullable Object> kept = new ArrayList<>();
    for (Object element : call.list(0)) {
      if (Kind.isTrue(element)) {
        kept.add(element);
      }
    }
    return kept;
  }

  private static List<@Nullable Object> chunk(Call call) {
    int size = call.whole(0, 1, Budget.MAX_ELEMENTS);
    List<@Nullable Object> list = call.list(1);
    List<@Nullable Object> chunks = new ArrayList<>();
    for (int at = 0; at < list.size(); at += size) {
      chunks.add(part(list, at, Math.min(at + size, list.size())));
    }
    return chunks;
  }
}
