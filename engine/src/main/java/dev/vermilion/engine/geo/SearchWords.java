package dev.vermilion.engine.geo;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.zset.ZSetValue;
import org.jspecify.annotations.Nullable;

/** The words of a search, understood. */
final class SearchWords {

    /** How what is found is ordered. */
    enum Order {
        NONE,
        ASC,
        DESC
    }

    private final Call call;
    private final @Nullable ZSetValue places;
    /** The two newer commands say all in options. */
    private final boolean isSearch;

    private final boolean mayStore;
    private @Nullable Position center;
    private @Nullable Unit unit;
    private double radius;
    private double width;
    private double height;
    private boolean fromMember;
    private boolean fromPosition;
    private boolean byRadius;
    private boolean byBox;
    private boolean withPosition;
    private boolean withDistance;
    private boolean withHash;
    private Order order = Order.NONE;
    private long count;
    private boolean any;
    private @Nullable Slice target;
    private boolean storeDistance;

    private SearchWords(Call call, @Nullable ZSetValue places, boolean isSearch, boolean mayStore) {
        this.call = call;
        this.places = places;
        this.isSearch = isSearch;
        this.mayStore = mayStore;
    }

    /** The words of GEOSEARCH, or of GEOSEARCHSTORE if {@code store}. */
    static SearchWords ofSearch(Call call, @Nullable ZSetValue places, boolean store) {
        SearchWords words = new SearchWords(call, places, true, store);
        words.target = store ? call.arg(1) : null;
        words.options(store ? 3 : 2);
        words.checkTarget(store ? "GEOSEARCHSTORE" : "");
        words.checkShape();
        words.checkAny();
        return words;
    }

    /** The words of GEORADIUS. */
    static SearchWords ofRadius(Call call, @Nullable ZSetValue places, boolean mayStore) {
        SearchWords words = new SearchWords(call, places, false, mayStore);
        words.center = Position.parse(call, 2);
        words.circle(4);
        return words.rest(6);
    }

    /** The words of GEORADIUSBYMEMBER. */
    static SearchWords ofRadiusByMember(Call call, @Nullable ZSetValue places, boolean mayStore) {
        SearchWords words = new SearchWords(call, places, false, mayStore);
        if (places != null) {
            words.center = words.member(2);
            words.circle(3);
        }
        return words.rest(5);
    }

    private SearchWords rest(int from) {
        options(from);
        checkTarget("STORE option in GEORADIUS");
        checkAny();
        return this;
    }

    private void options(int from) {
        for (int at = from; at < call.count(); ) {
            int words = flag(at) ? 1 : 0;
            words = words == 0 ? option(at, call.count() - at - 1) : words;
            words = words == 0 && isSearch ? searchOption(at, call.count() - at - 1) : words;
            if (words == 0) {
                throw Errors.syntax();
            }
            at += words;
        }
    }

    private boolean flag(int at) {
        if (call.is(at, "WITHDIST")) {
            withDistance = true;
        } else if (call.is(at, "WITHHASH")) {
            withHash = true;
        } else if (call.is(at, "WITHCOORD")) {
            withPosition = true;
        } else if (call.is(at, "ANY")) {
            any = true;
        } else if (call.is(at, "ASC")) {
            order = Order.ASC;
        } else if (call.is(at, "DESC")) {
            order = Order.DESC;
        } else if (call.is(at, "STOREDIST") && isSearch && mayStore) {
            storeDistance = true;
        } else {
            return false;
        }
        return true;
    }

    /** Understands an option that has {@code more} words behind it; returns how many words it took. */
    private int option(int at, int more) {
        if (more < 1) {
            return 0;
        }
        if (call.is(at, "COUNT")) {
            count = call.integer(at + 1);
            if (count <= 0) {
                throw Errors.of("ERR COUNT must be > 0");
            }
            return 2;
        }
        boolean distance = call.is(at, "STOREDIST");
        if (mayStore && !isSearch && (distance || call.is(at, "STORE"))) {
            target = call.arg(at + 1);
            storeDistance = distance;
            return 2;
        }
        return 0;
    }

    private int searchOption(int at, int more) {
        if (call.is(at, "FROMMEMBER") && more >= 1 && !fromPosition) {
            fromMember = true;
            center = places == null ? null : member(at + 1);
            return 2;
        }
        if (call.is(at, "FROMLONLAT") && more >= 2 && !fromMember) {
            fromPosition = true;
            center = Position.parse(call, at + 1);
            return 3;
        }
        if (call.is(at, "BYRADIUS") && more >= 2 && !byBox) {
            byRadius = true;
            circle(at + 1);
            return 3;
        }
        if (call.is(at, "BYBOX") && more >= 3 && !byRadius) {
            byBox = true;
            box(at + 1);
            return 4;
        }
        return 0;
    }

    private Position member(int at) {
        Position position = GeoRead.position(places, call.arg(at));
        if (position == null) {
            throw Errors.of("ERR could not decode requested zset member");
        }
        return position;
    }

    private void circle(int at) {
        radius = length(at, "ERR need numeric radius");
        if (radius < 0) {
            throw Errors.of("ERR radius cannot be negative");
        }
        unit = Unit.parse(call, at + 1);
    }

    private void box(int at) {
        width = length(at, "ERR need numeric width");
        height = length(at + 1, "ERR need numeric height");
        if (width < 0 || height < 0) {
            throw Errors.of("ERR height or width cannot be negative");
        }
        unit = Unit.parse(call, at + 2);
    }

    private double length(int at, String error) {
        double length = Numbers.parseDouble(call.arg(at));
        if (Double.isNaN(length)) {
            throw Errors.of(error);
        }
        return length;
    }

    private void checkTarget(String what) {
        if (target != null && (withDistance || withHash || withPosition)) {
            throw Errors.of("ERR " + what + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
        }
    }

    private void checkShape() {
        String name = Errors.quoted(call.arg(0));
        if (!fromMember && !fromPosition) {
            throw Errors.of("ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for " + name);
        }
        if (!byRadius && !byBox) {
            throw Errors.of("ERR exactly one of BYRADIUS and BYBOX can be specified for " + name);
        }
    }

    private void checkAny() {
        if (any && count == 0) {
            throw Errors.of("ERR the ANY argument requires COUNT argument");
        }
    }

    /** What is to be searched, or null if there is no such key. */
    @Nullable
    Shape shape() {
        if (center == null || unit == null) {
            return null;
        }
        return byBox ? Shape.box(center, width, height, unit) : Shape.circle(center, radius, unit);
    }

    /** Where the result is stored, or null if it is the reply. */
    @Nullable
    Slice target() {
        return target;
    }

    /** True if distances are stored instead of positions. */
    boolean storeDistance() {
        return storeDistance;
    }

    boolean withPosition() {
        return withPosition;
    }

    boolean withDistance() {
        return withDistance;
    }

    boolean withHash() {
        return withHash;
    }

    /** The order of the result: the nearest of all come first if only some are wanted. */
    Order order() {
        return order == Order.NONE && count > 0 && !any ? Order.ASC : order;
    }

    /** How many are wanted at most. */
    int most() {
        return count == 0 ? Integer.MAX_VALUE : (int) Math.min(count, Integer.MAX_VALUE);
    }

    /** How many are to be found at most: those that come first are as good as others. */
    int mostFound() {
        return any ? most() : Integer.MAX_VALUE;
    }
}
