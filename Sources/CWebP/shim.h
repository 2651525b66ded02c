// libwebp's interface, with the first frame of an animation.
#ifndef FOLIO_CWEBP_SHIM_H
#define FOLIO_CWEBP_SHIM_H

#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

// A whole picture in memory, shrunk on the way where it is larger than `width` by `height`.
// RGBA, not multiplied by alpha. NULL when it failed; the caller frees it by WebPFree.
static inline uint8_t *_Nullable folio_webp_decode(
    const uint8_t *_Nonnull bytes, size_t count, int width, int height) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return NULL;
    config.options.use_scaling = 1;
    config.options.scaled_width = width;
    config.options.scaled_height = height;
    config.output.colorspace = MODE_RGBA;
    if (WebPDecode(bytes, count, &config) != VP8_STATUS_OK) {
        WebPFreeDecBuffer(&config.output);
        return NULL;
    }
    return config.output.u.RGBA.rgba;
}

// The first frame of an animation, as large as the whole picture, into `rgba`. 0 when it failed.
static inline int folio_webp_first_frame(
    const uint8_t *_Nonnull bytes, size_t count, uint8_t *_Nonnull rgba, size_t size) {
    WebPAnimDecoderOptions options;
    if (!WebPAnimDecoderOptionsInit(&options)) return 0;
    WebPData data = {bytes, count};
    WebPAnimDecoder *decoder = WebPAnimDecoderNew(&data, &options);
    if (decoder == NULL) return 0;
    WebPAnimInfo info;
    uint8_t *frame = NULL;
    int when = 0;
    int is_read = WebPAnimDecoderGetInfo(decoder, &info) &&
                  (size_t)info.canvas_width * info.canvas_height * 4 == size &&
                  WebPAnimDecoderGetNext(decoder, &frame, &when);
    if (is_read) memcpy(rgba, frame, size);
    WebPAnimDecoderDelete(decoder);
    return is_read;
}

#endif
