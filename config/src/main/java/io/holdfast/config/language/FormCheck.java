package io.holdfast.config.language;

import io.holdfast.config.language.Form.Any;
import io.holdfast.config.language.Form.Breach;
import io.holdfast.config.language.Form.Bytes;
import io.holdfast.config.language.Form.Flag;
import io.holdfast.config.language.Form.ListOf;
import io.holdfast.config.language.Form.MapOf;
import io.holdfast.config.language.Form.Mapping;
import io.holdfast.config.language.Form.Mode;
import io.holdfast.config.language.Form.OneOf;
import io.holdfast.config.language.Form.Text;
import io.holdfast.config.language.Form.Time;
import io.holdfast.config.language.Form.WholeNumber;
import io.holdfast.config.template.Delimiters;
import io.holdfast.config.template.Origin;
import io.holdfast.config.template.Template;
import io.holdfast.config.template.TemplateException;
import io.holdfast.config.yaml.Nearest;
import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Problem;
import io.holdfast.config.yaml.Quoted;
import io.holdfast.config.yaml.ScalarForm;
import io.holdfast.config.yaml.ScalarText;
import io.holdfast.config.yaml.YamlMapping;
import io.holdfast.config.yaml.YamlNode;
import io.holdfast.config.yaml.YamlScalar;
import io.holdfast.config.yaml.YamlSequence;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Compares a document with the forms of the language. What stands below a key that is not supported
 * is checked for mistakes, but not reported once more. For one document.
 */
final class FormCheck {
  private final Findings findings;

  /** How many keys that are not supported the value at hand stands in. */
  private int unsupported;

  /** Whether the value at hand is one that its author has yet to write. */
  private boolean atGap;

  FormCheck(Findings findings) {
    this.findings = findings;
  }

  /** The whole of a document. */
  void file(YamlMapping root) {
    mapping(root, Language.file());
  }

  private void value(String name, YamlNode node, Form form) {
    if (node.isNull()) {
      return;
    }
    switch (form) {
      case Any _ -> templates(node);
      case ListOf list -> list(name, node, list);
      case MapOf map -> map(name, node, map);
      case Mapping mapping -> {
        if (node instanceof YamlMapping keys) {
          mapping(keys, mapping);
        } else {
          kind(name, node, "a mapping of keys");
        }
      }
      case OneOf oneOf -> oneOf(name, node, oneOf);
      case Text text -> scalar(name, node, scalar -> text(name, scalar, text));
      case Flag _ -> scalar(name, node, ScalarForm::flag);
      case WholeNumber n -> scalar(name, node, s -> ScalarForm.number(s, n.least(), n.most()));
      case Mode _ -> scalar(name, node, ScalarForm::mode);
      case Bytes b -> scalar(name, node, s -> ScalarForm.bytes(s, b.least(), b.most()));
      case Time time -> scalar(name, node, s -> time(s, time));
    }
  }

  private void mapping(YamlMapping node, Mapping form) {
    int before = findings.errors();
    for (String name : node.keys()) {
      form.find(name)
          .ifPresentOrElse(key -> known(node, name, key), () -> unknown(node, name, form));
    }
    for (String name : form.missing(node)) {
      findings.error(
          node.keys().contains(name) ? node.placeOf(name) : node.place(),
          form.what()
              + " needs '"
              + name
              + "'"
              + (node.keys().contains(name) ? ", which has no value here" : ""));
    }
    if (findings.errors() == before) {
      form.look().at(node, findings);
    }
  }

  private void known(YamlMapping node, String name, Key key) {
    boolean isNoted = note(node.placeOf(name), name, key.support());
    unsupported += isNoted ? 1 : 0;
    int before = findings.errors();
    node.find(name)
        .ifPresent(
            value -> {
              value(name, value, key.form());
              if (findings.errors() == before) {
                key.look().at(value, findings);
              }
            });
    unsupported -= isNoted ? 1 : 0;
  }

