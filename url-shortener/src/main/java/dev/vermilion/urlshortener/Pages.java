package dev.vermilion.urlshortener;

import dev.vermilion.kit.Problem;
import io.javalin.http.Context;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** The pages that stand where a short link stands: a look at where it leads, and why it leads nowhere. */
final class Pages {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Pages() {}

    /** 404 or 410: a page for browsers, {@code application/problem+json} for everyone else. */
    static void refuse(Context ctx, String code, Visit.Outcome outcome) {
        Problem problem = problem(code, outcome);
        if (!Objects.requireNonNullElse(ctx.header("Accept"), "").contains("text/html")) {
            throw problem;
        }
        ctx.status(problem.status());
        ctx.html(page(headline(outcome), """
                <p class="status mono">%d</p>
                <h1>%s</h1>
                <p>%s</p>
                <p><a class="button primary" href="./">Make a short link</a></p>
                """.formatted(problem.status(), headline(outcome), escape(problem.detail()))));
    }

    /** What a visitor is told who is not sent on. */
    static Problem problem(String code, Visit.Outcome outcome) {
        return switch (outcome) {
            case EXPIRED -> Problem.gone("The link '" + code + "' has expired.");
            case USED_UP -> Problem.gone("The link '" + code + "' has had all the visits it was made for.");
            default -> Problem.notFound("There is no link with the code '" + code + "'.");
        };
    }

    private static String headline(Visit.Outcome outcome) {
        return switch (outcome) {
            case EXPIRED -> "This link has expired";
            case USED_UP -> "This link is used up";
            default -> "No such link";
        };
    }

    /** Where a link leads, before one goes there. Looking counts as no visit. */
    static String preview(Link link, String shortUrl) {
        String facts = "Made " + TIME.format(link.created()) + expiry(link) + visits(link);
        String onward = link.state() == Link.State.ACTIVE
                ? "<a class=\"button primary\" rel=\"noreferrer\" href=\"" + escape(link.code()) + "\">Go there</a>"
                : "<span class=\"badge\">"
                        + (link.state() == Link.State.EXPIRED ? "This link has expired" : "This link is used up")
                        + "</span>";
        return page("Preview of " + link.code(), """
                <h1>Where this link leads</h1>
                <p class="mono muted">%s</p>
                <p class="target mono">%s</p>
                <p class="muted">%s</p>
                <p class="row">%s <a class="button" href="./">Make a short link</a></p>
                """.formatted(escape(shortUrl), escape(link.target()), facts, onward));
    }

    private static String expiry(Link link) {
        var end = link.expiresAt();
        return end == null ? "" : " · until " + TIME.format(end);
    }

    private static String visits(Link link) {
        return " · " + link.visits() + (link.maxVisits() == null ? "" : " of " + link.maxVisits())
                + (link.visits() == 1 && link.maxVisits() == null ? " visit" : " visits");
    }

    private static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="robots" content="noindex">
                <title>URL shortener · %s</title>
                <link rel="icon" href="icon.svg">
                <link rel="stylesheet" href="kit/kit.css">
                <link rel="stylesheet" href="app.css">
                <script type="module" src="kit/kit.js"></script>
                </head>
                <body data-app="url-shortener">
                <header class="bar"><div class="header">
                <a class="header-name" href="./"><span class="seal" aria-hidden="true">U</span><span>URL shortener</span></a>
                </div></header>
                <main class="page"><section class="card crossroads">
                %s</section></main>
                </body>
                </html>
                """.formatted(escape(title), body);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
