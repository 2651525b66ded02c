// What Swift cannot call of libcurl's interface: variadic functions and function-like macros.
#ifndef FOLIO_CCURL_SHIM_H
#define FOLIO_CCURL_SHIM_H

#include <curl/curl.h>

#endif
