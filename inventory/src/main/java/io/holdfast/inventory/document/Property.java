package io.holdfast.inventory.document;

/** What CycloneDX has no field for, as properties in a namespace of Holdfast's own. Stateless. */
final class Property {
  static final String ARCHITECTURE = "holdfast:architecture";
  static final String ECOSYSTEM = "holdfast:ecosystem";
  static final String KIND = "holdfast:kind";
  static final String LOCATION = "holdfast:location";
  static final String SOURCE = "holdfast:source";
  static final String SOURCE_VERSION = "holdfast:sourceVersion";

  private Property() {}
}
