package io.liveorigin.access.limit;

import io.liveorigin.access.file.WatchedFiles;
import io.liveorigin.contract.address.NameRules;
import io.liveorigin.contract.error.ErrorCode;
import io.liveorigin.contract.error.OriginException;
import io.liveorigin.contract.json.JsonDocuments;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The limits file, YAML: {@code defaults} for every tenant, and under {@code tenants} what is
 * different for some. Immutable.
 *
 * @param defaults for whom nothing else is said
 * @param tenants by their names
 */
public record LimitsFile(TenantLimits defaults, Map<String, TenantLimits> tenants) {
  /** Says nothing: all defaults are the node's. */
  public static final LimitsFile NONE = new LimitsFile(TenantLimits.UNSAID, Map.of());

  private static final String KEY = "limits";
  private static final int MOST_TENANTS = 10_000;

  /** As it is written; either may be absent. */
  private record Written(Map<String, String> defaults, Map<String, Map<String, String>> tenants) {}

  public LimitsFile {
    tenants = Map.copyOf(tenants);
    if (tenants.size() > MOST_TENANTS) {
      throw invalid("tenants must be at most " + MOST_TENANTS + ", but are " + tenants.size());
    }
    for (String tenant : tenants.keySet()) {
      if (!NameRules.isName(tenant)) {
        throw invalid(
            "tenants must be named by 1 to 64 of A-Z a-z 0-9 . _ -, but one is '" + tenant + "'");
      }
    }
  }

  /** Reads the file. Throws {@link OriginException}, which names line and key, and nothing else. */
  public static LimitsFile read(byte[] yaml) {
    return JsonDocuments.readStrictYaml(yaml, Written.class, LimitsFile::of);
  }

  private static LimitsFile of(Written written) {
    Map<String, TenantLimits> tenants = new TreeMap<>();
    if (written.tenants() != null) {
      written
          .tenants()
          .forEach((tenant, values) -> tenants.put(tenant, limits("tenants." + tenant, values)));
    }
    return new LimitsFile(
        written.defaults() == null ? TenantLimits.UNSAID : limits("defaults", written.defaults()),
        tenants);
  }

  private static TenantLimits limits(String where, Map<String, String> values) {
    if (values == null) {
      throw invalid(where + " must be an object with keys, or absent");
    }
    return TenantLimits.parse(where, values);
  }

  /** Follows the file. Throws {@link OriginException} where it cannot be used. */
  public static WatchedFiles<LimitsFile> watch(Path file) {
    return WatchedFiles.start(KEY, List.of(file), contents -> read(contents.get(0)));
  }

  /** What is said of a tenant. */
  TenantLimits of(String tenant) {
    return tenants.getOrDefault(tenant, TenantLimits.UNSAID).over(defaults);
  }

  private static OriginException invalid(String detail) {
    return new OriginException(ErrorCode.INTERNAL, KEY + ": " + detail);
  }
}
