package dev.vermilion.engine.config;

/** The letters of {@code notify-keyspace-events}. */
final class KeyspaceLetters {

    private static final String CLASSES = "g$lshzxetda";

    private KeyspaceLetters() {}

    /** The letters once each, in the order of CONFIG GET, all classes as {@code A}. */
    static String inOrder(String letters) {
        boolean all = letters.contains("A") || CLASSES.chars().allMatch(each -> letters.indexOf(each) >= 0);
        StringBuilder shown = new StringBuilder();
        for (char each : (all ? "AnocKEm" : CLASSES + "nocKEm").toCharArray()) {
            if (each == 'A' || letters.indexOf(each) >= 0) {
                shown.append(each);
            }
        }
        return shown.toString();
    }
}
