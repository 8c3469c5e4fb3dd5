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
 * The limits file, in YAML: {@code defaults} for every tenant, and differing values for some
 * tenants below {@code tenants}. Immutable.
 *
 * @param defaults limits of tenants for which the file says nothing else
 * @param tenants limits by the tenant's name
 */
public record LimitsFile(TenantLimits defaults, Map<String, TenantLimits> tenants) {
  /** An empty file: all limits are the defaults of the node. */
  public static final LimitsFile NONE = new LimitsFile(TenantLimits.UNSAID, Map.of());

  private static final String KEY = "limits";
  private static final int MOST_TENANTS = 10_000;

  /** The file as it is written; either key may be absent. */
  private record Written(Map<String, String> defaults, Map<String, Map<String, String>> tenants) {}

  public LimitsFile {
    tenants = Map.copyOf(tenants);
    if (tenants.size() > MOST_TENANTS) {
      throw invalid(
          "tenants must have at most " + MOST_TENANTS + " entries, but has " + tenants.size());
    }
    for (String tenant : tenants.keySet()) {
      if (!NameRules.isName(tenant)) {
        throw invalid(
            "tenants must have names of 1 to 64 of A-Z a-z 0-9 . _ -, but one is '" + tenant + "'");
      }
    }
  }

  /**
   * Parses the file. Throws only {@link OriginException}, whose message names the line and the key.
   */
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

  /**
   * Reads the file and follows its changes. Throws {@link OriginException} if the file cannot be
   * used.
   */
  public static WatchedFiles<LimitsFile> watch(Path file) {
    return WatchedFiles.start(KEY, List.of(file), contents -> read(contents.get(0)));
  }

  /** Returns the limits that the file sets for a tenant, its defaults included. */
  TenantLimits of(String tenant) {
    return tenants.getOrDefault(tenant, TenantLimits.UNSAID).over(defaults);
  }

  private static OriginException invalid(String detail) {
    return new OriginException(ErrorCode.INTERNAL, KEY + ": " + detail);
  }
}
