// What Swift cannot call of zlib's interface: a function-like macro.
#ifndef FOLIO_CZLIB_SHIM_H
#define FOLIO_CZLIB_SHIM_H

#include <zlib.h>

// A stream without header and check sum. Z_OK, or why it cannot be.
static inline int folio_inflate_begin(z_stream *_Nonnull stream) {
    return inflateInit2(stream, -MAX_WBITS);
}

#endif
