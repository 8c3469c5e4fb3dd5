/** The admin API as its clients see it. */
package io.liveorigin.standalone.admin;
