/**
 * The GET server. The way of a request: {@code front} reads it, {@code request} finds its route,
 * {@code segment}, {@code init} or {@code manifest} what there is for it, {@code bytes} has the
 * bytes, {@code response} says it and writes it. This package puts the parts together: {@link
 * io.liveorigin.serving.ServingServer} has the order, {@code NodeServices}, {@code ViewerAssembly},
 * {@code OperatorAssembly} and {@code ListenerAssembly} build what belongs together.
 */
package io.liveorigin.serving;
