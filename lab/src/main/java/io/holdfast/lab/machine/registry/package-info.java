/**
 * The machines a user has running in the lab, on record for his other commands. It may use {@code
 * io.holdfast.lab.machine} and the packages beside it. Entry: {@link
 * io.holdfast.lab.machine.registry.LabRegistry}.
 */
@NullMarked
package io.holdfast.lab.machine.registry;

import org.jspecify.annotations.NullMarked;