  /** True if the key has no effect. */
  private boolean note(Place place, String name, Support support) {
    switch (support) {
      case Support.Supported _ -> {
        return false;
      }
      case Support.Unsupported no -> note(place, name, no.reason(), no.instead());
      case Support.RefusedAtRunTime no -> note(place, name, no.reason(), no.instead());
    }
    return true;
  }

  private void note(Place place, String name, String reason, String instead) {
    if (unsupported == 0) {
      findings.unsupported(
          place,
          "'"
              + name
              + "' "
              + reason
              + (instead.isEmpty() ? "" : "; use " + instead.replace('`', '\'') + " instead"));
    }
  }

  private void unknown(YamlMapping node, String name, Mapping form) {
    Place place = node.placeOf(name);
    switch (form.others()) {
      case REFUSED -> findings.error(place, "unknown key " + Quoted.of(name) + hint(name, form));
      case STAGES -> {
        stage(place, name, form);
        node.find(name).ifPresent(value -> value(name, value, form.keys().getFirst().form()));
      }
      case BELONG_TO_OTHERS -> {
        if (!findings.isFull() && Nearest.slipOf(name, form.names()).isPresent()) {
          findings.error(place, "unknown key " + Quoted.of(name) + hint(name, form));
        } else {
          findings.unsupported(
              place, "Holdfast and Kairos do not know " + Quoted.of(name) + where(name));
        }
        node.find(name).ifPresent(this::templates);
      }
    }
  }

  private void stage(Place place, String name, Mapping form) {
    if (name.startsWith("provider-")) {
      findings.unsupported(
          place,
          "stage " + Quoted.of(name) + " is a provider's of Kairos, and nothing runs it here");
    } else {
      findings.warning(
          place,
          "there is no stage "
              + Quoted.of(name)
              + ", so nothing runs it but 'holdfast stage run'"
              + hint(name, form));
    }
  }

  /** Where a key of this name would belong, if it stands at the wrong place. */
  private String where(String name) {
    for (String place : List.of("install", "upgrade", "reset")) {
      if (!findings.isFull() && isBelow(place, name)) {
        return " here; it belongs below '" + place + "'";
      }
    }
    return "; if a bundle or a program of yours reads it, write a file with 'write_files' instead";
  }

  private static boolean isBelow(String place, String name) {
    return Language.file()
        .find(place)
        .map(Key::form)
        .filter(form -> form instanceof Mapping mapping && mapping.find(name).isPresent())
        .isPresent();
  }

  private String hint(String name, Mapping form) {
    return hint(name, form.names());
  }

