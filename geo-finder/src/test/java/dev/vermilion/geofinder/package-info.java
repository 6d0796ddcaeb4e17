/** Tests of the geo finder: the domain on every Redis, the API, the page. */
@NullMarked
package dev.vermilion.geofinder;

import org.jspecify.annotations.NullMarked;
