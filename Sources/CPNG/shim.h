// What Swift cannot call of libpng's interface: function-like macros.
#ifndef FOLIO_CPNG_SHIM_H
#define FOLIO_CPNG_SHIM_H

#include <png.h>

static inline size_t folio_png_image_bytes(png_image image) {
    return PNG_IMAGE_SIZE(image);
}

#endif
