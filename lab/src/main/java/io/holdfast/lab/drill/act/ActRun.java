package io.holdfast.lab.drill.act;

/**
 * One pass through an act.
 *
 * @param title for people, unique within the act
 * @param breakage what is done
 * @param expectation what must come of it
 */
public record ActRun(String title, Breakage breakage, Expectation expectation) {}
