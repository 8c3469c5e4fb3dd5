package io.liveorigin.access.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.contract.error.OriginException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitsFileTest {
  private static LimitsFile read(String yaml) {
    return LimitsFile.read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void eachLimitIsReadForAllAndForOne(Limit limit) {
    LimitsFile file =
        read(
            "defaults: {%s: 7}\ntenants: {x: {%s: 9}, z: {%s: none}}"
                .formatted(limit.key(), limit.key(), limit.key()));

    assertThat(file.of("y").of(limit)).hasValue(7);
    assertThat(file.of("x").of(limit)).hasValue(9);
    assertThat(file.of("z").of(limit)).hasValue(TenantLimits.NONE);
  }

  @Test
  void whatIsNotSaidOfATenantTheDefaultsSay() {
    LimitsFile file = read("defaults: {masks: 3}\ntenants: {x: {events: 2}}");

    assertThat(file.of("x").of(Limit.MASKS)).hasValue(3);
    assertThat(file.of("x").of(Limit.EVENTS)).hasValue(2);
    assertThat(file.of("x").of(Limit.GETS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default: {masks: 3}|default is not a known key; allowed are defaults, tenants",
        "defaults: {mask: 3}|defaults.mask is not a known key; allowed are bodyBytesInFlight, events",
        "tenants: {x: {mask: 3}}|tenants.x.mask is not a known key",
        "tenants: {'x y': {masks: 3}}|tenants must have names of 1 to 64 of",
        "tenants: {x: null}|tenants.x must be an object",
        "defaults: {masks: 0}|defaults.masks must be a whole number of at least 1, or none, but is '0'",
        "defaults: {masks: -1}|defaults.masks must be",
        "defaults: {masks: 1.5}|defaults.masks must be",
        "defaults: {masks: null}|defaults.masks must be",
        "defaults: {masks: many}|defaults.masks must be",
        "defaults: {getsPerSecond: 1000000001}|getsPerSecond must be a whole number from 1 to 1000000000",
        "defaults: {masks: 1, masks: 2}|Duplicate",
        "defaults: [masks]|defaults must be an object with keys",
      })
  void whatCannotBeUsedIsRefusedByItsKey(String yaml, String why) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(OriginException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatChangesInTheFileComesIntoForce(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("limits.yaml");
    Files.writeString(file, "defaults: {masks: 3}");
    try (WatchedFiles<LimitsFile> watched = LimitsFile.watch(file)) {
      Files.writeString(file, "defaults: {masks: 4}");
      watched.refresh();

      assertThat(watched.now().defaults().of(Limit.MASKS)).hasValue(4);

      Files.writeString(file, "defaults: {masks: none, mask: 4}");
      watched.refresh();

      assertThat(watched.now().defaults().of(Limit.MASKS)).hasValue(4);
      assertThat(watched.problem()).hasValueSatisfying(p -> assertThat(p).contains("mask"));
    }
  }

  @Test
  void theStandardSaysAllButWhatANodeHasAFixedAmountOf() {
    assertThat(TenantLimits.standard().values().keySet())
        .containsExactly(
            Limit.INGEST_REQUESTS,
            Limit.INGEST_BYTES,
            Limit.EVENTS,
            Limit.REPRESENTATIONS,
            Limit.MASKS,
            Limit.NOTIFICATIONS);
  }
}
