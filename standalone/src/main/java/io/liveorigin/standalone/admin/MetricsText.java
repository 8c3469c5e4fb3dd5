package io.liveorigin.standalone.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Samples in the text format of Prometheus (exposition format 0.0.4). Immutable. */
public final class MetricsText {
  /** One sample; names of metrics and labels as in docs/metrics.md. */
  public record Sample(String name, Map<String, String> labels, double value) {}

  private static final Pattern LINE =
      Pattern.compile("([A-Za-z_:][\\w:]*)(?:\\{(.*)\\})? ([^ ]+)(?: -?\\d+)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final List<Sample> samples;

  private MetricsText(List<Sample> samples) {
    this.samples = samples;
  }

  /** Reads a scrape. Lines that are none of a sample are left out. */
  public static MetricsText read(String text) {
    List<Sample> samples = new ArrayList<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(
            line -> {
              Map<String, String> labels = new HashMap<>();
              Matcher label = LABEL.matcher(line.group(2) == null ? "" : line.group(2));
              while (label.find()) {
                labels.put(label.group(1), label.group(2));
              }
              value(line.group(3))
                  .ifPresent(value -> samples.add(new Sample(line.group(1), labels, value)));
            });
    return new MetricsText(samples);
  }

  /** NaN, which stands for a value that is not known, is none. */
  private static OptionalDouble value(String text) {
    try {
      double value = Double.parseDouble(text.replace("Inf", "Infinity"));
      return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Returns the samples of a metric that have a label with that value. */
  public List<Sample> all(String name, String label, String value) {
    return all(name).stream().filter(s -> value.equals(s.labels().get(label))).toList();
  }

  public List<Sample> all(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  /** Returns the value of the first sample; empty if there is none. */
  public static OptionalDouble first(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::value).findFirst();
  }
}
