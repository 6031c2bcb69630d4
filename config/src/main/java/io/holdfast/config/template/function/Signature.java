package io.holdfast.config.template.function;

/**
 * How a function is called.
 *
 * @param name its name
 * @param parameters as the documents show them: {@code [X]} may be left out, {@code X...} may be
 *     any number
 * @param least fewest arguments
 * @param most most arguments
 * @param asks true if it may be given a field that is not there, since it asks about that
 * @param says what it does, in a few words
 */
public record Signature(
    String name, String parameters, int least, int most, boolean asks, String says) {

  /**
   * Reads {@code name A [B] C... : what it does}; a question mark after the name means that it asks
   * whether a value is there.
   */
  static Signature parse(String line) {
    int colon = line.indexOf(" : ");
    String[] words = line.substring(0, colon).split(" ");
    boolean asks = words[0].endsWith("?");
    int least = 0;
    int most = 0;
    StringBuilder parameters = new StringBuilder();
    for (int i = 1; i < words.length; i++) {
      parameters.append(i == 1 ? "" : " ").append(words[i]);
      if (words[i].endsWith("...")) {
        most = Integer.MAX_VALUE;
      } else {
        least += words[i].startsWith("[") ? 0 : 1;
        most += most == Integer.MAX_VALUE ? 0 : 1;
      }
    }
    return new Signature(
        asks ? words[0].substring(0, words[0].length() - 1) : words[0],
        parameters.toString(),
        least,
        most,
        asks,
        line.substring(colon + 3));
  }

  /** The call as the documents show it. */
  public String synopsis() {
    return parameters.isEmpty() ? name : name + " " + parameters;
  }

  void checkCount(int count) {
    if (count < least || count > most) {
      String wants =
          least == most
              ? "" + least
              : most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
      throw new RefusedException(
          name + " takes " + wants + " (" + synopsis() + "), and got " + count);
    }
  }
}
