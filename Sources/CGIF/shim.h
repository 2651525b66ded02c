// What giflib needs of C: a function that supplies bytes from memory.
#ifndef FOLIO_CGIF_SHIM_H
#define FOLIO_CGIF_SHIM_H

#include <gif_lib.h>
#include <stdint.h>
#include <string.h>

// A file in memory, which stays the caller's.
typedef struct folio_gif_bytes {
    const uint8_t *_Nonnull bytes;
    size_t count;
    size_t position;
} folio_gif_bytes;

static int folio_gif_supply(GifFileType *_Nonnull file, GifByteType *_Nonnull target, int count) {
    folio_gif_bytes *source = (folio_gif_bytes *)file->UserData;
    size_t left = source->count - source->position;
    size_t supplied = (size_t)count < left ? (size_t)count : left;
    memcpy(target, source->bytes + source->position, supplied);
    source->position += supplied;
    return (int)supplied;
}

static inline GifFileType *_Nullable folio_gif_open(
    folio_gif_bytes *_Nonnull source, int *_Nonnull error) {
    return DGifOpen(source, folio_gif_supply, error);
}

// Looks up the colours of a row; the colour `transparent` has none. Indices beyond the map are
// black, as browsers show them.
static inline void folio_gif_color(
    const GifPixelType *_Nonnull indices, uint32_t count, const ColorMapObject *_Nonnull map,
    int transparent, uint8_t *_Nonnull rgba) {
    for (uint32_t i = 0; i < count; i++, rgba += 4) {
        int index = indices[i];
        memset(rgba, 0, 4);
        if (index == transparent) continue;
        rgba[3] = 255;
        if (index >= map->ColorCount) continue;
        rgba[0] = map->Colors[index].Red;
        rgba[1] = map->Colors[index].Green;
        rgba[2] = map->Colors[index].Blue;
    }
}

#endif
