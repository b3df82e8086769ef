#pragma once
// The C library's own types have to belong to Swift's module Glibc, whichever of our modules is read first.
#if __has_feature(modules)
#pragma clang module import SwiftGlibc
#endif
// libxml2's headers pull in ICU's, which clash with Foundation's own copy: switch that off before the rest is read.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
