package dev.vermilion.kit;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of one folder of the class path, held in memory. Browsers may keep them, but ask each time whether they are
 * still good, which costs 304 and no body.
 */
final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "webp", "image/webp",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, Handler> files = new TreeMap<>();

    private Assets() {}

    /** All files below {@code folder}, such as {@code /web/kit}; none if there is no such folder. */
    static Assets of(String folder) {
        Assets assets = new Assets();
        URL url = Assets.class.getResource(folder);
        try {
            if (url != null && url.getProtocol().equals("jar")) {
                assets.readJar(url.toURI(), folder);
            } else if (url != null) {
                assets.read(Path.of(url.toURI()));
            }
            return assets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One file of the class path, {@code /web/kit/kit.css}, which must be there. */
    static Handler file(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            return handler(resource, Objects.requireNonNull(in, resource).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A handler by the path below the folder, {@code img/logo.svg}. */
    Map<String, Handler> files() {
        return files;
    }

    private void readJar(URI uri, String folder) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            read(jar.getPath(folder));
        } catch (FileSystemAlreadyExistsException e) {
            read(FileSystems.getFileSystem(uri).getPath(folder));
        }
    }

    private void read(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                files.put(name, handler(name, Files.readAllBytes(path)));
            }
        }
    }

    private static Handler handler(String name, byte[] bytes) {
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        String tag = '"' + hash(bytes) + '"';
        return ctx -> answer(ctx, type, tag, bytes);
    }

    private static void answer(Context ctx, String type, String tag, byte[] bytes) {
        ctx.header("ETag", tag).header("Cache-Control", "no-cache").header("Vary", "Accept-Encoding");
        String known = ctx.header("If-None-Match");
        if (known != null && known.contains(tag)) {
            ctx.status(HttpStatus.NOT_MODIFIED);
        } else {
            ctx.contentType(type).result(bytes);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
