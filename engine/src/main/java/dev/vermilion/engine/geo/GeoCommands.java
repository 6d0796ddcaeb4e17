package dev.vermilion.engine.geo;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import java.util.List;

/** The commands on places. */
public final class GeoCommands {

    private GeoCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command(
                                "GEOADD key [NX | XX] [CH] longitude latitude member [longitude latitude member ...]",
                                "Adds places, or moves those that are there.")
                        .since("3.2.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "RW", "UPDATE"))
                        .runs(GeoAdd::geoadd),
                command("GEODIST key member1 member2 [M | KM | FT | MI]", "Returns the distance of two places.")
                        .since("3.2.0")
                        .read()
                        .runs(GeoRead::geodist),
                command(
                                "GEOHASH key [member [member ...]]",
                                "Returns the positions of places as geohashes of 11 letters.")
                        .since("3.2.0")
                        .read()
                        .runs(GeoRead::geohash),
                command("GEOPOS key [member [member ...]]", "Returns the longitudes and latitudes of places.")
                        .since("3.2.0")
                        .read()
                        .runs(GeoRead::geopos),
                command(
                                "GEORADIUS key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST]"
                                        + " [WITHHASH] [COUNT count [ANY]] [ASC | DESC]"
                                        + " [STORE key | STOREDIST key]",
                                "Finds the places in a circle around a position, and may store them.")
                        .since("3.2.0")
                        .deprecated("`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument")
                        .write(Flag.DENYOOM, Flag.MOVABLEKEYS)
                        .keys(
                                KeySpec.range(1, 1, 1, "RO", "ACCESS"),
                                KeySpec.behind("STORE", 6, 0, 0, "OW", "UPDATE"),
                                KeySpec.behind("STOREDIST", 6, 0, 0, "OW", "UPDATE"))
                        .runs(GeoSearch::georadius),
                command(
                                "GEORADIUSBYMEMBER key member radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST]"
                                        + " [WITHHASH] [COUNT count [ANY]] [ASC | DESC]"
                                        + " [STORE key | STOREDIST key]",
                                "Finds the places in a circle around one of them, and may store them.")
                        .since("3.2.0")
                        .deprecated("`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` and `FROMMEMBER` arguments")
                        .write(Flag.DENYOOM, Flag.MOVABLEKEYS)
                        .keys(
                                KeySpec.range(1, 1, 1, "RO", "ACCESS"),
                                KeySpec.behind("STORE", 5, 0, 0, "OW", "UPDATE"),
                                KeySpec.behind("STOREDIST", 5, 0, 0, "OW", "UPDATE"))
                        .runs(GeoSearch::georadiusbymember),
                command(
                                "GEORADIUSBYMEMBER_RO key member radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST]"
                                        + " [WITHHASH] [COUNT count [ANY]] [ASC | DESC]",
                                "Finds the places in a circle around one of them.")
                        .since("3.2.10")
                        .deprecated("`GEOSEARCH` with the `BYRADIUS` and `FROMMEMBER` arguments")
                        .read()
                        .runs(GeoSearch::georadiusbymemberRo),
                command(
                                "GEORADIUS_RO key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST]"
                                        + " [WITHHASH] [COUNT count [ANY]] [ASC | DESC]",
                                "Finds the places in a circle around a position.")
                        .since("3.2.10")
                        .deprecated("`GEOSEARCH` with the `BYRADIUS` argument")
                        .read()
                        .runs(GeoSearch::georadiusRo),
                command(
                                "GEOSEARCH key <FROMMEMBER member | FROMLONLAT longitude latitude>"
                                        + " <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>>"
                                        + " [ASC | DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]",
                                "Finds the places in a circle or a box.")
                        .since("6.2.0")
                        .read()
                        .runs(GeoSearch::geosearch),
                command(
                                "GEOSEARCHSTORE destination source <FROMMEMBER member | FROMLONLAT longitude latitude>"
                                        + " <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>>"
                                        + " [ASC | DESC] [COUNT count [ANY]] [STOREDIST]",
                                "Stores the places in a circle or a box.")
                        .since("6.2.0")
                        .write(Flag.DENYOOM)
                        .keys(KeySpec.range(1, 1, 1, "OW", "UPDATE"), KeySpec.range(2, 2, 1, "RO", "ACCESS"))
                        .runs(GeoSearch::geosearchstore));
    }
}
