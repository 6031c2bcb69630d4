package io.holdfast.config.yaml;

/** A value and where it was declared. */
public record Placed<T>(T value, Place place) {}
