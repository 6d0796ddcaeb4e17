package dev.vermilion.engine.acl;

import dev.vermilion.engine.resp.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The file of users, which the directive {@code aclfile} names: a line {@code user name rules} for each. */
final class UserFile {

    private static final String NOTHING_CHANGED =
            "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";

    private final Path path;
    private final String shown;
    private final Rules rules;

    /**
     * A file that need not be there.
     *
     * @param shown its name in errors
     */
    UserFile(Path path, String shown, Rules rules) {
        this.path = path;
        this.shown = shown;
        this.rules = rules;
    }

    /**
     * The users of the file, by name.
     *
     * @throws RuleException with all errors that are in it
     */
    NavigableMap<String, AclUser> load() {
        NavigableMap<String, AclUser> users = new TreeMap<>();
        StringBuilder errors = new StringBuilder();
        int number = 0;
        for (String line : read().split("\n", -1)) {
            number++;
            String text = line.replaceAll("^[ \t\r]+|[ \t\r]+$", "");
            if (!text.isEmpty()) {
                line(number, List.of(text.split(" ", -1)), users, errors);
            }
        }
        if (!errors.isEmpty()) {
            throw RuleException.of(errors + NOTHING_CHANGED);
        }
        return users;
    }

    private String read() {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw unreadable("No such file or directory");
        } catch (AccessDeniedException e) {
            throw unreadable("Permission denied");
        } catch (IOException e) {
            throw unreadable(String.valueOf(e.getMessage()));
        }
    }

    private RuleException unreadable(String reason) {
        return RuleException.of("Error loading ACLs, opening file '" + shown + "': " + reason);
    }

    private void line(int number, List<String> words, Map<String, AclUser> users, StringBuilder errors) {
        String place = shown + ":" + number;
        if (!words.get(0).equals("user") || words.size() < 2) {
            errors.append(place).append(" should start with user keyword followed by the username. ");
            return;
        }
        String name = words.get(1);
        if (Rules.hasSpaces(Slice.of(name), 0)) {
            errors.append("'" + place + ": username '" + name + "' contains invalid characters. ");
            return;
        }
        AclUser user = rules.newUser(name);
        if (users.putIfAbsent(name, user) != null) {
            errors.append("WARNING: Duplicate user '" + name + "' found on line " + number + ". ");
            return;
        }
        List<Slice> merged = Rules.merge(words.stream().skip(2).map(Slice::of).toList());
        if (merged == null) {
            errors.append(place).append(": Unmatched parenthesis in selector definition.");
            return;
        }
        apply(user, merged, place, errors);
    }

    /** All names that are unknown are told, and the first of the other errors: those that follow may come from it. */
    private void apply(AclUser user, List<Slice> words, String place, StringBuilder errors) {
        boolean told = false;
        for (Slice each : words) {
            Slice word = Slice.of(each.toString().replaceAll("^[\t\r]+|[\t\r]+$", ""));
            try {
                rules.apply(user, word);
            } catch (RuleException e) {
                if (e.isUnknownName()) {
                    errors.append(place + ": Error in applying operation '" + word + "': " + e.text() + ". ");
                } else if (!told) {
                    errors.append(place + ": " + e.text() + ". ");
                    told = true;
                }
            }
        }
    }

    /** Writes {@code users}; who reads the file sees all of the old or all of the new one. */
    void save(Iterable<AclUser> users) throws IOException {
        List<String> lines = new ArrayList<>();
        users.forEach(each -> lines.add(each.line() + "\n"));
        Path target = path.toAbsolutePath();
        Path temporary = Files.createTempFile(target.getParent(), String.valueOf(target.getFileName()), ".tmp");
        try {
            Files.writeString(temporary, String.join("", lines));
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
