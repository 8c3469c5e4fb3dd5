package io.liveorigin.serving.bytes.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FifoMapTest {
  @Test
  void theOldestGoesFirstHoweverPopular() {
    FifoMap<String, String> map = new FifoMap<>(10);
    map.put("a", "A", 5);
    map.put("b", "B", 5);
    for (int i = 0; i < 1000; i++) {
      assertThat(map.get("a")).contains("A");
    }

    map.put("c", "C", 4);

    assertThat(map.get("a")).isEmpty();
    assertThat(map.get("b")).contains("B");
    assertThat(map.get("c")).contains("C");
    assertThat(map.weight()).isEqualTo(9);
  }

  @Test
  void aReplacementIsTheNewest() {
    FifoMap<String, String> map = new FifoMap<>(2);
    map.put("a", "A", 1);
    map.put("b", "B", 1);
    map.put("a", "A2", 1);
    map.put("c", "C", 1);

    assertThat(map.get("a")).contains("A2");
    assertThat(map.get("b")).isEmpty();
  }

  @Test
  void whatIsHeavierThanTheMapIsNotKept() {
    FifoMap<String, String> map = new FifoMap<>(10);
    map.put("a", "A", 5);
    map.put("b", "B", 11);

    assertThat(map.get("a")).contains("A");
    assertThat(map.get("b")).isEmpty();
  }

  @Test
  void removedWeightIsFree() {
    FifoMap<String, String> map = new FifoMap<>(10);
    map.put("a", "A", 5);
    map.put("b", "B", 5);
    map.remove("a");
    map.remove("a");
    map.removeIf(key -> key.equals("b"));

    assertThat(map.weight()).isZero();
    assertThat(map.size()).isZero();
  }

  @Property
  void itIsTheNewestThatFit(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 12) Integer> weights) {
    FifoMap<Integer, Integer> map = new FifoMap<>(20);
    Map<Integer, Integer> model = new LinkedHashMap<>();
    for (int i = 0; i < weights.size(); i++) {
      int key = weights.get(i) % 7;
      map.put(key, i, weights.get(i));
      model.remove(key);
      while (model.values().stream().mapToInt(v -> weights.get(v)).sum() + weights.get(i) > 20) {
        model.remove(model.keySet().iterator().next());
      }
      model.put(key, i);
    }
    for (int key = 0; key < 7; key++) {
      assertThat(map.get(key).orElse(-1)).isEqualTo(model.getOrDefault(key, -1));
    }
    assertThat(map.weight())
        .isEqualTo(model.values().stream().mapToLong(v -> weights.get(v)).sum());
    assertThat(map.size()).isEqualTo(model.size());
  }
}
