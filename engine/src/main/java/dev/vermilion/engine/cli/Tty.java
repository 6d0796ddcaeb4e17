package dev.vermilion.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether somebody sits at the other end of an input or output. */
public final class Tty {

    private Tty() {}

    /**
     * True if a file descriptor of this process is a terminal. Java cannot say so for one of them alone; where the
     * machine has no {@code /proc} or {@code /dev/fd} to look at, all count as none.
     *
     * @param descriptor 0 for the standard input, 1 for the standard output
     */
    public static boolean isTerminal(int descriptor) {
        for (String folder : new String[] {"/proc/self/fd", "/dev/fd"}) {
            Path link = Path.of(folder, Integer.toString(descriptor));
            try {
                String target = Files.isSymbolicLink(link)
                        ? Files.readSymbolicLink(link).toString()
                        : "";
                if (target.startsWith("/dev/pts/") || target.startsWith("/dev/tty")) {
                    return true;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return false;
    }
}
