package io.holdfast.node.withdrawal;

/**
 * A way that was begun.
 *
 * @param words what became of it, a clause for people
 * @param restart whether the machine is to be restarted for it now
 */
public record Taken(String words, boolean restart) {}
