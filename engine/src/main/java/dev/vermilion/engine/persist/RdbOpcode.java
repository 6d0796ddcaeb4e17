package dev.vermilion.engine.persist;

/** The bytes that stand in an RDB file where a type could, and say something else. */
final class RdbOpcode {

    static final int SLOT = 244;
    static final int FUNCTION = 245;
    static final int FUNCTION_EARLY = 246;
    static final int MODULE = 247;
    static final int IDLE = 248;
    static final int FREQUENCY = 249;
    static final int AUX = 250;
    static final int SIZES = 251;
    static final int EXPIRE_MILLIS = 252;
    static final int EXPIRE_SECONDS = 253;
    static final int SELECT = 254;
    static final int END = 255;

    private RdbOpcode() {}
}
