# All parts in one image; the command says which one runs: see compose.yaml.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
# What origin --version says: docker build --build-arg COMMIT=$(git rev-parse --short=12 HEAD) .
ARG COMMIT=unknown
RUN mvn -q -B -Dmaven.test.skip=true -Dorigin.commit=$COMMIT -pl standalone -am package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/origin --create-home origin
COPY --from=build /src/standalone/target/lib /opt/origin/lib
COPY --from=build /src/standalone/target/standalone-*.jar /opt/origin/origin.jar
COPY --from=build /src/standalone/src/main/resources/io/liveorigin/standalone/demo /opt/origin/demo
COPY --from=build /src/standalone/src/main/resources/io/liveorigin/standalone/jvm /opt/origin/jvm
USER origin
VOLUME /var/lib/origin
# Two fifths of the container's memory for the heap, as much for the caches: Java's limit of direct
# memory is the size of the heap. The other flags are those of the origin command.
# JAVA_TOOL_OPTIONS adds flags.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=40", "@/opt/origin/jvm/common.args", \
    "@/opt/origin/jvm/serve.args", "-jar", "/opt/origin/origin.jar"]
CMD ["--help"]
