#pragma once
// The C library's own types have to belong to Swift's module Glibc, whichever of our modules is read first.
#if __has_feature(modules)
#pragma clang module import SwiftGlibc
#endif
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
