/** Who a client is, by what it presents, and what that allows. */
package io.liveorigin.access.credential;
