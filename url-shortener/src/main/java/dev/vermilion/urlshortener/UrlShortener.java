package dev.vermilion.urlshortener;

import dev.vermilion.kit.Json;
import dev.vermilion.kit.Passwords;
import dev.vermilion.kit.Script;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Short links in Redis: made, changed, found and deleted. Visitors pass the {@link Gate}, and what is known of them is
 * counted by the {@link ClickPipeline}. {@link Keys} names the keys of a link; they share a hash tag, so that they live
 * together on a node of a cluster. All times in Redis are milliseconds since 1970. A link without an expiry has no TTL.
 *
 * <p>Safe for use by many threads and by many processes.
 */
public final class UrlShortener {

    /** How long an ended link is remembered, so that visitors are told "expired" and not "unknown". */
    static final Duration MEMORY = Duration.ofDays(30);

    /** Days in {@link Statistics}. */
    static final int DAYS = 30;

    static final String LEFT = "left";
    private static final Script EDIT = Script.of(UrlShortener.class, "edit");
    private static final Script UNINDEX = Script.of(UrlShortener.class, "unindex");
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final int MAX_ATTEMPTS = 30;

    private final UnifiedJedis redis;
    private final Clock clock;
    private final RandomGenerator random;
    private final Passwords passwords;
    private final CodeMeter meter;
    private final Tags tags;
    private final Gate gate;

    /** Short links in this Redis. */
    public UrlShortener(UnifiedJedis redis, Clock clock) {
        this(redis, clock, new SecureRandom(), Passwords.ROUNDS);
    }

    UrlShortener(UnifiedJedis redis, Clock clock, RandomGenerator random, int passwordRounds) {
        this.redis = redis;
        this.clock = clock;
        this.random = random;
        this.passwords = new Passwords(passwordRounds);
        this.meter = new CodeMeter(redis);
        this.tags = new Tags(redis);
        this.gate = new Gate(redis, clock, passwords);
    }

    CodeMeter meter() {
        return meter;
    }

    Tags tags() {
        return tags;
    }

    Gate gate() {
        return gate;
    }

    /** A link for nobody in particular, see {@link #create(NewLink, String, String)}. */
    public Link create(NewLink wanted, String ownHost) {
        return create(wanted, ownHost, null);
    }

    /**
     * Makes a link. A generated code that is taken already is drawn again; {@link CodeMeter} says how long it is. With
     * {@code reuse}, a plain link to the same target is found instead, if there is one.
     *
     * @param ownHost the host that the shortener is reached under: no link may lead there
     * @param owner the API key that may change it; null if everybody may
     * @throws LinkException if something is not allowed, or the chosen code is taken
     */
    public Link create(NewLink wanted, String ownHost, @Nullable String owner) {
        String target = Target.checked(wanted.url(), ownHost);
        Instant now = Instant.ofEpochMilli(clock.millis());
        wanted.check(now);
        List<Rule> rules = wanted.checkedRules(ownHost);
        boolean reuse = Boolean.TRUE.equals(wanted.reuse()) && wanted.isPlain() && owner == null;
        if (reuse) {
            Optional<Link> known = known(target);
            if (known.isPresent()) {
                return known.get();
            }
        }
        String secret = wanted.password();
        String hash = secret == null ? null : passwords.hash(secret);
        Draft draft = new Draft(wanted, target, rules, now, hash, owner);
        String chosen = wanted.code();
        if (chosen != null && !chosen.isBlank()) {
            String code = Codes.checked(chosen.strip());
            if (!claim(code, draft)) {
                throw LinkException.taken(code);
            }
            return draft.link(code);
        }
        Link link = draft.link(drawn(draft));
        return reuse ? settled(link) : link;
    }

