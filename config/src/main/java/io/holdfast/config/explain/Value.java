package io.holdfast.config.explain;

import io.holdfast.config.yaml.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a merged configuration. */
sealed interface Value {
  Place place();

  /** One text, and what it overrode, the latest first. */
  record Single(String text, Place place, List<Setting.Earlier> overrode) implements Value {
    public Single {
      overrode = List.copyOf(overrode);
    }

    /** The same in the place of what was there before. */
    Single over(Value before) {
      List<Setting.Earlier> all = new ArrayList<>();
      switch (before) {
        case Single single -> {
          all.add(new Setting.Earlier(single.text(), single.place()));
          all.addAll(single.overrode());
        }
        case Items items -> all.add(new Setting.Earlier("a list", items.place()));
        case Keys keys -> all.add(new Setting.Earlier("a mapping", keys.place()));
      }
      return new Single(text, place, all);
    }
  }

  /** A list, whose items come from all documents. */
  record Items(List<Value> items, Place place) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A mapping, in the order in which its keys were first met. */
  record Keys(Map<String, Value> values, Place place) implements Value {
    public Keys {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    Keys(Map<String, Value> values) {
      this(values, Place.startOf(""));
    }
  }
}
