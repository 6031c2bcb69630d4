package io.holdfast.config.template.tree;

/**
 * One thing that is wrong in a template.
 *
 * @param at where in its text, in UTF-16 units from 0
 * @param message what is wrong and, where it can be known, what to write instead
 */
public record Trouble(int at, String message) {}
