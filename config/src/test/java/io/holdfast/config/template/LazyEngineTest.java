package io.holdfast.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The early start of a node must not pay for what it does not use. */
class LazyEngineTest {
  /** Loads the classes of configurations anew and notes their names. */
  private static final class Noting extends ClassLoader {
    final List<String> loaded = new ArrayList<>();

    Noting() {
      super(LazyEngineTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("io.holdfast.config.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (@Nullable InputStream stream = getResourceAsStream(file)) {
        if (stream == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = stream.readAllBytes();
        loaded.add(name);
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static List<String> loadedFor(String text) throws Exception {
    Noting loader = new Noting();
    Class<?> origin = loader.loadClass(Origin.class.getName());
    Class<?> delimiters = loader.loadClass(Delimiters.class.getName());
    loader
        .loadClass(Template.class.getName())
        .getMethod("parse", String.class, origin, delimiters)
        .invoke(
            null,
            text,
            origin.getMethod("file", String.class).invoke(null, "t"),
            delimiters.getField("BRACES").get(null));
    return loader.loaded;
  }

  @Test
  void text_without_a_delimiter_loads_nothing_of_the_engine() throws Exception {
    assertThat(loadedFor("plain }} text"))
        .isNotEmpty()
        // The exceptions that it catches are looked at when a method is verified.
        .filteredOn(name -> !name.endsWith("Exception"))
        .noneMatch(name -> name.contains(".function.") || name.contains(".tree."));
    assertThat(loadedFor("a {{ 1 }}")).anyMatch(name -> name.contains(".tree.Parser"));
  }
}