  /** Empty once nothing more is kept: looking is the dearest part of a bad file. */
  private String hint(String name, Collection<String> names) {
    return findings.isFull()
        ? ""
        : Nearest.of(name, names).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  private void list(String name, YamlNode node, ListOf form) {
    if (node instanceof YamlSequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item.isNull()) {
          findings.error(item.place(), "an item of '" + name + "' has no value");
        } else {
          value(name, item, form.item());
        }
      }
    } else {
      kind(name, node, "a list");
    }
  }

  private void map(String name, YamlNode node, MapOf form) {
    if (!(node instanceof YamlMapping mapping)) {
      kind(name, node, "a mapping of keys");
      return;
    }
    for (String key : mapping.keys()) {
      try {
        if (!Templates.isIn(key)) {
          form.names().rule().demand(key);
        }
      } catch (IllegalArgumentException e) {
        breach(form.names(), mapping.placeOf(key), String.valueOf(e.getMessage()));
      }
      mapping.find(key).ifPresent(value -> value(key, value, form.value()));
    }
  }

  private void oneOf(String name, YamlNode node, OneOf form) {
    for (Form one : form.forms()) {
      if (fits(node, one)) {
        value(name, node, one);
        return;
      }
    }
    kind(name, node, String.join(" or ", form.forms().stream().map(FormCheck::kindOf).toList()));
  }

  private static boolean fits(YamlNode node, Form form) {
    return switch (form) {
      case ListOf _ -> node instanceof YamlSequence;
      case MapOf _, Mapping _ -> node instanceof YamlMapping;
      case Any _ -> true;
      default -> node instanceof YamlScalar;
    };
  }

  private static String kindOf(Form form) {
    return switch (form) {
      case ListOf _ -> "a list";
      case MapOf _, Mapping _ -> "a mapping of keys";
      default -> "one value";
    };
  }

  private void scalar(String name, YamlNode node, Consumer<YamlScalar> form) {
    if (!(node instanceof YamlScalar scalar)) {
      kind(name, node, "one value");
      return;
    }
    if (Templates.isIn(scalar.text())) {
      templates(scalar);
      return;
    }
    if (Templates.isGap(scalar.text())) {
      gap(scalar, form);
      return;
    }
    try {
      form.accept(scalar);
    } catch (IllegalArgumentException e) {
      findings.error(scalar.place(), "'" + name + "': " + e.getMessage());
    }
  }

  /** A gap is a fault where a node could do nothing with it, and elsewhere a likely one. */
  private void gap(YamlScalar scalar, Consumer<YamlScalar> form) {
    String message = Quoted.of(scalar.text()) + " looks like a gap that is to be filled in";
    atGap = true;
    try {
      form.accept(scalar);
      findings.warning(scalar.place(), message);
    } catch (IllegalArgumentException e) {
      findings.error(scalar.place(), message);
    } finally {
      atGap = false;
    }
  }

  private void text(String name, YamlScalar scalar, Text form) {
    List<String> choices = form.choices();
    if (!choices.isEmpty() && !choices.contains(scalar.text())) {
      throw new IllegalArgumentException(
          Quoted.of(scalar.text())
              + " is none of "
              + String.join(", ", choices.stream().filter(c -> !c.isEmpty()).toList())
              + hint(scalar.text(), choices));
    }
    try {
      form.rule().demand(scalar.text());
    } catch (IllegalArgumentException e) {
      breach(form, scalar.place(), "'" + name + "': " + e.getMessage());
    }
  }

  private void breach(Text form, Place place, String message) {
    if (atGap && form.breach() == Breach.ERROR) {
      throw new IllegalArgumentException(message);
    }
    if (form.breach() == Breach.ERROR) {
      findings.error(place, message);
    } else {
      findings.warning(place, message);
    }
  }

  private static void time(YamlScalar scalar, Time form) {
    Duration duration = ScalarForm.duration(scalar);
    if (duration.compareTo(form.least()) < 0 || duration.compareTo(form.most()) > 0) {
      throw new IllegalArgumentException(
          Quoted.of(scalar.text())
              + " is not from "
              + ScalarText.duration(form.least())
              + " to "
              + ScalarText.duration(form.most()));
    }
  }

  /** What is below is not ours; only templates have to be some, for a node fills in all of them. */
  private void templates(YamlNode node) {
    switch (node) {
      case YamlMapping mapping ->
          mapping.keys().forEach(key -> mapping.find(key).ifPresent(this::templates));
      case YamlSequence sequence -> sequence.items().forEach(this::templates);
      case YamlScalar scalar -> {
        if (Templates.unbalanced(scalar.text()) >= 0) {
          findings.error(
              scalar.place(), "a template begins with '{{' and does not end; close it with '}}'");
        } else if (Templates.isIn(scalar.text())) {
          template(scalar);
        }
      }
    }
  }

  /** Its grammar and its functions; which fields there are, only a machine knows. */
  private void template(YamlScalar scalar) {
    try {
      Template.parse(scalar.text(), Origin.at(scalar.place()), Delimiters.BRACES);
    } catch (TemplateException e) {
      for (Problem problem : e.problems()) {
        findings.error(problem.place(), problem.message());
      }
    }
  }

  private void kind(String name, YamlNode node, String demanded) {
    findings.error(node.place(), "'" + name + "' must be " + demanded + ", not " + node.kind());
  }
}
