package io.liveorigin.standalone.secured;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant: with the ACLs of {@code docs/kafka-acls.md}, no part may write or read a topic that it
 * has no business with. On a broker of its own, since what the attempts write is no record that a
 * service can read.
 */
class KafkaForbiddenAccessIT {
  private static final List<String> TOPICS =
      List.of(
          "segments.a",
          "segments.b",
          "inits.a",
          "inits.b",
          "selections",
          "selections.inits",
          "defects",
          "control",
          "quarantine",
          "refusals",
          "audit",
          "views",
          "cells",
          "clock",
          "cell-candidates-changelog");

  @TempDir static Path directory;
  private static AclFixture origin;
  private static TopicAccess access;

  @BeforeAll
  static void start() {
    origin = AclFixture.start(directory);
    access = new TopicAccess(origin);
    // A topic without a record is read to its end without leave.
    for (String topic : TOPICS) {
      assertThat(access.mayWrite(SecuredBroker.SUPER, topic)).as(topic).isTrue();
    }
  }

  @AfterAll
  static void stop() {
    origin.close();
  }

  @Test
  void nobody_may_do_more() {
    for (String topic : List.of("segments.a", "segments.b", "inits.a", "inits.b", "refusals")) {
      assertThat(access.mayWrite("serving", topic)).as("serving writes " + topic).isFalse();
    }
    for (String topic :
        List.of("segments.b", "inits.b", "selections", "selections.inits", "defects", "cells")) {
      assertThat(access.mayWrite("ingest-a", topic)).as("ingest a writes " + topic).isFalse();
    }
    for (String topic : List.of("segments.a", "segments.b", "inits.b", "selections", "defects")) {
      assertThat(access.mayRead("ingest-a", topic)).as("ingest a reads " + topic).isFalse();
    }
    for (String topic :
        List.of(
            "segments.a",
            "inits.a",
            "control",
            "selections.inits",
            "quarantine",
            "refusals",
            "audit",
            "cells",
            "clock",
            "cell-candidates-changelog")) {
      assertThat(access.mayRead("analyst", topic)).as("an analyst reads " + topic).isFalse();
    }
    assertThat(access.mayRead("analyst", "selections")).isTrue();
    assertThat(access.mayRead("analyst", "defects")).isTrue();
    assertThat(access.mayRead("analyst", "views")).isTrue();
    assertThat(access.mayRead("serving", "views")).as("serving reads views").isFalse();
    assertThat(access.mayWrite("ingest-a", "views")).as("ingest a writes views").isFalse();
    for (String topic : List.of("selections", "defects", "control", "segments.a", "views")) {
      assertThat(access.mayWrite("analyst", topic)).as("an analyst writes " + topic).isFalse();
      assertThat(access.mayWrite("support", topic)).as("support writes " + topic).isFalse();
      assertThat(access.mayWrite("set-up", topic)).as("set-up writes " + topic).isFalse();
      assertThat(access.mayRead("set-up", topic)).as("set-up reads " + topic).isFalse();
    }
    assertThat(access.mayWrite("ingest-a", "segments.a")).as("the probe itself").isTrue();
  }
}
