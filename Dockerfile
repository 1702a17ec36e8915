# syntax=docker/dockerfile:1

# The jar, as ./mvnw package makes it anywhere.
FROM eclipse-temurin:17-jdk AS build
WORKDIR /build
ENV MAVEN_USER_HOME=/build/maven
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY bpmn bpmn
COPY src src
RUN --mount=type=cache,target=/build/maven ./mvnw -B -ntp -Dmaven.repo.local=/build/maven/repository -DskipTests package

# Taken apart with the JVM that will run it, since what is kept of a trial start fits no other.
FROM eclipse-temurin:17-jre AS layout
WORKDIR /build
COPY scripts/lay-out scripts/lay-out
COPY --from=build /build/target/handover-1.0.0-SNAPSHOT.jar target/
RUN scripts/lay-out target/handover-1.0.0-SNAPSHOT.jar /app

FROM eclipse-temurin:17-jre
RUN groupadd --gid 10001 handover && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin handover
WORKDIR /app
# What changes least first.
COPY --from=layout /app/lib lib
COPY --from=layout /app/bin bin
COPY --from=layout /app/class-path /app/handover.jar /app/handover.jsa ./
COPY deploy/health deploy/make-secrets bin/
USER 10001:10001
ENV SPRING_PROFILES_ACTIVE=postgres \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs \
    JAVA_OPTS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=90s --retries=3 CMD ["/app/bin/health"]
ENTRYPOINT ["/app/bin/handover"]
