package dev.vermilion.taskqueue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vermilion.taskqueue.Handler.Task;
import dev.vermilion.taskqueue.Handler.UnrecoverableException;
import dev.vermilion.taskqueue.celery.CeleryTask;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import redis.clients.jedis.params.SetParams;

/** What the demo's jobs do: mails into a local outbox, pictures made smaller, reports of sections. */
final class Examples {

    static final String MAIL = "mail";
    static final String IMAGE = "image";
    static final String REPORT = "report";
    /** The demo's queues; each does what its name says. */
    static final List<String> QUEUES = List.of(MAIL, IMAGE, REPORT);

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MAX_SIDE = 1_024;
    private static final long PICTURE_SECONDS = 3_600;
    private static final Script DELIVER = Script.of(Examples.class, "deliver");

    private final RandomGenerator random;

    /** With {@code random} for how long things take, and which fail. */
    Examples(RandomGenerator random) {
        this.random = random;
    }

    /** Who runs which type; each queue's workers know all. */
    Map<String, Handler> handlers() {
        return Map.of(
                "mail", this::mail,
                "newsletter", this::newsletter,
                "resize", Examples::resize,
                "section", this::section,
                "report", Examples::report,
                "nothing", task -> "\"done\"",
                "work", this::work);
    }

    /** What Celery clients may call: each is tried again twice. */
    static Map<String, CeleryTask> celeryTasks() {
        return Map.of(
                "java.add",
                CeleryTask.of((args, kwargs, retries) -> JsonNodeFactory.instance.numberNode(
                        args.path(0).decimalValue().add(args.path(1).decimalValue()))),
                "java.words",
                CeleryTask.of((args, kwargs, retries) -> JsonNodeFactory.instance.numberNode(
                        args.path(0).asText().strip().split("\\s+").length)),
                "java.unsteady",
                new CeleryTask(
                        (args, kwargs, retries) -> {
                            if (retries < args.path(0).asInt(1)) {
                                throw new IllegalStateException("failed on purpose, retry " + retries);
                            }
                            return JsonNodeFactory.instance.textNode("steady after " + retries + " retries");
                        },
                        3,
                        200));
    }

