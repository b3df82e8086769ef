#pragma once
// The C library's own types have to belong to Swift's module Glibc, whichever of our modules is read first.
#if __has_feature(modules)
#pragma clang module import SwiftGlibc
#endif
#include <magic.h>
