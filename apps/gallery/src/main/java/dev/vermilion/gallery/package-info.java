/**
 * All apps in one process. {@link dev.vermilion.gallery.GalleryApp} names them; the only package that knows them all.
 */
@NullMarked
package dev.vermilion.gallery;

import org.jspecify.annotations.NullMarked;
