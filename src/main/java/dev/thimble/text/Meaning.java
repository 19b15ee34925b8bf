package dev.thimble.text;

/** What an entity means: two of one kind and key mean the same, whatever their places. */
record Meaning(EntityKind kind, String key) {
  Meaning(Entity entity) {
    this(entity.kind(), entity.key());
  }
}
