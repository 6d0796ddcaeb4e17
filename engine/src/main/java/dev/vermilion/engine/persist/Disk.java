package dev.vermilion.engine.persist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Small things about files. */
final class Disk {

    private Disk() {}

    /** Writes all that is in the buffer. */
    static void write(WritableByteChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Makes sure that the name of {@code file} is on the disk, where the system lets a directory be opened for that. */
    static void syncDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel opened = FileChannel.open(directory, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }

    /** What went wrong, in the words of the operating system. */
    static String reason(IOException problem) {
        if (problem instanceof NoSuchFileException) {
            return "No such file or directory";
        } else if (problem instanceof AccessDeniedException) {
            return "Permission denied";
        } else if (problem instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return String.valueOf(problem.getMessage());
    }
}
