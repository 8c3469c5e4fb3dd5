/**
 * The GET server. The path of a request: {@code front} reads it, {@code request} finds its route,
 * {@code segment}, {@code init}, {@code manifest} or {@code playlist} finds the content, {@code
 * bytes} supplies the bytes, and {@code response} builds the response and writes it. This package
 * puts the parts together: {@link io.liveorigin.serving.ServingServer} has the order, and {@code
 * NodeServices}, {@code ViewerAssembly}, {@code OperatorAssembly} and {@code ListenerAssembly}
 * build the groups.
 */
package io.liveorigin.serving;
