package dev.vermilion.engine.string;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.resp.Slice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Xxh3Test {

    /** The hashes are those of the xxHash library, for the bytes 3, 10, 17 and so on. */
    @ParameterizedTest
    @CsvSource({
        "0, 2d06800538d394c2",
        "1, 13e608bc156defed",
        "2, 1c9074b93943b86c",
        "3, a9088dda485b481c",
        "4, 6d9253b16c8b1ed3",
        "8, 60539db630471163",
        "9, feff668361d723a8",
        "16, b8c859b0f030b585",
        "17, 714a04408e79b80f",
        "32, 19ff4ee1d6ba1a55",
        "64, 287eb1fa9e4be2c1",
        "100, b5937857f0d78c9f",
        "128, 67425a03650261bf",
        "129, c664bf3311c6abc4",
        "200, 746cd0025327bf5b",
        "240, 64556dc6b462a6cf",
        "241, 8beadd3a8874fe17",
        "512, f58202b8d9019d1d",
        "1024, 9b81661c641c72b1",
        "1025, 806c2072ed713576",
        "4096, d7428746842be37e",
        "5000, 799aaddd7339581d"
    })
    void theHashIsThatOfXxHash(int length, String hash) {
        byte[] bytes = new byte[length + 5];
        for (int i = 0; i < length; i++) {
            bytes[i + 5] = (byte) (i * 7 + 3);
        }
        Slice part = new Slice();
        part.set(bytes, 5, length);
        assertThat(Xxh3.hex(part)).isEqualTo(hash);
    }
}
