/**
 * From a recipe to a release: base, tree, root image, unified kernel images, manifest. Each step is
 * kept by the fingerprint of its inputs. It may use recipes, tools and keys of this module and the
 * formats of module release; entry: {@link io.holdfast.image.build.ReleaseBuilder}.
 */
@NullMarked
package io.holdfast.image.build;

import org.jspecify.annotations.NullMarked;
