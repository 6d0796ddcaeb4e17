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
        if (isAboutPassword(outcome)) {
            ctx.html(passwordPage(ctx.pathParam("code"), outcome));
            return;
        }
        ctx.html(page(headline(outcome), """
                <p class="status mono">%d</p>
                <h1>%s</h1>
                <p>%s</p>
                <p><a class="button primary" href="./">Make a short link</a></p>
                """.formatted(problem.status(), headline(outcome), escape(problem.detail()))));
    }

    private static boolean isAboutPassword(Visit.Outcome outcome) {
        return outcome == Visit.Outcome.LOCKED
                || outcome == Visit.Outcome.WRONG_PASSWORD
                || outcome == Visit.Outcome.GUESSING;
    }

    /** Asks for the password, and says if the last one was wrong. */
    private static String passwordPage(String code, Visit.Outcome outcome) {
        String complaint = outcome == Visit.Outcome.LOCKED
                ? ""
                : "<p class=\"error\" role=\"alert\">"
                        + escape(problem(code, outcome).detail()) + "</p>";
        return page("Password", """
                <h1>This link has a password</h1>
                %s
                <form class="stack" method="post" action="%s">
                <label class="label">Password
                <input class="input" type="password" name="password" autocomplete="off" autofocus required></label>
                <p class="row"><button class="button primary" type="submit">Go there</button></p>
                </form>
                """.formatted(complaint, escape(code)));
    }

    /** What a visitor is told who is not sent on. */
    static Problem problem(String code, Visit.Outcome outcome) {
        return switch (outcome) {
            case EXPIRED -> Problem.gone("The link '" + code + "' has expired.");
            case USED_UP -> Problem.gone("The link '" + code + "' has had all the visits it was made for.");
            case EARLY -> Problem.notFound("The link '" + code + "' has not begun yet.");
            case LOCKED -> Problem.unauthorized("The link '" + code + "' has a password.");
            case WRONG_PASSWORD -> Problem.unauthorized("This is not the password of the link '" + code + "'.");
            case GUESSING -> Problem.tooManyRequests("Too many passwords were tried; wait a minute.");
            default -> Problem.notFound("There is no link with the code '" + code + "'.");
        };
    }

    private static String headline(Visit.Outcome outcome) {
        return switch (outcome) {
            case EXPIRED -> "This link has expired";
            case USED_UP -> "This link is used up";
            case EARLY -> "This link has not begun yet";
            default -> "No such link";
        };
    }

    /** Where a link leads, before one goes there. Looking counts as no visit. */
    static String preview(Link link, String shortUrl) {
        String facts = "Made " + TIME.format(link.created()) + expiry(link) + visits(link);
        String onward = link.state() == Link.State.ACTIVE
                ? "<a class=\"button primary\" rel=\"noreferrer\" href=\"" + escape(link.code()) + "\">Go there</a>"
                : "<span class=\"badge\">"
                        + headline(Visit.Outcome.valueOf(link.state().name())) + "</span>";
        String target = link.isProtected()
                ? "It has a password, and only those who know it see where it leads."
                : link.target();
        return page("Preview of " + link.code(), """
                <h1>Where this link leads</h1>
                <p class="mono muted">%s</p>
                <p class="target mono">%s</p>
                <p class="muted">%s</p>
                <p class="row">%s <a class="button" href="./">Make a short link</a></p>
                """.formatted(escape(shortUrl), escape(target), facts, onward));
    }

    private static String expiry(Link link) {
        var end = link.expiresAt();
        return end == null ? "" : " · until " + TIME.format(end);
    }

    private static String visits(Link link) {
        long visits = link.maxVisits() == null ? link.visits() : link.redirects();
        return " · " + visits + (link.maxVisits() == null ? "" : " of " + link.maxVisits())
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
