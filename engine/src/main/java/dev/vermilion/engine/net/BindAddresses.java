package dev.vermilion.engine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The addresses of {@code bind}, as the sockets of this platform want them. */
final class BindAddresses {

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private BindAddresses() {}

    /**
     * Addresses to listen on. Here a socket on all IPv6 addresses takes IPv4 connections too, so where both are wanted
     * one socket is enough, and a second on the same port would not be had.
     */
    static List<String> of(List<String> words) {
        List<String> addresses = new ArrayList<>();
        boolean all = false;
        for (String word : words) {
            switch (word) {
                case "*", "-*", "0.0.0.0", "::*", "-::*", "::" -> all = true;
                default -> addresses.add(word);
            }
        }
        boolean six = words.contains("::*") || words.contains("-::*") || words.contains("::");
        if (all && six && hasIpv6()) {
            return List.of("::");
        }
        return all ? List.of("0.0.0.0") : addresses;
    }

    private static boolean hasIpv6() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByAddress(IPV6_LOOPBACK), 0));
            return true;
        } catch (IOException e) {
            return false; // no IPv6 here
        }
    }
}
