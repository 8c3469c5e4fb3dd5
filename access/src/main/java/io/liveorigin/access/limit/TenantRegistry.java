package io.liveorigin.access.limit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The tenants of a node and their use of its resources. Only tenants with declared events have a
 * state of their own. All others share one, so invented names cost no memory. Any thread may call
 * it; no method waits.
 */
public final class TenantRegistry {
  /**
   * Stands for the name of a tenant without events and, in metrics, for tenants in excess of {@link
   * #MOST_LABELS}.
   */
  public static final String OTHER = "other";

  /** Maximum number of distinct tenants in metrics, and in {@code /status}. */
  public static final int MOST_LABELS = 100;

  private final Set<Limit> applicable;
  private final TenantLimits standard;
  private final Supplier<Set<String>> declared;
  private final LongSupplier nanoTime;
  private final BiConsumer<String, Limit> refusals;
  private final Map<String, TenantUse> uses = new ConcurrentHashMap<>();
  private final Set<String> labels = ConcurrentHashMap.newKeySet();
  private final TenantUse others;
  private volatile LimitsFile file;
  private volatile boolean gets;

  /**
   * @param applicable limits that this node enforces
   * @param standard the node's defaults, which apply if the file does not set a limit; an absent
   *     one is unlimited
   * @param declared returns the tenants that have declared events at the time of the call
   * @param nanoTime as {@link System#nanoTime()}
   * @param refusals called for each refusal, with the label of the tenant (one of at most {@link
   *     #MOST_LABELS}, or {@link #OTHER}) and the limit
   */
  public TenantRegistry(
      Set<Limit> applicable,
      TenantLimits standard,
      Supplier<Set<String>> declared,
      LongSupplier nanoTime,
      BiConsumer<String, Limit> refusals) {
    this.applicable = Set.copyOf(applicable);
    this.standard = standard;
    this.file = LimitsFile.NONE;
    this.declared = declared;
    this.nanoTime = nanoTime;
    this.refusals = refusals;
    this.others = new TenantUse(OTHER, this, TenantLimits.UNSAID, nanoTime);
    this.gets = limitsGets(LimitsFile.NONE);
  }

  /** Applies the limits of the file from now on, and all later changes. */
  public TenantRegistry follow(CurrentLimits limits) {
    limits.whenChanged(this::apply);
    apply(limits.now());
    return this;
  }

  /** Applies these limits. They are in force when the method returns. */
  public synchronized void apply(LimitsFile now) {
    file = now;
    gets = limitsGets(now);
    others.apply(now.defaults());
    uses.forEach((tenant, use) -> use.apply(now.of(tenant)));
  }

  private boolean limitsGets(LimitsFile of) {
    return standard.of(Limit.GETS).isPresent()
        || of.defaults().of(Limit.GETS).isPresent()
        || of.tenants().values().stream().anyMatch(t -> t.of(Limit.GETS).isPresent());
  }

  /**
   * Returns whether the GETs of any tenant are limited. If not, no tenant needs to be looked up for
   * a GET.
   */
  public boolean limitGets() {
    return gets;
  }

  /** Returns the state of a tenant; the shared one if the tenant has no declared events. */
  public TenantUse of(String tenant) {
    TenantUse known = uses.get(tenant);
    if (known != null) {
      return known;
    }
    return declared.get().contains(tenant) ? first(tenant) : others;
  }

  /**
   * Returns how many objects in the log a tenant may have, even before its first event; {@link
   * TenantLimits#NONE} if there is no limit.
   */
  public long most(String tenant, Limit limit) {
    OptionalLong said = file.of(tenant).of(limit);
    return limit.shared() && said.isEmpty() && !several()
        ? TenantLimits.NONE
        : said.orElse(standard(limit));
  }

  /** Returns the shared state of all tenants without declared events. */
  public TenantUse others() {
    return others;
  }

  private synchronized TenantUse first(String tenant) {
    Set<String> now = declared.get();
    // Tenants without events lose their state. A caller that still holds one gives back there what
    // it took.
    uses.keySet().removeIf(name -> !now.contains(name));
    return now.contains(tenant)
        ? uses.computeIfAbsent(tenant, t -> new TenantUse(t, this, file.of(t), nanoTime))
        : others;
  }

  /** Returns whether more than one tenant has declared events. */
  boolean several() {
    return declared.get().size() > 1;
  }

  boolean applies(Limit limit) {
    return applicable.contains(limit);
  }

  long standard(Limit limit) {
    return standard.of(limit).orElse(TenantLimits.NONE);
  }

  void refused(TenantUse use, Limit limit) {
    refusals.accept(label(use.tenant()), limit);
  }

  private String label(String tenant) {
    if (labels.contains(tenant)) {
      return tenant;
    }
    synchronized (labels) {
      return labels.size() < MOST_LABELS && labels.add(tenant) ? tenant : OTHER;
    }
  }

  /**
   * Returns the status of at most {@link #MOST_LABELS} tenants, the busiest first.
   *
   * @param inLog returns how many objects in the log a tenant has, by limit
   */
  public List<TenantStatus> status(Function<String, Map<Limit, Long>> inLog) {
    Set<String> now = declared.get();
    now.stream().limit(MOST_LABELS).forEach(this::of);
    return uses.values().stream()
        .filter(use -> now.contains(use.tenant()))
        .sorted(
            Comparator.comparingLong(TenantUse::busy).reversed().thenComparing(TenantUse::tenant))
        .limit(MOST_LABELS)
        .map(use -> use.status(inLog.apply(use.tenant())))
        .toList();
  }
}
