package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Problem;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses, such as {@code 10.0.0.0/8}, or one address.
 *
 * @param value all bits of the first address
 * @param bits 32 or 128
 * @param prefix how many of them count
 */
record Network(BigInteger value, int bits, int prefix) {

    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** The block that {@code text} names; 422 if it names none. */
    static Network parse(String text) {
        String[] parts = text.split("/", 2);
        Network address = address(parts[0]).orElseThrow(() -> wrong(text));
        if (parts.length == 1) {
            return address;
        }
        try {
            int prefix = Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > address.bits) {
                throw wrong(text);
            }
            return address.masked(prefix);
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static Problem wrong(String text) {
        return Problem.unprocessable("'" + text + "' is no address and no block like 10.0.0.0/8 or 2001:db8::/32.");
    }

    /** One address, written in digits; a name is never looked up. An IPv4 address within IPv6 counts as IPv4. */
    static Optional<Network> address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = InetAddress.getByName(text).getAddress();
            int bits = bytes.length * 8;
            return Optional.of(new Network(new BigInteger(1, bytes), bits, bits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The block of this size that this address lies in. */
    Network masked(int length) {
        int cut = bits - length;
        return new Network(value.shiftRight(cut).shiftLeft(cut), bits, length);
    }

    boolean contains(Network address) {
        return bits == address.bits && address.masked(prefix).value.equals(value);
    }

    /** As it is written: one address without a prefix, a block with it. */
    @Override
    public String toString() {
        byte[] bytes = new byte[bits / 8];
        byte[] digits = value.toByteArray();
        int length = Math.min(digits.length, bytes.length);
        System.arraycopy(digits, digits.length - length, bytes, bytes.length - length, length);
        try {
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            return prefix == bits ? text : text + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
