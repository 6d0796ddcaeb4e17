package dev.vermilion.sessionstore;

/**
 * Who asks, as far as a device list can tell.
 *
 * @param agent the User-Agent, cut to 200 characters
 * @param address the IP address
 */
public record Client(String agent, String address) {

    private static final int LONGEST = 200;

    /** Cuts what is too long. */
    public Client {
        agent = agent.length() > LONGEST ? agent.substring(0, LONGEST) : agent;
    }
}
