package io.holdfast.config.action;

import io.holdfast.config.yaml.Place;
import io.holdfast.config.yaml.Quoted;

/**
 * The files of a container image, laid into a folder.
 *
 * @param source as the configuration names it: {@link io.holdfast.config.container.ImageName}
 * @param platform such as {@code linux/arm64}; empty for the machine's own
 */
public record UnpackImage(String source, TargetPath target, String platform, Place place)
    implements Action {

  @Override
  public String describe() {
    return "unpack " + Quoted.of(source) + " into " + target;
  }
}
