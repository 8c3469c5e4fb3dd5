package io.liveorigin.serving.cmcd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The members of one text of client data or server data (CTA-5004, CTA-5006), by key. A getter
 * returns nothing for a member of another type or out of its range, and counts it. One thread.
 */
final class CmcdMembers {
  /** The parameter of a value that is about video. */
  private static final String VIDEO = "v";

  /** Values as they were sent, by key; the last one of a key counts (RFC 9651, section 4.2.2). */
  private final Map<String, String> texts = new HashMap<>();

  private int dropped;

  private CmcdMembers(List<String> members) {
    for (String member : members) {
      int equals = member.indexOf('=');
      int end = equals < 0 ? member.length() : equals;
      texts.put(member.substring(0, end), equals < 0 ? "" : member.substring(equals + 1));
    }
  }

  /** Reads a text; empty if it does not follow the grammar. Never throws. */
  static Optional<CmcdMembers> read(String text) {
    return CmcdText.members(text).map(CmcdMembers::new);
  }

  /** How many members were asked for and have another type, or are out of their range. */
  int dropped() {
    return dropped;
  }

  /** A string of at most {@code most} characters of printable ASCII. */
  Optional<String> text(String key, int most) {
    return items(key)
        .flatMap(
            items ->
                kept(
                    items.size() == 1
                            && items.get(0).bare() instanceof CmcdValue.Text text
                            && text.value().length() <= most
                            && text.value().chars().allMatch(c -> c >= ' ' && c <= '~')
                        ? Optional.of(text.value())
                        : Optional.empty()));
  }

  /** A token; a string counts as well, because some players quote tokens. */
  Optional<String> token(String key, int most) {
    return items(key)
        .flatMap(
            items -> {
              Optional<String> token =
                  items.size() == 1 ? tokenOf(items.get(0).bare()) : Optional.empty();
              return kept(token.filter(some -> some.length() <= most));
            });
  }

  /** Tokens of an inner list, at most {@code most}. */
  List<String> tokens(String key, int most) {
    return items(key)
        .map(
            items ->
                items.stream().flatMap(item -> tokenOf(item.bare()).stream()).limit(most).toList())
        .orElse(List.of());
  }

  private static Optional<String> tokenOf(CmcdValue.Bare bare) {
    if (bare instanceof CmcdValue.Token token) {
      return Optional.of(token.value());
    }
    return bare instanceof CmcdValue.Text text ? Optional.of(text.value()) : Optional.empty();
  }

  /** A number from 0 to {@code most}, rounded; of several the one about video, or the first. */
  OptionalLong number(String key, long most) {
    Optional<List<CmcdValue.Item>> items = items(key);
    if (items.isEmpty()) {
      return OptionalLong.empty();
    }
    Optional<CmcdValue.Item> item =
        items.get().stream()
            .filter(some -> some.parameters().contains(VIDEO))
            .findFirst()
            .or(() -> items.get().stream().findFirst());
    return kept(numbers(item.stream().toList(), most).findFirst());
  }

  /** The smallest of one or several numbers from 0 to {@code most}. */
  OptionalLong smallest(String key, long most) {
    return items(key).map(all -> kept(numbers(all, most).min())).orElse(OptionalLong.empty());
  }

  /** The largest of one or several numbers from 0 to {@code most}. */
  OptionalLong largest(String key, long most) {
    return items(key).map(all -> kept(numbers(all, most).max())).orElse(OptionalLong.empty());
  }

  private static LongStream numbers(List<CmcdValue.Item> items, long most) {
    return items.stream()
        .map(CmcdValue.Item::bare)
        .filter(CmcdValue.Number.class::isInstance)
        .mapToLong(bare -> Math.round(((CmcdValue.Number) bare).value()))
        .filter(number -> number >= 0 && number <= most);
  }

  /** Whether a boolean is true; a list about several media is true if there is one. */
  boolean flag(String key) {
    return items(key)
        .map(
            items ->
                items.stream()
                    .anyMatch(
                        item -> !(item.bare() instanceof CmcdValue.Flag flag) || flag.value()))
        .orElse(false);
  }

  /** The items of a key; a value of no known type is counted. */
  private Optional<List<CmcdValue.Item>> items(String key) {
    String text = texts.get(key);
    if (text == null) {
      return Optional.empty();
    }
    Optional<CmcdValue> value =
        text.isEmpty() ? Optional.of(CmcdValue.present()) : CmcdValue.read(text);
    return kept(value).map(CmcdValue::items);
  }

  private <T> Optional<T> kept(Optional<T> value) {
    dropped += value.isPresent() ? 0 : 1;
    return value;
  }

  private OptionalLong kept(OptionalLong value) {
    dropped += value.isPresent() ? 0 : 1;
    return value;
  }
}
