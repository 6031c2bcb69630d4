package io.holdfast.config.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Builds the tree of one document from the parser's events. Events rather than the library's own
 * tree, because that one recurses as deep as the document says and resolves each scalar by regular
 * expressions.
 */
final class TreeBuilder {
  /** No configuration nests deeper; each level is a frame on the stack. */
  static final int MAX_DEPTH = 32;

  /** Enough for every repeated block of a real configuration. */
  static final int MAX_ALIASES = 100;

  /** Counted as a reader meets them, with aliases followed: what one document may cost. */
  static final int MAX_NODES = 50_000;

  /** Characters; as the library has it. */
  private static final int LEAST_BUFFER = 1024;

  private static final String CORE_TAG = "tag:yaml.org,2002:";

  /** A finished node with an anchor, and what it counts for with its aliases followed. */
  private record Anchored(YamlNode node, int size) {}

  /** Never asked by the parser; the library's own ones compile regular expressions when loaded. */
  private static final class NoSchema implements Schema {
    @Override
    public ScalarResolver getScalarResolver() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
      return Map.of();
    }
  }

  /** Ends the reading of this document; its problem is already noted. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final String source;
  private final String text;
  private final Problems problems;
  private final @Nullable TextFill fill;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private int aliases;
  private int nodes;

  TreeBuilder(String source, String text, Problems problems, @Nullable TextFill fill) {
    this.source = source;
    this.text = text;
    this.problems = problems;
    this.fill = fill;
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new NoSchema())
            .setLabel(source)
            // All at once: the library copies what it holds whenever a long text outgrows its
            // buffer.
            .setBufferSize(Math.max(LEAST_BUFFER, text.length()))
            .build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  YamlNode build() {
    YamlNode root = new YamlScalar(Place.startOf(source), problems, "", true);
    try {
      boolean found = false;
      while (events.hasNext()) {
        Event event = events.next();
        if (event.getEventId() == Event.ID.DocumentStart) {
          if (found) {
            throw unreadable(placeOf(event), "a second document begins here; only one may be");
          }
          found = true;
        } else if (event instanceof NodeEvent node) {
          root = build(node, 1);
        }
      }
    } catch (Unreadable e) {
      // Its problem is noted; what was read before it stands.
    } catch (ReaderException e) {
      problems.add(placeOf(e.getPosition()), badCharacter(e.getCodePoint()));
    } catch (MarkedYamlEngineException e) {
      Place place =
          e.getProblemMark().or(e::getContextMark).map(this::placeOf).orElse(Place.startOf(source));
      problems.add(place, "not valid YAML: " + String.valueOf(e.getProblem()));
    } catch (YamlVersionException e) {
      problems.add(Place.startOf(source), "only YAML 1.x is read; leave the %YAML line out");
    } catch (YamlEngineException e) {
      problems.add(Place.startOf(source), "not valid YAML: " + e.getMessage());
    }
    return root;
  }

  private YamlNode build(NodeEvent event, int depth) throws Unreadable {
    Place place = placeOf(event);
    if (depth > MAX_DEPTH) {
      throw unreadable(place, "it is nested deeper than " + MAX_DEPTH + " levels");
    }
    if (event instanceof AliasEvent alias) {
      return follow(alias.getAlias().getValue(), place);
    }
    spend(1, place);
    int before = nodes;
    @Nullable String anchor = event.getAnchor().map(a -> a.getValue()).orElse(null);
    if (anchor != null) {
      open.add(anchor);
    }
    YamlNode node = buildOwn(event, place, depth);
    if (anchor != null) {
      open.remove(anchor);
      anchors.put(anchor, new Anchored(node, nodes - before + 1));
    }
    return node;
  }

  private YamlNode buildOwn(NodeEvent event, Place place, int depth) throws Unreadable {
    if (event instanceof ScalarEvent scalar) {
      boolean untyped = checkTag(scalar.getTag(), place);
      return scalar(scalar.getValue(), scalar.isPlain() && untyped, place);
    }
    checkTag(((CollectionStartEvent) event).getTag(), place);
    return event instanceof MappingStartEvent ? mapping(place, depth) : sequence(place, depth);
  }

  private YamlScalar scalar(String value, boolean plain, Place place) {
    if (fill == null || !value.contains(TextFill.BEGIN)) {
      return new YamlScalar(place, problems, value, plain);
    }
    String filled = fill.fill(value, place, problems);
    return filled == null
        // Problems of its own, which nobody hears.
        ? new YamlScalar(place, new Problems(), value, false)
        : new YamlScalar(place, problems, filled, plain);
  }

  private YamlNode sequence(Place place, int depth) throws Unreadable {
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(build((NodeEvent) event, depth + 1));
    }
    return new YamlSequence(place, problems, items);
  }

  private YamlNode mapping(Place place, int depth) throws Unreadable {
    Map<String, YamlMapping.Entry> entries = new LinkedHashMap<>();
    List<YamlNode> merged = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Place keyPlace = placeOf(event);
      if (!(event instanceof ScalarEvent scalar)) {
        throw unreadable(
            keyPlace, "a key must be plain text, neither a list, a mapping nor an alias");
      }
      spend(1, keyPlace);
      checkTag(scalar.getTag(), keyPlace);
      String key = scalar.getValue();
      YamlNode value = build((NodeEvent) events.next(), depth + 1);
      if (key.equals("<<") && scalar.isPlain()) {
        merged.add(value);
      } else {
        put(entries, key, new YamlMapping.Entry(keyPlace, value));
      }
    }
    // Last, for a mapping's own keys come before those that it takes over, wherever they stand.
    for (YamlNode source : merged) {
      merge(entries, source);
    }
    return new YamlMapping(place, problems, entries);
  }

  private void put(Map<String, YamlMapping.Entry> entries, String key, YamlMapping.Entry entry) {
    if (key.isEmpty()) {
      problems.add(entry.keyPlace(), "a key is empty");
      return;
    }
    YamlMapping.Entry first = entries.putIfAbsent(key, entry);
    if (first != null) {
      problems.add(
          entry.keyPlace(),
          "key " + Quoted.of(key) + " is there already, on line " + first.keyPlace().line());
    }
  }

  /** Merge keys of YAML 1.1: a mapping or a list of them, of which the first one counts. */
  private void merge(Map<String, YamlMapping.Entry> entries, YamlNode source) throws Unreadable {
    if (source instanceof YamlMapping mapping) {
      spend(mapping.entries().size(), source.place());
      mapping.entries().forEach(entries::putIfAbsent);
    } else if (source instanceof YamlSequence list
        && list.items().stream().allMatch(TreeBuilder::isMapping)) {
      for (YamlNode item : list.items()) {
        merge(entries, item);
      }
    } else {
      problems.add(source.place(), "'<<' takes over the keys of a mapping, not " + source.kind());
    }
  }

  private static boolean isMapping(YamlNode node) {
    return node instanceof YamlMapping;
  }

  private YamlNode follow(String name, Place place) throws Unreadable {
    if (open.contains(name)) {
      throw unreadable(place, "alias " + Quoted.of("*" + name) + " stands inside what it repeats");
    }
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw unreadable(place, "alias " + Quoted.of("*" + name) + " has no anchor before it");
    }
    aliases++;
    if (aliases > MAX_ALIASES) {
      throw unreadable(place, "it has more than " + MAX_ALIASES + " aliases");
    }
    spend(anchored.size(), place);
    return anchored.node();
  }

  private void spend(int count, Place place) throws Unreadable {
    nodes += count;
    if (nodes > MAX_NODES) {
      throw unreadable(
          place, "with its aliases followed it has more than " + MAX_NODES + " values");
    }
  }

  /** True if the scalar may be read by its form; false if its tag makes it a string. */
  private boolean checkTag(Optional<String> tag, Place place) {
    if (tag.isEmpty()) {
      return true;
    }
    String name = tag.get();
    return switch (name) {
      case "!", CORE_TAG + "str" -> false;
      case CORE_TAG + "int",
          CORE_TAG + "float",
          CORE_TAG + "bool",
          CORE_TAG + "null",
          CORE_TAG + "seq",
          CORE_TAG + "map" ->
          true;
      case CORE_TAG + "binary" -> {
        problems.add(
            place, "the tag '!!binary' is not supported; for a file, use 'encoding: b64' instead");
        yield false;
      }
      default -> {
        problems.add(place, "the tag " + Quoted.of(name) + " is not supported; leave it out");
        yield false;
      }
    };
  }

  private Unreadable unreadable(Place place, String message) {
    problems.add(place, message);
    return new Unreadable();
  }

  private static String badCharacter(int codePoint) {
    return "the character U+"
        + Quoted.hex4((char) codePoint).toUpperCase(Locale.ROOT)
        + " is not allowed in YAML";
  }

  private Place placeOf(Event event) {
    return event.getStartMark().map(this::placeOf).orElse(Place.startOf(source));
  }

  private Place placeOf(Mark mark) {
    return new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** The place of the character after so many others. */
  private Place placeOf(int position) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < Math.min(position, text.length()); i++) {
      column++;
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      }
    }
    return new Place(source, line, column);
  }
}
