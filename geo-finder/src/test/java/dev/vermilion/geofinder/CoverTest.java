package dev.vermilion.geofinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoverTest {

    private final SplittableRandom random = new SplittableRandom(7);

    private Point anywhere() {
        double lon = random.nextInt(3) == 0 ? 180 - random.nextDouble(2) : random.nextDouble(-180, 180);
        double lat = random.nextInt(3) == 0 ? 90 - random.nextDouble(12) : random.nextDouble(-90, 90);
        return new Point(random.nextBoolean() ? lon : -lon, random.nextBoolean() ? lat : -lat);
    }

    private Point indexable() {
        Point point = anywhere();
        return point.isIndexable() ? point : indexable();
    }

    @Test
    void aCellIsTheRangeOfScoresThatItsNumberBegins() {
        Cell cell = Cell.of(new Point(12.57, 55.68), 5);

        assertThat(cell.firstScore()).isEqualTo(cell.bits() << 42);
        assertThat(cell.endScore() - cell.firstScore()).isEqualTo(1L << 42);
        assertThat(Cell.of(cell.center(), 5)).isEqualTo(cell);
        assertThat(cell.quarters())
                .allSatisfy(
                        quarter -> assertThat(quarter.firstScore()).isBetween(cell.firstScore(), cell.endScore() - 1));
    }

    @Test
    void theNeighbourEastOfTheAntimeridianIsTheFirstColumn() {
        Cell last = Cell.of(new Point(179.9, 10), 6);

        assertThat(last.east()).isEqualTo(180);
        assertThat(last.neighbour(1, 0).west()).isEqualTo(-180);
        assertThat(last.neighbour(1, 0).row()).isEqualTo(last.row());
    }

    @Test
    void distancesToACellAreNeverMoreThanToAPointInIt() {
        for (int i = 0; i < 20_000; i++) {
            Point from = anywhere();
            Point to = indexable();
            Cell cell = Cell.of(to, 1 + random.nextInt(12));

            assertThat(cell.metersTo(from)).as("%s %s", from, cell).isLessThanOrEqualTo(from.metersTo(to) + 1e-3);
        }
    }

    @Test
    void theExactCoverHoldsEachPointOfTheCircleAlsoOverPolesAndTheAntimeridian() {
        for (int i = 0; i < 20_000; i++) {
            Point center = anywhere();
            Point point = indexable();
            double radius = center.metersTo(point) * (1 + random.nextDouble());
            if (i % 10 == 0) {
                List<Cell> cells = Cover.exact(center, radius);
                assertThat(cells).hasSizeLessThanOrEqualTo(24).doesNotHaveDuplicates();
                assertThat(cells).as("%s %s %s", center, point, radius).anyMatch(each -> holds(each, point));
            }
        }
    }

    @Test
    void awayFromThePolesNineCellsHoldEachPointOfTheCircle() {
        for (int i = 0; i < 20_000; i++) {
            Point center = new Point(random.nextDouble(-180, 180), random.nextDouble(-60, 60));
            double radius = Math.exp(random.nextDouble(3, 14));
            Point point = new Point(
                    wrapped(center.lon() + random.nextDouble(-1, 1) * radius / 60_000),
                    center.lat() + random.nextDouble(-1, 1) * radius / 120_000);
            if (center.metersTo(point) <= radius) {
                List<Cell> cells = Cover.ofGeosearch(center, radius);
                assertThat(cells).hasSizeLessThanOrEqualTo(9).doesNotHaveDuplicates();
                assertThat(cells).as("%s %s %s", center, point, radius).anyMatch(each -> holds(each, point));
            }
        }
    }

    private static double wrapped(double lon) {
        return lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon;
    }

    private static boolean holds(Cell cell, Point point) {
        return Cell.of(point, cell.step()).equals(cell);
    }

    @Test
    void distanceOverThePoleIsTheShortOne() {
        assertThat(new Point(0, 89).metersTo(new Point(180, 89))).isCloseTo(222_453, within(100.0));
        assertThat(new Point(179.5, 0).metersTo(new Point(-179.5, 0))).isCloseTo(111_226, within(100.0));
        assertThat(new Point(10, 90).metersTo(new Point(-130, 90))).isCloseTo(0, within(0.001));
    }

    @Test
    void aMapAcrossTheAntimeridianHasCellsOnBothSidesAndEachOnce() {
        List<Cell> cells = new Viewport(170, -20, -170, 0).cells();

        assertThat(cells).doesNotHaveDuplicates();
        assertThat(cells).anyMatch(each -> each.west() >= 170).anyMatch(each -> each.east() <= -170);
        assertThat(cells).noneMatch(each -> each.east() < 165 && each.west() > -165);
    }

    @Test
    void theWholeWorldIsEachCellOnce() {
        Viewport world = new Viewport(-180, -90, 180, 90);

        assertThat(world.cells()).hasSize(1 << 2 * world.step() - 1).doesNotHaveDuplicates(); // two rows each
        assertThat(new Viewport(10, -90, 10, 90).cells()).containsExactlyInAnyOrderElementsOf(world.cells());
    }

    @Test
    void aStoreThatIsOpenPastMidnightIsOpenThen() {
        Hours night = new Hours(1080, 240, 60);

        assertThat(night.areOpen(java.time.Instant.parse("2026-06-01T16:59:00Z")))
                .isFalse();
        assertThat(night.areOpen(java.time.Instant.parse("2026-06-01T17:00:00Z")))
                .isTrue();
        assertThat(night.areOpen(java.time.Instant.parse("2026-06-02T02:59:00Z")))
                .isTrue();
        assertThat(night.areOpen(java.time.Instant.parse("2026-06-02T03:00:00Z")))
                .isFalse();
        assertThat(new Hours(0, 0, 0).areOpen(java.time.Instant.parse("2026-06-02T03:00:00Z")))
                .isTrue();
        assertThat(Hours.offsetAt(-122.4)).isEqualTo(-480);
    }
}
