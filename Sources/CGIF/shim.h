// What giflib needs of C: a function that supplies the file's bytes.
#ifndef FOLIO_CGIF_SHIM_H
#define FOLIO_CGIF_SHIM_H

#include <gif_lib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int folio_gif_supply(GifFileType *_Nonnull gif, GifByteType *_Nonnull target, int count) {
    return (int)fread(target, 1, (size_t)count, (FILE *)gif->UserData);
}

// Reads `file`, which stays the caller's.
static inline GifFileType *_Nullable folio_gif_open(FILE *_Nonnull file, int *_Nonnull error) {
    return DGifOpen(file, folio_gif_supply, error);
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
