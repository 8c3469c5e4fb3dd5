/**
 * The state that a task stores: the decisions that were read back ({@link
 * io.liveorigin.selector.store.DecisionStore}), and the entries of one store with a changelog
 * ({@link io.liveorigin.selector.store.TaskEntries}), a class for each kind.
 */
package io.liveorigin.selector.store;