    private static JsonNode json(String text) throws UnrecoverableException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UnrecoverableException("the payload is not JSON");
        }
    }

    private static String text(JsonNode payload, String field) throws UnrecoverableException {
        String value = payload.path(field).asText("");
        if (value.isBlank()) {
            throw new UnrecoverableException("the payload has no '" + field + "'");
        }
        return value;
    }

    /** Puts a mail into the outbox, once however often the job runs; {@code failures} says how often it is to fail first. */
    private String mail(Task task) throws Exception {
        JsonNode payload = json(task.job().payload());
        String to = text(payload, "to");
        if (!to.contains("@")) {
            throw new UnrecoverableException("'" + to + "' is no address");
        }
        pause(20 + random.nextInt(60));
        if (task.job().attempt() <= payload.path("failures").asInt(0)) {
            throw new IOException("the mail server said 451, try again later");
        }
        ObjectNode mail = JsonNodeFactory.instance.objectNode();
        mail.put("job", task.job().id())
                .put("to", to)
                .put("subject", payload.path("subject").asText("(no subject)"));
        mail.put("body", payload.path("body").asText("")).put("sent", System.currentTimeMillis());
        Object first = task.queue().run(DELIVER, task.job().id(), mail.toString());
        return "{\"delivered\":" + Long.valueOf(1).equals(first) + "}";
    }

    /** Makes a mail for each address; the jobs go into the same queue. */
    private String newsletter(Task task) throws Exception {
        JsonNode payload = json(task.job().payload());
        int made = 0;
        for (JsonNode to : payload.path("to")) {
            ObjectNode mail = JsonNodeFactory.instance.objectNode();
            mail.put("to", to.asText()).put("subject", text(payload, "subject")).put("body", "News!");
            // Were this job to run twice, the key would keep its mails from being made twice.
            Unique once =
                    new Unique("newsletter:" + task.job().id() + ":" + to.asText(), Unique.Mode.THROTTLE, 3_600_000);
            made += task.queue()
                            .enqueue(NewJob.of("mail", mail)
                                    .priority(Priority.LOW)
                                    .unique(once))
                            .made()
                    ? 1
                    : 0;
            task.progress(100 * made / payload.path("to").size(), made + " mails");
        }
        return "{\"mails\":" + made + "}";
    }

    /** Paints a picture and makes it smaller, strip by strip; the PNG is kept for an hour. */
    private static String resize(Task task) throws Exception {
        JsonNode payload = json(task.job().payload());
        int width = payload.path("width").asInt(160);
        int height = payload.path("height").asInt(120);
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
            throw new UnrecoverableException("a picture is 1 to " + MAX_SIDE + " pixels wide and high");
        }
        BufferedImage original = paint(payload.path("seed").asLong(1));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        int strips = 8;
        for (int i = 0; i < strips; i++) {
            graphics.setClip(0, i * height / strips, width, (i + 1) * height / strips - i * height / strips);
            graphics.drawImage(original, 0, 0, width, height, null);
            task.progress(100 * (i + 1) / strips, "strip " + (i + 1) + " of " + strips);
            pause(40);
        }
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(small, "png", png);
        byte[] key = picture(task.queue(), task.job().id()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        task.queue().redis().set(key, png.toByteArray(), SetParams.setParams().ex(PICTURE_SECONDS));
        return "{\"width\":" + width + ",\"height\":" + height + ",\"bytes\":" + png.size() + "}";
    }

    /** The key of the picture that a job made. */
    static String picture(TaskQueue queue, String id) {
        return queue.key("picture:" + id);
    }

    private static BufferedImage paint(long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = random.nextFloat();
        graphics.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.35f, 1), 0, 480, Color.getHSBColor(hue + 0.12f, 0.7f, 0.85f)));
        graphics.fillRect(0, 0, 640, 480);
        graphics.setColor(new Color(255, 255, 255, 200));
        int sun = 60 + random.nextInt(60);
        graphics.fillOval(80 + random.nextInt(400), 50 + random.nextInt(120), sun, sun);
        for (int layer = 0; layer < 4; layer++) {
            graphics.setColor(Color.getHSBColor(hue + 0.5f, 0.35f + layer * 0.1f, 0.75f - layer * 0.16f));
            int[] xs = new int[66];
            int[] ys = new int[66];
            double phase = random.nextDouble() * 7;
            for (int i = 0; i < 64; i++) {
                xs[i] = i * 640 / 63;
                ys[i] = (int) (250 + layer * 60 + 45 * Math.sin(phase + i / (6.0 + layer)) + random.nextInt(8));
            }
            xs[64] = 640;
            xs[65] = 0;
            ys[64] = 480;
            ys[65] = 480;
            graphics.fillPolygon(xs, ys, 66);
        }
        graphics.dispose();
        return image;
    }

    /** One section of a report: a number for its parent. */
    private String section(Task task) throws Exception {
        String name = text(json(task.job().payload()), "name");
        int steps = 5;
        for (int i = 1; i <= steps; i++) {
            pause(60 + random.nextInt(120));
            task.progress(100 * i / steps, "counting " + name);
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        return result.put("name", name).put("value", 100 + random.nextInt(900)).toString();
    }

    /** Puts the sections together that its children have counted. */
    private static String report(Task task) throws Exception {
        long sum = 0;
        StringBuilder csv = new StringBuilder("section,value\n");
        for (String each : task.queue().results(task.job().id()).values()) {
            JsonNode section = json(each);
            sum += section.path("value").asLong();
            csv.append(section.path("name").asText())
                    .append(',')
                    .append(section.path("value").asLong())
                    .append('\n');
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        String title = json(task.job().payload()).path("title").asText("Report");
        return result.put("title", title)
                .put("sum", sum)
                .put("csv", csv.toString())
                .toString();
    }

    /** Takes {@code millis}; for tests and for the visitor who wants to watch. */
    private String work(Task task) throws Exception {
        long millis = Math.min(60_000, json(task.job().payload()).path("millis").asLong(1_000));
        int steps = (int) Math.max(1, millis / 100);
        for (int i = 1; i <= steps; i++) {
            pause(millis / steps);
            task.progress(100 * i / steps, "step " + i + " of " + steps);
        }
        return "\"worked " + millis + " ms\"";
    }

    private static void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }
}
