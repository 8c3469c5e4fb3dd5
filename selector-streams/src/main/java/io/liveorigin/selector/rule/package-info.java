/** The pure rules: {@code SelectionRule}, {@code InitRule}. */
package io.liveorigin.selector.rule;
