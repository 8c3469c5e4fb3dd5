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
 * The tenants of a node. Only those with declared events have a state of their own; all others
 * share one, so that names which strangers make up cost nothing. Any thread; nothing blocks.
 */
public final class TenantRegistry {
  /** In place of the name of a tenant without events, and in metrics of whoever is too many. */
  public static final String OTHER = "other";

  /** Distinct labels of metrics; and tenants in {@code /status}. */
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
   * @param applicable limits that this node keeps
   * @param standard what the node says where the file says nothing; what is absent is not bounded
   * @param declared the tenants of declared events, as they are when it is asked
   * @param nanoTime as {@link System#nanoTime()}
   * @param refusals told of each: the label for the tenant, one of at most {@link #MOST_LABELS} and
   *     {@link #OTHER}, and the limit
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

  /** What the file says counts from now on, and whatever it says later. */
  public TenantRegistry follow(CurrentLimits limits) {
    limits.whenChanged(this::say);
    say(limits.now());
    return this;
  }

  /** What the file says now is in force when this returns. */
  public synchronized void say(LimitsFile now) {
    file = now;
    gets = limitsGets(now);
    others.say(now.defaults());
    uses.forEach((tenant, use) -> use.say(now.of(tenant)));
  }

  private boolean limitsGets(LimitsFile of) {
    return standard.of(Limit.GETS).isPresent()
        || of.defaults().of(Limit.GETS).isPresent()
        || of.tenants().values().stream().anyMatch(t -> t.of(Limit.GETS).isPresent());
  }

  /** Whether the GETs of anybody are bounded: else nobody need be asked about them. */
  public boolean limitGets() {
    return gets;
  }

  /** The state of a tenant. */
  public TenantUse of(String tenant) {
    TenantUse known = uses.get(tenant);
    if (known != null) {
      return known;
    }
    return declared.get().contains(tenant) ? first(tenant) : others;
  }

  /**
   * How much of what counts in the log a tenant may have, also before its first event; {@link
   * TenantLimits#NONE} where that is not bounded.
   */
  public long most(String tenant, Limit limit) {
    OptionalLong said = file.of(tenant).of(limit);
    return limit.shared() && said.isEmpty() && !several()
        ? TenantLimits.NONE
        : said.orElse(standard(limit));
  }

  /** Of whoever names no declared event. */
  public TenantUse others() {
    return others;
  }

  private synchronized TenantUse first(String tenant) {
    Set<String> now = declared.get();
    // Of a tenant that is gone; whoever still has its state gives back what he took.
    uses.keySet().removeIf(name -> !now.contains(name));
    return now.contains(tenant)
        ? uses.computeIfAbsent(tenant, t -> new TenantUse(t, this, file.of(t), nanoTime))
        : others;
  }

  /** Whether events of more than one tenant are declared. */
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
   * The busiest first, at most {@link #MOST_LABELS}.
   *
   * @param inLog how much of what counts in the log a tenant has
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