    /** Claims a generated code. */
    private String drawn(Draft draft) {
        int length = meter.length();
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            String code = Codes.random(random, length);
            boolean claimed = claim(code, draft);
            meter.drawn(!claimed);
            if (claimed) {
                return code;
            }
            if (attempt % Codes.TRIES_PER_LENGTH == 0) {
                length = meter.grow(length);
            }
        }
        throw new IllegalStateException("no free code in " + MAX_ATTEMPTS + " attempts");
    }

    /** The plain link that leads to {@code target} by the index, if it still does. */
    private Optional<Link> known(String target) {
        String code = redis.get(Keys.target(target));
        return code == null ? Optional.empty() : search(code).filter(link -> isPlain(link, target));
    }

    private static boolean isPlain(Link link, String target) {
        return link.target().equals(target)
                && !link.limited()
                && !link.isProtected()
                && link.validFrom() == null
                && link.rules().isEmpty()
                && link.owner() == null;
    }

    /**
     * Puts a new link into the index of targets. Of several that are made at the same time the first one to be there stays,
     * and the others make way for it.
     */
    private Link settled(Link link) {
        String key = Keys.target(link.target());
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            String before = redis.setGet(key, link.code(), SetParams.setParams().nx());
            if (before == null || before.equals(link.code())) {
                return link;
            }
            Optional<Link> known = known(link.target());
            if (known.isPresent()) {
                delete(link.code(), null);
                return known.get();
            }
            UNINDEX.run(redis, List.of(key), List.of(before)); // a link that is gone, or leads elsewhere today
        }
        return link;
    }

    /** A link that is about to be made, without its code. */
    private record Draft(
            NewLink wanted,
            String target,
            List<Rule> rules,
            Instant now,
            @Nullable String passwordHash,
            @Nullable String owner) {

        Link link(String code) {
            Instant from = wanted.validFrom();
            boolean early = from != null && from.isAfter(now);
            return new Link(
                    code,
                    target,
                    wanted.title(),
                    wanted.tagList(),
                    now,
                    from,
                    wanted.expiresAt(),
                    wanted.maxVisits(),
                    passwordHash != null,
                    rules,
                    Boolean.TRUE.equals(wanted.forwardQuery()),
                    owner,
                    0,
                    0,
                    early ? Link.State.EARLY : Link.State.ACTIVE);
        }

        Map<String, String> fields(String entry) {
            Map<String, String> fields = new HashMap<>();
            fields.put("target", target);
            fields.put("created", Long.toString(now.toEpochMilli()));
            fields.put("entry", entry);
            put(fields, "title", wanted.title());
            put(fields, "tags", wanted.tagList().isEmpty() ? null : String.join(",", wanted.tagList()));
            put(fields, "from", millis(wanted.validFrom()));
            put(fields, "expires", millis(wanted.expiresAt()));
            put(fields, "max", wanted.maxVisits());
            put(fields, "password", passwordHash);
            put(fields, "rules", rules.isEmpty() ? null : Json.write(rules));
            put(fields, "forward", Boolean.TRUE.equals(wanted.forwardQuery()) ? "1" : null);
            put(fields, "owner", owner);
            return fields;
        }

        private static void put(Map<String, String> fields, String name, @Nullable Object value) {
            if (value != null) {
                fields.put(name, value.toString());
            }
        }

        private static @Nullable Long millis(@Nullable Instant time) {
            return time == null ? null : time.toEpochMilli();
        }
    }

    /**
     * Makes the link whole, or leaves no trace. Atomic: the link's key is watched before it is looked at, so EXEC makes all
     * keys of the link at once, and only if nobody took the code since. The entry in the list is added before, so that no
     * link can be missing there; an entry that never got its link is dropped by {@link #links}.
     */
    private boolean claim(String code, Draft draft) {
        String entry = code + ":" + Long.toString(random.nextLong() >>> 1, 36);
        long created = draft.now().toEpochMilli();
        try (Watched watched = new Watched(redis, Keys.link(code))) {
            Response<Boolean> taken = watched.pipeline().exists(Keys.link(code));
            watched.send();
            if (taken.get()) {
                return false;
            }
            watched.pipeline().zadd(Keys.LINKS, (double) created, entry);
            if (watched.commit(tx -> write(tx, code, draft, entry)) == null) {
                redis.zrem(Keys.LINKS, entry);
                return false;
            }
        }
        tags.add(draft.wanted().tagList(), entry, created);
        meter.taken(code, 1);
        return true;
    }

    private static void write(AbstractPipeline tx, String code, Draft draft, String entry) {
        Long max = draft.wanted().maxVisits();
        Instant end = draft.wanted().expiresAt();
        tx.hset(Keys.link(code), draft.fields(entry));
        tx.zadd(Keys.gate(code), max == null ? Double.POSITIVE_INFINITY : max.doubleValue(), LEFT);
        tx.hset(Keys.visits(code), "total", "0");
        if (end != null) {
            long forgotten = end.plus(MEMORY).toEpochMilli();
            tx.pexpireAt(Keys.link(code), forgotten);
            tx.pexpireAt(Keys.gate(code), end.toEpochMilli());
            tx.pexpireAt(Keys.visits(code), forgotten);
        }
    }

    /** Follows a link as somebody without particulars, see {@link Gate}. */
    public Visit visit(String code, String visitor) {
        return gate.visit(code, Guest.named(visitor));
    }

    /** What a visit would come to now, without taking or counting one. */
    Visit peek(String code, Guest guest) {
        return search(code).map(link -> Visit.to(link, guest)).orElseGet(() -> Visit.refused(Visit.Outcome.UNKNOWN));
    }

    /** The link with this code, without counting a visit. One round trip. */
    private Optional<Link> search(String code) {
        if (!Codes.wellFormed(code)) {
            return Optional.empty();
        }
        try (AbstractPipeline pipeline = redis.pipelined()) {
            LinkReader reading = new LinkReader(pipeline, code);
            pipeline.sync();
            return reading.link(clock.instant());
        }
    }

    /**
     * The link with this code.
     *
     * @throws LinkException if there is none
     */
    public Link find(String code) {
        return search(code).orElseThrow(() -> LinkException.unknown(code));
    }

    /**
     * What was counted. One round trip.
     *
     * @throws LinkException if there is no such link
     */
    public Statistics statistics(String code) {
        if (!Codes.wellFormed(code)) {
            throw LinkException.unknown(code);
        }
        try (AbstractPipeline pipeline = redis.pipelined()) {
            LinkReader reading = new LinkReader(pipeline, code);
            StatisticsReader counted = new StatisticsReader(pipeline, code);
            pipeline.sync();
            Link link = reading.link(clock.instant()).orElseThrow(() -> LinkException.unknown(code));
            return counted.statistics(link, reading.turnedAway(), today());
        }
    }

    /**
     * Changes a link. Atomic: one script changes its fields, its gate, and the lives of its keys.
     *
     * @param owner the API key of who asks; null for nobody
     * @throws LinkException if there is none, it belongs to somebody else, or something is not allowed
     */
    Link edit(String code, LinkEdit edit, String ownHost, @Nullable String owner) {
        Link before = find(code);
        NewLink wanted = edit.wanted();
        wanted.check(clock.instant());
        String secret = wanted.password();
        List<String> arguments = new ArrayList<>(List.of(owner == null ? "" : owner, Long.toString(MEMORY.toMillis())));
        arguments.addAll(edit.fields(ownHost, secret == null ? null : passwords.hash(secret)));
        String answer = Objects.requireNonNull(EDIT.run(redis, Keys.lasting(code), arguments))
                .toString();
        switch (answer) {
            case "missing" -> throw LinkException.unknown(code);
            case "foreign" -> throw LinkException.foreign(code);
            default -> retag(code, before.tags(), edit);
        }
        return find(code);
    }

    private void retag(String code, List<String> before, LinkEdit edit) {
        String entry = redis.hget(Keys.link(code), "entry");
        if (entry != null && edit.names().contains("tags")) {
            tags.remove(before, entry);
            String created = redis.hget(Keys.link(code), "created");
            tags.add(edit.wanted().tagList(), entry, LinkReader.number(created));
        }
    }

    /** A page of all links, see {@link #links(String, int, int)}. */
    public LinkPage links(int page, int size) {
        return links(null, page, size);
    }

    /**
     * A page of the list, the newest first, in two round trips. Entries whose link has ended for good are dropped on the
     * way: an entry names one making of a link only, so it cannot be the entry of a link that has the same code today.
     *
     * @param tag only links with this tag; null for all
     * @param page from 1
     * @param size links to a page
     */
    public LinkPage links(@Nullable String tag, int page, int size) {
        long first = (page - 1L) * size;
        String list = tag == null ? Keys.LINKS : Keys.tag(tag);
        List<Tuple> entries = redis.zrevrangeWithScores(list, first, first + size - 1);
        List<Link> links = new ArrayList<>(entries.size());
        List<String> stale = new ArrayList<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            List<LinkReader> readings = entries.stream()
                    .map(entry -> new LinkReader(pipeline, codeOf(entry.getElement())))
                    .toList();
            pipeline.sync();
            long settled = clock.instant().minus(SETTLED).toEpochMilli();
            for (int i = 0; i < readings.size(); i++) {
                Tuple entry = entries.get(i);
                if (readings.get(i).belongsTo(entry.getElement())) {
                    readings.get(i).link(clock.instant()).ifPresent(links::add);
                } else if (entry.getScore() < settled) {
                    stale.add(entry.getElement());
                }
            }
        }
        if (!stale.isEmpty()) {
            redis.zrem(list, stale.toArray(String[]::new));
        }
        return new LinkPage(links, page, size, redis.zcard(list));
    }

    /** Deletes a link that belongs to nobody, see {@link #delete(String, String)}. */
    public void delete(String code) {
        delete(code, null);
    }

    /**
     * Deletes a link with all that was counted for it. Atomic: the keys go in one command, and only if the link is still
     * the one whose entry was read.
     *
     * @param owner the API key of who asks; null for nobody
     * @throws LinkException if there is no such link, or it belongs to somebody else
     */
    public void delete(String code, @Nullable String owner) {
        List<String> known;
        String entry;
        try (Watched watched = new Watched(redis, Keys.link(code))) {
            Response<List<String>> read = watched.pipeline().hmget(Keys.link(code), "entry", "owner", "tags", "target");
            watched.send();
            known = read.get();
            entry = known.get(0);
            if (entry != null && known.get(1) != null && !known.get(1).equals(owner)) {
                throw LinkException.foreign(code);
            }
            if (entry == null || watched.commit(tx -> tx.unlink(Keys.all(code))) == null) {
                throw LinkException.unknown(code);
            }
        }
        redis.zrem(Keys.LINKS, entry);
        if (known.get(2) != null) {
            tags.remove(List.of(known.get(2).split(",")), entry);
        }
        UNINDEX.run(redis, List.of(Keys.target(known.get(3))), List.of(code));
        meter.taken(code, -1);
    }

    /** Deletes all links. Links that are made at the same time may stay. */
    public void deleteAll() {
        for (String entry : redis.zrange(Keys.LINKS, 0, -1)) {
            String code = codeOf(entry);
            String target = redis.hget(Keys.link(code), "target");
            redis.unlink(Keys.all(code));
            redis.zrem(Keys.LINKS, entry);
            if (target != null) {
                redis.del(Keys.target(target));
            }
        }
        tags.deleteAll();
        redis.del(Keys.CODES);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static String codeOf(String entry) {
        return entry.substring(0, entry.indexOf(':'));
    }
}
