package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Call;
import java.util.random.RandomGenerator;

/** LOLWUT: a red drop, vermilion being a pigment, never twice the same. */
final class Lolwut {

    private static final int WIDTH = 33;
    private static final int HEIGHT = 13;
    private static final String SHADES = " .:*#";

    private Lolwut() {}

    static void draw(Call call) {
        if (call.is(1, "VERSION") && call.count() > 2) {
            call.integer(2);
        }
        StringBuilder text = new StringBuilder();
        RandomGenerator random = call.keyspace().random();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                text.append(shade(x, y, random));
            }
            text.append('\n');
        }
        text.append("\nRedis ver. ").append(Version.REDIS).append('\n');
        call.reply().verbatim("txt", text.toString());
    }

    /** The denser the nearer to the middle of the drop; its rim is blurred at random. */
    private static char shade(int x, int y, RandomGenerator random) {
        double across = (x - WIDTH / 2) / (WIDTH / 2.0);
        double down = (y + 1.0) / HEIGHT;
        double half = 0.9 * Math.pow(down, 1.2) * Math.sqrt(Math.max(0, 1.02 - down * down));
        double inside = half - Math.abs(across) + 0.25 * (random.nextDouble() - 0.5);
        int shade = inside <= 0 ? 0 : (int) Math.min(SHADES.length() - 1, 1 + inside * 8);
        return SHADES.charAt(shade);
    }
}
