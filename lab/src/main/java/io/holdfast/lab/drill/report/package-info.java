/**
 * What came of a drill, for people: a table for a terminal, a page for a browser. Pure functions
 * over the values of a drill, which are all it may use; entries: {@link
 * io.holdfast.lab.drill.report.ResultTable} and {@link io.holdfast.lab.drill.report.ReportPage}.
 */
@NullMarked
package io.holdfast.lab.drill.report;

import org.jspecify.annotations.NullMarked;
