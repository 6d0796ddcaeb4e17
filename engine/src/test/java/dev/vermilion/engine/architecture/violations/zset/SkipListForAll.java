package dev.vermilion.engine.architecture.violations.zset;

/** Breaks: encodings stay in their room. */
public class SkipListForAll {}
