package org.handover.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final String HERE = "192.0.2.7";
    private static final String ELSEWHERE = "192.0.2.8";

    private final AtomicLong now = new AtomicLong();
    private final Throttle throttle = new Throttle(now::get);

    private void wrong(int times, String place, String user) {
        for (int i = 0; i < times; i++) {
            throttle.wrong(place, user);
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void guesserWaits_longerEachTime_andAtMostAMinute() {
        wrong(Throttle.FREE_FOR_A_USER - 1, HERE, "kim");
        assertThat(throttle.admits(HERE, "kim")).isTrue();

        throttle.wrong(HERE, "kim");
        assertThat(throttle.admits(HERE, "kim")).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(throttle.admits(HERE, "kim")).isTrue();

        throttle.wrong(HERE, "kim");
        pass(Duration.ofMillis(1_500));
        assertThat(throttle.admits(HERE, "kim")).isFalse();

        wrong(40, HERE, "kim");
        pass(Throttle.LONGEST_WAIT.minusSeconds(1));
        assertThat(throttle.admits(HERE, "kim")).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(throttle.admits(HERE, "kim")).isTrue();
    }

    @Test
    void nobodyIsLockedOutFromElsewhere() {
        wrong(100_000, HERE, "kim");

        assertThat(throttle.admits(ELSEWHERE, "kim")).isTrue();
    }

    @Test
    void placeThatFailsWithManyUsers_waits_butNotWhoSignedInThereBefore() {
        throttle.right(HERE, "lee");
        for (int user = 0; user < Throttle.FREE_FOR_A_PLACE; user++) {
            throttle.wrong(HERE, "user-" + user);
        }

        assertThat(throttle.admits(HERE, "somebody-else")).isFalse();
        assertThat(throttle.admits(HERE, "lee")).isTrue();
        assertThat(throttle.admits(ELSEWHERE, "somebody-else")).isTrue();
    }

    @Test
    void rightPassword_endsTheWaiting() {
        wrong(Throttle.FREE_FOR_A_USER + 3, HERE, "kim");
        pass(Throttle.LONGEST_WAIT);
        throttle.right(HERE, "kim");

        wrong(Throttle.FREE_FOR_A_USER - 1, HERE, "kim");
        assertThat(throttle.admits(HERE, "kim")).isTrue();
    }

    @Test
    void addressesOfOneIpv6Network_areOnePlace() {
        wrong(Throttle.FREE_FOR_A_USER, "2001:db8:1:2::7", "kim");

        assertThat(throttle.admits("2001:db8:1:2:ffff::8", "kim")).isFalse();
        assertThat(throttle.admits("2001:db8:1:3::7", "kim")).isTrue();
    }

    @Test
    void passwordHash_isSlow_andItsIterationsCanChange() {
        String old = new PasswordHash(10).encrypt("Remember-1953");

        assertThat(old).startsWith("10:").doesNotContain("Remember").hasSizeLessThan(200);
        assertThat(new PasswordHash(1_000).check("Remember-1953", old)).isTrue();
        assertThat(new PasswordHash(1_000).check("remember-1953", old)).isFalse();
        assertThat(new PasswordHash(10).encrypt("Remember-1953")).as("salted").isNotEqualTo(old);
    }
}
