/**
 * What a node knows of a failed trial: the reason, the culprit, the check's output, the journal's
 * last lines and the kernel's record, all bounded and made safe to print. It may use the rooms
 * {@code release} and {@code host}, and nothing else of {@code node}. Main entries: {@link
 * io.holdfast.node.evidence.EvidenceFolder} keeps it, {@link
 * io.holdfast.node.evidence.EvidenceCollector} gathers it.
 */
@NullMarked
package io.holdfast.node.evidence;

import org.jspecify.annotations.NullMarked;
