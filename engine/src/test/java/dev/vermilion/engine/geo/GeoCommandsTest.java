package dev.vermilion.engine.geo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.KeyEvents;
import dev.vermilion.engine.testing.RedisServer;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class GeoCommandsTest {

    private static final String SICILY = "GEOADD s 13.361389 38.115556 Palermo 15.087269 37.502669 Catania"
            + " 12.758489 38.788135 edge1 17.241510 38.788135 edge2";

    private static final String ADDING = """
            > GEOADD s 13.361389 38.115556 Palermo
            0
            > GEOADD s 13.361389 38.115556 Palermo 1 1 new
            1
            > GEOADD s CH 13.5 38 Palermo 2 2 newer
            2
            > GEOADD s NX 0 0 Palermo 3 3 newest
            1
            > GEOADD s XX 0 0 nowhere
            0
            > GEOADD s XX CH 0 0 Palermo
            1
            > GEOADD none XX 0 0 a
            0
            > EXISTS none
            0
            > GEOPOS s Palermo nowhere
            [[0.00000268220901489 0.00000126736058093] nil]
            > ZCARD s
            7
            > ZSCORE s Catania
            3479447370796909
            > GEOADD t 1 1 a 2 2 a
            1
            > GEOPOS t a
            [[2.00000256299972534 2.0000001856465488]]
            > TYPE t
            zset
            > ZREM s Catania
            1
            > GEOPOS s Catania
            [nil]
            > GEOADD s 181 0 a
            -ERR invalid longitude,latitude pair 181.000000,0.000000
            > GEOADD s 0 86 a
            -ERR invalid longitude,latitude pair 0.000000,86.000000
            > GEOADD s 0 0 a 0 -86 b
            -ERR invalid longitude,latitude pair 0.000000,-86.000000
            > GEOPOS s a
            [nil]
            > GEOADD s x 0 a
            -ERR value is not a valid float
            > GEOADD s 0 x a
            -ERR value is not a valid float
            > GEOADD s nan 0 a
            -ERR value is not a valid float
            > GEOADD s inf 0 a
            -ERR invalid longitude,latitude pair inf,0.000000
            > GEOADD s 1e22 0 a
            -ERR invalid longitude,latitude pair 10000000000000000000000.000000,0.000000
            > GEOADD s 0 0
            -ERR wrong number of arguments for 'geoadd' command
            > GEOADD s 0 0 a 1
            -ERR syntax error
            > GEOADD s 0 0 a 1 1
            -ERR syntax error
            > GEOADD s NX XX 0 0 a
            -ERR syntax error
            > GEOADD s CH CH CH
            -ERR syntax error
            """;

    private static final String READING = """
            > GEOPOS s Palermo Catania none
            [[13.36138933897018433 38.11555639549629859] [15.08726745843887329 37.50266842333162032] nil]
            > GEOPOS s
            []
            > GEOPOS none a
            [nil]
            > GEOHASH s Palermo Catania none
            [sqc8b49rny0 sqdtr74hyu0 nil]
            > GEOHASH s
            []
            > GEOHASH none a
            [nil]
            > GEODIST s Palermo Catania
            166274.1516
            > GEODIST s Palermo Catania KM
            166.2742
            > GEODIST s Palermo Catania ft
            545518.8700
            > GEODIST s Palermo Catania mi
            103.3182
            > GEODIST s Palermo Palermo
            0.0000
            > GEODIST s Palermo none
            nil
            > GEODIST none a b
            nil
            > GEODIST s Palermo Catania xx
            -ERR unsupported unit provided. please use M, KM, FT, MI
            > GEODIST none Palermo Catania xx
            -ERR unsupported unit provided. please use M, KM, FT, MI
            > GEODIST s Palermo Catania km x
            -ERR syntax error
            > GEODIST s Palermo
            -ERR wrong number of arguments for 'geodist' command
            """;

    private static final String READING_IN_RESP3 = """
            > GEOPOS s Palermo none
            [[13.36138933897018433 38.11555639549629859] nil]
            > GEOHASH s Palermo none
            [sqc8b49rny0 nil]
            > GEODIST s Palermo Catania
            166274.1516
            > GEODIST s Palermo none
            nil
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km ASC WITHCOORD WITHDIST WITHHASH
            [[Catania 56.4413 3479447370796909 [15.08726745843887329 37.50266842333162032]] [Palermo 190.4424 3479099956230698 [13.36138933897018433 38.11555639549629859]]]
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km ASC
            [Catania Palermo]
            """;

    private static final String EDGES = """
            > GEOADD z 0 0 a 1e-7 1e-7 b 180 85.05112878 c -180 -85.05112878 d 0.5 -0.5 e
            5
            > GEOPOS z a b c d e
            [[0.00000268220901489 0.00000126736058093] [0.00000268220901489 0.00000126736058093] [180 85.0511287799999991] [-179.99999731779098511 -85.05112751263942528] [0.49999862909317017 -0.50000036325177888]]
            > ZRANGE z 0 -1 WITHSCORES
            [d 0 e 2627087579027245 a 3377699720527872 b 3377699720527872 c 13510798882111488]
            > GEOHASH z a b c d e
            [s0000000000 s0000000000 bp05b5048p0 00bh0hbj200 kpbm5kup6c0]
            > GEODIST z a b
            0.0000
            > GEODIST z a c
            10560811.4940
            > GEODIST z c d
            18919844.5891
            > GEOSEARCH z FROMMEMBER c BYRADIUS 10 m
            [c]
            > GEOSEARCH z FROMMEMBER d BYRADIUS 30000 km WITHHASH
            [[d 0] [e 2627087579027245] [a 3377699720527872] [b 3377699720527872]]
            > ZADD y 1.5 half -1 negative inf infinite 4503599627370496 over 9007199254740993 above 1e30 huge
            6
            > GEOPOS y half negative infinite over above huge
            [[-179.99999731779098511 -85.05112497791824921] [180 85.0511287799999991] [-179.99999731779098511 -85.05112751263942528] [-179.99999731779098511 85.0511287799999991] [180 -85.05112751263942528] [-179.99999731779098511 -85.05112751263942528]]
            > GEOHASH y half negative infinite over above huge
            [00bh0hbj210 bp05b5048p0 00bh0hbj200 bp05b5048p0 00bh0hbj200 00bh0hbj200]
            > GEODIST y half negative
            18919844.3072
            > GEODIST y half infinite
            0.2819
            > GEOSEARCH y FROMMEMBER half BYRADIUS 100000 km WITHDIST WITHHASH
            [[half 0.0000 1]]
            > GEOSEARCH y FROMMEMBER infinite BYRADIUS 100000 km WITHDIST WITHHASH
            [[half 0.0003 1]]
            > GEOSEARCH y FROMMEMBER over BYRADIUS 100000 km WITHDIST WITHHASH
            [[over 0.0000 4503599627370496]]
            """;

    private static final String SEARCHING = """
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km
            [Palermo Catania]
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km DESC
            [Palermo Catania]
            > GEOSEARCH s FROMMEMBER Palermo BYRADIUS 0 m
            [Palermo]
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200000 M COUNT 1
            [Catania]
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km COUNT 1 ANY
            [Palermo]
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX 400 400 km ASC WITHDIST
            [[Catania 56.4413] [Palermo 190.4424] [edge2 279.7403] [edge1 279.7405]]
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX 400 100 km WITHDIST
            []
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 mi WITHDIST
            [[Palermo 118.3357] [edge1 173.8231] [Catania 35.0711] [edge2 173.8230]]
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 656168 ft WITHDIST
            [[Palermo 624811.1215] [Catania 185174.7305]]
            > GEOSEARCH s FROMMEMBER Palermo FROMMEMBER Catania BYRADIUS 10 km
            [Catania]
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX 400 400 km ASC WITHCOORD WITHDIST WITHHASH
            [[Catania 56.4413 3479447370796909 [15.08726745843887329 37.50266842333162032]] [Palermo 190.4424 3479099956230698 [13.36138933897018433 38.11555639549629859]] [edge2 279.7403 3481342659049484 [17.24151045083999634 38.78813451624225195]] [edge1 279.7405 3479273021651468 [12.7584877610206604 38.78813451624225195]]]
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX 400 400 km COUNT 3
            [Catania Palermo edge2]
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX 400 400 km COUNT 3 ANY DESC
            [edge1 Palermo Catania]
            > GEOSEARCH none FROMLONLAT 15 37 BYRADIUS 1 km
            []
            > GEOSEARCH none FROMMEMBER a BYRADIUS 1 km WITHDIST
            []
            > geosearch s fromlonlat 15 37 byradius 200 km withhash
            [[Palermo 3479099956230698] [Catania 3479447370796909]]
            """;

    private static final String REFUSED = """
            > GEOSEARCH s
            -ERR wrong number of arguments for 'geosearch' command
            > GEOSEARCH s BYRADIUS 200 km ASC COUNT 1
            -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for GEOSEARCH
            > GEOSEARCH s FROMLONLAT 15 37 ASC COUNT 1
            -ERR exactly one of BYRADIUS and BYBOX can be specified for GEOSEARCH
            > GEOSEARCH s FROMLONLAT 15 37 FROMMEMBER Palermo BYRADIUS 200 km
            -ERR syntax error
            > GEOSEARCH s FROMMEMBER Palermo FROMLONLAT 15 37 BYRADIUS 200 km
            -ERR syntax error
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km BYBOX 1 1 km
            -ERR syntax error
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS x km
            -ERR need numeric radius
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS -1 km
            -ERR radius cannot be negative
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 1 league
            -ERR unsupported unit provided. please use M, KM, FT, MI
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX x 1 km
            -ERR need numeric width
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX 1 x km
            -ERR need numeric height
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX -1 1 km
            -ERR height or width cannot be negative
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX 1 -1 km
            -ERR height or width cannot be negative
            > GEOSEARCH s FROMLONLAT 15 37 BYBOX 1 1 league
            -ERR unsupported unit provided. please use M, KM, FT, MI
            > GEOSEARCH s FROMLONLAT 15 x BYBOX 1 1 km
            -ERR value is not a valid float
            > GEOSEARCH s FROMLONLAT 15 97 BYBOX 1 1 km
            -ERR invalid longitude,latitude pair 15.000000,97.000000
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km COUNT 0
            -ERR COUNT must be > 0
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km COUNT x
            -ERR value is not an integer or out of range
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km COUNT
            -ERR syntax error
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km ANY
            -ERR the ANY argument requires COUNT argument
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km STORE d
            -ERR syntax error
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km STOREDIST
            -ERR syntax error
            > GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 200 km FOO
            -ERR syntax error
            > GEOSEARCH none FROMLONLAT 15 37 BYRADIUS 200 FOO
            -ERR unsupported unit provided. please use M, KM, FT, MI
            > geosearch s BYRADIUS 200 km ASC COUNT 1
            -ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for geosearch
            > GEOSEARCH s FROMMEMBER none BYRADIUS 1 km
            -ERR could not decode requested zset member
            """;

    private static final String STORING = """
            > GEOSEARCHSTORE d s FROMLONLAT 15 37 BYBOX 400 400 km COUNT 3
            3
            > ZRANGE d 0 -1 WITHSCORES
            [Palermo 3479099956230698 Catania 3479447370796909 edge2 3481342659049484]
            > GEOSEARCHSTORE d s FROMLONLAT 15 37 BYBOX 400 400 km ASC COUNT 3 STOREDIST
            3
            > ZRANGE d 0 -1
            [Catania Palermo edge2]
            > GEOSEARCHSTORE d s FROMLONLAT 15 37 BYBOX 400 400 km WITHDIST
            -ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options
            > GEOSEARCHSTORE d s FROMLONLAT 15 37 BYBOX 400 400 km STOREDIST x
            -ERR syntax error
            > GEOSEARCHSTORE d s FROMLONLAT 15 37 BYRADIUS 1 km
            0
            > EXISTS d
            0
            > GEOSEARCHSTORE d none FROMLONLAT 15 37 BYRADIUS 1 km
            0
            > SET str x
            OK
            > GEOSEARCHSTORE str s FROMLONLAT 15 37 BYRADIUS 200 km
            2
            > TYPE str
            zset
            > GEOSEARCHSTORE str none FROMLONLAT 15 37 BYRADIUS 200 km
            0
            > EXISTS str
            0
            > GEOSEARCHSTORE s s FROMLONLAT 15 37 BYRADIUS 200 km
            2
            > ZCARD s
            2
            """;

    private static final String OLDER = """
            > GEORADIUS s 15 37 200 km
            [Palermo Catania]
            > GEORADIUS s 15 37 200 km WITHCOORD WITHDIST WITHHASH DESC COUNT 5
            [[Palermo 190.4424 3479099956230698 [13.36138933897018433 38.11555639549629859]] [Catania 56.4413 3479447370796909 [15.08726745843887329 37.50266842333162032]]]
            > GEORADIUS_RO s 15 37 200 km WITHDIST ASC
            [[Catania 56.4413] [Palermo 190.4424]]
            > GEORADIUS s 15 37 200 km STORE d
            2
            > ZRANGE d 0 -1 WITHSCORES
            [Palermo 3479099956230698 Catania 3479447370796909]
            > GEORADIUS s 15 37 200 km STOREDIST d
            2
            > GEORADIUS s 15 37 200 km STORE d WITHDIST
            -ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options
            > GEORADIUS s 15 37 200 km STORE
            -ERR syntax error
            > GEORADIUS_RO s 15 37 200 km STORE d
            -ERR syntax error
            > GEORADIUS s 15 37 -1 km
            -ERR radius cannot be negative
            > GEORADIUS s 15 37 x km
            -ERR need numeric radius
            > GEORADIUS s 15 x 1 km
            -ERR value is not a valid float
            > GEORADIUS s 190 37 1 km
            -ERR invalid longitude,latitude pair 190.000000,37.000000
            > GEORADIUS s 15 37 1 x
            -ERR unsupported unit provided. please use M, KM, FT, MI
            > GEORADIUS s 15 37 1 km COUNT 0
            -ERR COUNT must be > 0
            > GEORADIUS s 15 37 1 km ANY
            -ERR the ANY argument requires COUNT argument
            > GEORADIUS s 15 37 1 km BYRADIUS 1 km
            -ERR syntax error
            > GEORADIUS none 15 37 1 x
            -ERR unsupported unit provided. please use M, KM, FT, MI
            > GEORADIUS none 15 37 1 km
            []
            > GEORADIUS none 15 37 1 km STORE d
            0
            > EXISTS d
            0
            > GEORADIUSBYMEMBER s Palermo 200 km
            [Palermo edge1 Catania]
            > GEORADIUSBYMEMBER s none 200 km
            -ERR could not decode requested zset member
            > GEORADIUSBYMEMBER s Palermo -1 km
            -ERR radius cannot be negative
            > GEORADIUSBYMEMBER none a x y
            []
            > GEORADIUSBYMEMBER none a x y FOO
            -ERR syntax error
            > GEORADIUSBYMEMBER_RO s Palermo 200 km WITHDIST COUNT 2
            [[Palermo 0.0000] [edge1 91.4007]]
            > GEORADIUSBYMEMBER s Palermo 200 km STORE d
            3
            > GEORADIUSBYMEMBER s Palermo 200 km COUNT 1 STOREDIST d
            1
            > GEORADIUSBYMEMBER_RO s Palermo 200 km STORE d
            -ERR syntax error
            > COMMAND GETKEYS GEORADIUS s 15 37 200 km STORE d
            [s d]
            """;

    private static final String OTHER_TYPES = """
            > SET str x
            OK
            > GEOSEARCH str FROMLONLAT 15 37 BYRADIUS 200 km
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > GEOSEARCHSTORE d str FROMLONLAT 15 37 BYRADIUS 200 km
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > GEOPOS str a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > GEOHASH str a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > GEODIST str a b
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > GEODIST str a b foo
            -ERR unsupported unit provided. please use M, KM, FT, MI
            > GEOADD str 1 1 a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > GEORADIUS str 1 1 1 km
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > GEORADIUS str x 1 1 km
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    @Test
    void placesAreAddedAndMoved(RedisServer redis) {
        play(redis, ADDING);
    }

    @Test
    void placesAreReadAsPositionsHashesAndDistances(RedisServer redis) {
        play(redis, READING);
    }

    @Test
    void resp3HasTheSameContent(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3()) {
            talk.run(SICILY);
            talk.play(READING_IN_RESP3);
        }
    }

    @Test
    void inResp3PositionsAreDoublesAndDistancesAreStrings(RedisServer redis) throws IOException {
        try (Conversation talk = redis.talk();
                Socket raw = new Socket(redis.host(), redis.port())) {
            talk.run(SICILY);
            String search = "GEOSEARCH s FROMLONLAT 15 37 BYRADIUS 100 km WITHCOORD WITHDIST WITHHASH\r\n";
            raw.getOutputStream()
                    .write(("HELLO 3\r\n" + search + "GEODIST s Palermo x\r\nQUIT\r\n").getBytes(US_ASCII));

            assertThat(new String(raw.getInputStream().readAllBytes(), US_ASCII))
                    .endsWith("""
                    *1
                    *4
                    $7
                    Catania
                    $7
                    56.4413
                    :3479447370796909
                    *2
                    ,15.08726745843887329
                    ,37.50266842333162032
                    _
                    +OK
                    """.replace("\n", "\r\n"));
        }
    }

    @Test
    void placesAtTheEdgeOfTheMapAndScoresThatAreNoneAreReadToo(RedisServer redis) {
        play(redis, EDGES);
    }

    @Test
    void circlesAndBoxesAreSearched(RedisServer redis) {
        play(redis, SEARCHING);
    }

    @Test
    void aSearchThatIsNotUnderstoodIsRefused(RedisServer redis) {
        play(redis, REFUSED);
    }

    @Test
    void whatIsFoundCanBeStored(RedisServer redis) {
        play(redis, STORING);
    }

    @Test
    void theOlderCommandsSearchAndStoreAsWell(RedisServer redis) {
        play(redis, OLDER);
    }

    @Test
    void aKeyOfAnotherTypeIsRefused(RedisServer redis) {
        play(redis, OTHER_TYPES);
    }

    @ParameterizedTest
    @CsvSource({
        "GEOADD s 1 1 new, zadd s",
        "GEOADD s CH 15.087269 37.502669 Catania, ''",
        "GEOADD s 15 37 Catania, zadd s",
        "GEOADD s XX 1 1 new, ''",
        "GEOADD s NX 15 37 Catania, ''",
        "GEOSEARCHSTORE d s FROMLONLAT 15 37 BYRADIUS 200 km, geosearchstore d",
        "GEOSEARCHSTORE d s FROMLONLAT 15 37 BYRADIUS 1 km, ''",
        "GEOSEARCHSTORE s s FROMLONLAT 15 37 BYRADIUS 1 km, del s",
        "GEOSEARCHSTORE s none FROMLONLAT 15 37 BYRADIUS 1 km, del s",
        "GEORADIUS s 15 37 200 km, ''",
        "GEORADIUS s 15 37 200 km STORE d, georadiusstore d",
        "GEORADIUSBYMEMBER s Palermo 200 km STOREDIST d, georadiusstore d",
        "GEORADIUS none 15 37 200 km STORE s, del s",
    })
    void aCommandPublishesWhatItDid(String command, String events, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run(SICILY);
        }
        assertThat(KeyEvents.published(redis, "gz", command)).isEqualTo(events);
    }

    @Test
    void aStoredResultLosesTheExpiryOfItsKey(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run(SICILY);
            talk.run("SET d x EX 1000");
            talk.run("GEOSEARCHSTORE d s FROMLONLAT 15 37 BYRADIUS 200 km");
            assertThat(talk.run("TTL d")).isEqualTo("-1");
            talk.run("EXPIRE s 1000");
            talk.run("GEOADD s 1 1 new");
            assertThat(talk.run("TTL s")).isEqualTo("1000");
        }
    }

    private static void play(RedisServer redis, String script) {
        try (Conversation talk = redis.talk()) {
            talk.run(SICILY);
            talk.play(script);
        }
    }
}
