package dev.vermilion.engine.config;

/**
 * A directive: its name, its default, the form of its values, and how it may be used. Immutable once the table is built.
 */
final class Parameter {

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
        Parameter memory = new Parameter(name, Long.toString(defaultValue), Form.memory(least, most));
        memory.memory = true;
        return memory;
    }

    static Parameter text(String name, String defaultValue) {
        return new Parameter(name, defaultValue, Form.text());
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

    /** Its value may have any number of words. */
    Parameter severalWords() {
        severalWords = true;
        return this;
    }

    String name() {
        return name;
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
}
