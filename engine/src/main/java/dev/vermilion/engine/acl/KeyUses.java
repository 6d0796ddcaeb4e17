package dev.vermilion.engine.acl;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.resp.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The keys of a call, and what is done with them. Found when they are first asked for. */
final class KeyUses {

    static final int READ = 1;
    static final int WRITE = 2;

    private static final Set<String> SORTS = Set.of("SORT", "SORT_RO");
    private static final Set<String> STORES_PLACES = Set.of("GEORADIUS", "GEORADIUSBYMEMBER");

    private final Command command;
    private final Request words;
    private int[] found = {};
    private int count = -1;

    KeyUses(Command command, Request words) {
        this.command = command;
        this.words = words;
    }

    /** Number of keys; one that is named twice counts twice. */
    int count() {
        if (count < 0) {
            count = 0;
            find();
        }
        return count;
    }

    /** Index of the word that is the key number {@code i}. */
    int at(int i) {
        return found[i] >> 2;
    }

    /** What is done with key number {@code i}: {@link #READ}, {@link #WRITE}, both or none. */
    int access(int i) {
        return found[i] & (READ | WRITE);
    }

    private void find() {
        if (SORTS.contains(command.name())) {
            ofSort();
            return;
        }
        if (command.name().equals("MIGRATE")) {
            ofMigrate();
            return;
        }
        if (!command.keySpecs().stream().allMatch(each -> each.fits(words))) {
            return; // there are fewer words than it says keys: the command will refuse it
        }
        boolean places = STORES_PLACES.contains(command.name());
        for (KeySpec spec : command.keySpecs()) {
            List<String> flags = command.keyFlags(spec, words);
            String keyword = spec.keyword();
            if (places && keyword != null) {
                behindEvery(keyword, spec.begin());
            } else if (!flags.contains("NOT_KEY")) {
                int access = access(flags);
                spec.forEach(words, at -> add(at, access));
            }
        }
    }

    private static int access(List<String> flags) {
        int access = flags.contains("ACCESS") ? READ : 0;
        boolean writes = flags.contains("UPDATE") || flags.contains("INSERT") || flags.contains("DELETE");
        return writes ? access | WRITE : access;
    }

    private void add(int at, int access) {
        if (count == found.length) {
            found = Arrays.copyOf(found, Math.max(4, count * 2));
        }
        found[count++] = at << 2 | access;
    }

    /** The last STORE of several counts, so that none must be left out. */
    private void behindEvery(String keyword, int from) {
        for (int i = from; i + 1 < words.count(); i++) {
            if (words.argument(i).is(keyword)) {
                add(i + 1, WRITE);
            }
        }
    }

    /** With KEYS, the word in the place of the key is empty; what stands behind AUTH is no option, even if it is KEYS. */
    private void ofMigrate() {
        for (int i = 6; i < words.count(); i++) {
            if (words.argument(i).is("KEYS")) {
                for (int key = i + 1; key < words.count() && words.argument(3).length() == 0; key++) {
                    add(key, READ | WRITE);
                }
                return; // with a key in both places the command will refuse it
            }
            i += words.argument(i).is("AUTH2") ? 2 : words.argument(i).is("AUTH") ? 1 : 0;
        }
        add(3, READ | WRITE);
    }

    /** What stands behind BY and GET is no option, even if it is the word STORE. */
    private void ofSort() {
        add(1, READ);
        for (int i = 2; i < words.count(); i++) {
            if (words.argument(i).is("LIMIT")) {
                i += 2;
            } else if (words.argument(i).is("BY") || words.argument(i).is("GET")) {
                i++;
            } else if (words.argument(i).is("STORE") && i + 1 < words.count()) {
                add(++i, WRITE);
            }
        }
    }
}
