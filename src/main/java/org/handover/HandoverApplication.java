package org.handover;

import org.handover.engine.MappingPaths;
import org.handover.verify.Verify;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The return of fallen soldiers' remains, from the pledge to the family. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HandoverApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(Verify.COMMAND)) {
            // Before anything of Spring is loaded: somebody who checks a file needs no application.
            System.exit(Verify.run(args, System.out));
        }
        MappingPaths.use();
        SpringApplication.run(HandoverApplication.class, args);
    }
}
