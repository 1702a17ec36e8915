package org.handover.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/**
 * Slows whoever guesses at passwords, by where the guesses come from: after a few wrong ones the same place waits longer and longer
 * before it may try the same user again, and a place that fails with many users waits before it tries any user who has not signed in from
 * there before. Nobody is ever locked out from elsewhere, and users who do not exist wait like the others.
 *
 * <p>Each node counts for itself, in memory that is bounded.
 */
@Component
class Throttle {

    /** Wrong passwords for one user before that place waits. */
    static final int FREE_FOR_A_USER = 5;

    /** Wrong passwords for all users together before a place waits. */
    static final int FREE_FOR_A_PLACE = 50;

    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final Duration KNOWN_FOR = Duration.ofDays(7);
    private static final int REMEMBERED = 50_000;

    private final Ticker clock;
    private final Cache<Pair, Failures> ofUsers;
    private final Cache<String, Failures> ofPlaces;
    private final Cache<Pair, Boolean> known;

    private record Pair(String place, String user) {}

    /** @param waitsUntil by the clock, in nanoseconds */
    private record Failures(int number, long waitsUntil) {}

    Throttle() {
        this(Ticker.systemTicker());
    }

    Throttle(Ticker clock) {
        this.clock = clock;
        ofUsers = remembering(FORGOTTEN_AFTER).build();
        ofPlaces = remembering(FORGOTTEN_AFTER).build();
        known = remembering(KNOWN_FOR).build();
    }

    private Caffeine<Object, Object> remembering(Duration time) {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(time)
                .ticker(clock);
    }

    /**
     * Whether a password may be tried now.
     *
     * @param address where the attempt comes from
     */
    boolean admits(String address, String user) {
        String place = place(address);
        var pair = new Pair(place, user);
        return isOver(ofUsers.getIfPresent(pair))
                && (known.getIfPresent(pair) != null || isOver(ofPlaces.getIfPresent(place)));
    }

    private boolean isOver(Failures failures) {
        return failures == null || failures.waitsUntil() - clock.read() <= 0;
    }

    void right(String address, String user) {
        var pair = new Pair(place(address), user);
        ofUsers.invalidate(pair);
        known.put(pair, true);
    }

    void wrong(String address, String user) {
        String place = place(address);
        ofUsers.asMap().compute(new Pair(place, user), (pair, before) -> oneMore(before, FREE_FOR_A_USER));
        ofPlaces.asMap().compute(place, (same, before) -> oneMore(before, FREE_FOR_A_PLACE));
    }

    private Failures oneMore(Failures before, int free) {
        int number = before == null ? 1 : before.number() + 1;
        long seconds = number < free ? 0 : Math.min(1L << Math.min(number - free, 30), LONGEST_WAIT.toSeconds());
        return new Failures(number, clock.read() + Duration.ofSeconds(seconds).toNanos());
    }

    /** Whoever has one IPv6 address has all of its network. */
    private static String place(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? Arrays.toString(Arrays.copyOf(bytes, 8)) : address;
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
