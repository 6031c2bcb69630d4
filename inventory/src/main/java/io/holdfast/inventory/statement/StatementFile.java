package io.holdfast.inventory.statement;

import io.holdfast.release.json.JsonException;
import io.holdfast.release.trust.UntrustedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file of statements: one envelope, or one in each line. Stateless. */
public final class StatementFile {
  /** What fits into memory; a larger fleet is imported file by file. */
  private static final int MAX_STATEMENTS = 100_000;

  private StatementFile() {}

  /**
   * Reads all of them, or none.
   *
   * @throws UntrustedException if one is not signed as the keys want
   * @throws JsonException if one is no statement
   */
  public static List<NodeStatement> read(Path file, StatementKeys keys)
      throws IOException, UntrustedException, JsonException {
    List<NodeStatement> statements = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      StringBuilder pending = new StringBuilder();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        pending.append(line).append('\n');
        if (pending.length() > 4 * NodeStatement.MAX_BYTES) {
          throw new JsonException(file + " holds something longer than a statement");
        }
        // An envelope over several lines begins with a brace alone and ends with one alone.
        boolean whole =
            line.equals("}") || (line.startsWith("{") && line.endsWith("}") && !line.equals("{"));
        if (whole) {
          statements.add(keys.read(pending.toString().getBytes(StandardCharsets.UTF_8)));
          pending.setLength(0);
        }
        if (statements.size() > MAX_STATEMENTS) {
          throw new JsonException(
              file + " has more than " + MAX_STATEMENTS + " statements; split it");
        }
      }
      if (!pending.toString().isBlank()) {
        throw new JsonException(file + " ends inside a statement");
      }
    }
    return statements;
  }
}
