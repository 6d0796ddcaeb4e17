package dev.vermilion.engine.config;

import java.util.Set;

/**
 * A directive: its name, its default, the form of its values, and how it may be used. Immutable once the table is built.
 */
final class Parameter {

    /** Texts that are empty by default, and that CONFIG REWRITE writes even so. */
    private static final Set<String> KEEPS_EMPTY =
            Set.of("aclfile", "ignore-warnings", "locale-collate", "logfile", "notify-keyspace-events");

    private final String name;
    private final String defaultValue;
    private final Form form;
    private String alias = "";
    private boolean fixed;
    private boolean guarded;
    private boolean secret;
    private boolean hidden;
    private boolean severalWords;
    private boolean memory;
    private boolean text;

    private Parameter(String name, String defaultValue, Form form) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.form = form;
    }

    static Parameter parameter(String name, String defaultValue, Form form) {
        return new Parameter(name, defaultValue, form);
    }

    static Parameter yesNo(String name, boolean defaultValue) {
        return new Parameter(name, defaultValue ? "yes" : "no", Form.yesNo());
    }

    static Parameter number(String name, long defaultValue, long least, long most) {
        return new Parameter(name, Long.toString(defaultValue), Form.number(least, most));
    }

    static Parameter memory(String name, long defaultValue, long least, long most) {
        return new Parameter(name, Long.toString(defaultValue), Form.memory(least, most)).inBytes();
    }

    static Parameter text(String name, String defaultValue) {
        return text(name, defaultValue, Form.text());
    }

    static Parameter text(String name, String defaultValue, Form form) {
        Parameter text = new Parameter(name, defaultValue, form);
        text.text = true;
        return text;
    }

    /** One of {@code choices}. */
    static Parameter choice(String name, String defaultValue, String... choices) {
        return new Parameter(name, defaultValue, Form.choice(choices));
    }

    /** It has an older name too. */
    Parameter alias(String alias) {
        this.alias = alias;
        return this;
    }

    /** It can be set at start only. */
    Parameter fixed() {
        fixed = true;
        return this;
    }

    /** CONFIG SET changes it only where enable-protected-configs allows that. */
    Parameter guarded() {
        guarded = true;
        return this;
    }

    /** Its value is shown to nobody but CONFIG GET. */
    Parameter secret() {
        secret = true;
        return this;
    }

    /** Patterns of CONFIG GET do not find it. */
    Parameter hidden() {
        hidden = true;
        return this;
    }

    /** Its value is a number of bytes, which may be written with a unit. */
    Parameter inBytes() {
        memory = true;
        return this;
    }

    /** Its value may have any number of words. */
    Parameter severalWords() {
        severalWords = true;
        return this;
    }

    String name() {
        return name;
    }

    /** The one of its names that {@code wanted} is in any case. */
    String nameLike(String wanted) {
        return wanted.equalsIgnoreCase(alias) ? alias : name;
    }

    String alias() {
        return alias;
    }

    String defaultValue() {
        return defaultValue;
    }

    Form form() {
        return form;
    }

    boolean isFixed() {
        return fixed;
    }

    boolean isGuarded() {
        return guarded;
    }

    boolean isSecret() {
        return secret;
    }

    boolean isHidden() {
        return hidden;
    }

    boolean hasSeveralWords() {
        return severalWords;
    }

    boolean isMemory() {
        return memory;
    }

    boolean isText() {
        return text;
    }

    /** True if a file that says nothing of it is what says that it is empty. */
    boolean isAbsentIfEmpty() {
        return text && defaultValue.isEmpty() && !KEEPS_EMPTY.contains(name) || name.equals("replicaof");
    }
}
