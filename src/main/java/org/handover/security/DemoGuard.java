package org.handover.security;

import java.net.InetAddress;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Refuses to start the demo, whose passwords everybody knows, on an address that others can reach. */
@Component
@Profile("demo")
class DemoGuard {

    DemoGuard(ServerProperties server) {
        InetAddress address = server.getAddress();
        if (address == null || !address.isLoopbackAddress()) {
            throw new StartRefused(
                    "The profile demo has users whose passwords everybody knows, and it would listen on %s."
                            .formatted(address == null ? "every address" : address.getHostAddress()),
                    "Leave server.address at 127.0.0.1, or start without the profile demo and set HANDOVER_ADMIN_USER"
                            + " and HANDOVER_ADMIN_PASSWORD.");
        }
    }
}
