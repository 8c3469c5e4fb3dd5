/** Kinds, parameters, reasons and instants in words. */
package io.liveorigin.standalone.analyse.words;
