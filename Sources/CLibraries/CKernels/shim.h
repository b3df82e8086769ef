#pragma once

// Loops over floats that Swift cannot write: each function is compiled for AVX-512 alone, whatever the
// rest of the program is compiled for, and is called only where `kernels_are_usable` says so. No headers
// and no library, just the vector types of the compiler.

typedef float kernel_lanes __attribute__((vector_size(64), aligned(4), may_alias));
typedef int kernel_bits __attribute__((vector_size(64)));

#define KERNEL __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,fma")))
#define KERNEL_PART KERNEL __attribute__((always_inline))

/// 1 where this processor has what the other functions need.
static inline int kernels_are_usable(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
#else
  return 0;
#endif
}

#if defined(__x86_64__)

/// Rows of A times one panel of B: `rows` is a constant wherever this is inlined, so that all sums
/// stay in registers.
KERNEL_PART static inline void kernel_block(
    const int rows, const float *a, long stride_a, const float *b, long depth, float *c, long stride_c) {
  kernel_lanes left[12], right[12];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) left[r] = right[r] = (kernel_lanes){0};
  for (long k = 0; k < depth; k++) {
    const kernel_lanes b0 = *(const kernel_lanes *)(b + 32 * k);
    const kernel_lanes b1 = *(const kernel_lanes *)(b + 32 * k + 16);
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      const float x = a[r * stride_a + k];
      left[r] += b0 * x;
      right[r] += b1 * x;
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
    *(kernel_lanes *)(c + r * stride_c) = left[r];
    *(kernel_lanes *)(c + r * stride_c + 16) = right[r];
  }
}

/// C = A · B, B packed in panels of 32 columns: for each panel its rows one after the other. `columns`
/// is a multiple of 32.
KERNEL static inline void kernel_multiply(
    const float *a, long stride_a, long rows, const float *b, long depth, long columns, float *c,
    long stride_c) {
  for (long n = 0; n < columns; n += 32) {
    const float *panel = b + n * depth;
    long m = 0;
    for (; m + 12 <= rows; m += 12)
      kernel_block(12, a + m * stride_a, stride_a, panel, depth, c + m * stride_c + n, stride_c);
    const float *rest = a + m * stride_a;
    float *to = c + m * stride_c + n;
    switch (rows - m) {
      case 1: kernel_block(1, rest, stride_a, panel, depth, to, stride_c); break;
      case 2: kernel_block(2, rest, stride_a, panel, depth, to, stride_c); break;
      case 3: kernel_block(3, rest, stride_a, panel, depth, to, stride_c); break;
      case 4: kernel_block(4, rest, stride_a, panel, depth, to, stride_c); break;
      case 5: kernel_block(5, rest, stride_a, panel, depth, to, stride_c); break;
      case 6: kernel_block(6, rest, stride_a, panel, depth, to, stride_c); break;
      case 7: kernel_block(7, rest, stride_a, panel, depth, to, stride_c); break;
      case 8: kernel_block(8, rest, stride_a, panel, depth, to, stride_c); break;
      case 9: kernel_block(9, rest, stride_a, panel, depth, to, stride_c); break;
      case 10: kernel_block(10, rest, stride_a, panel, depth, to, stride_c); break;
      case 11: kernel_block(11, rest, stride_a, panel, depth, to, stride_c); break;
      default: break;
    }
  }
}

/// e^x for x at or below 0 (Cephes `expf`, Moshier 1989).
KERNEL_PART static inline kernel_lanes kernel_exponential(kernel_lanes x) {
  x = __builtin_elementwise_max(x, (kernel_lanes){0} - 87.0f);
  const kernel_lanes shifted = x * 1.44269504f + 12582912.0f;
  const kernel_lanes whole = shifted - 12582912.0f;
  const kernel_lanes rest = x - whole * 0.693359375f + whole * 2.1219444e-4f;
  kernel_lanes sum = rest * 1.98756915e-4f + 1.39819995e-3f;
  sum = sum * rest + 8.3334519e-3f;
  sum = sum * rest + 4.1665796e-2f;
  sum = sum * rest + 0.16666665f;
  sum = sum * rest + 0.50000001f;
  sum = sum * rest * rest + rest + 1.0f;
  const kernel_bits exponent = (((kernel_bits)shifted) - 0x4B400000 + 127) << 23;
  return sum * (kernel_lanes)exponent;
}

/// Makes each row a distribution: e^(scale · x) over the row's sum. Rows lie `stride` apart, which is a
/// multiple of 16 and not below `columns`; what lies behind the columns becomes 0.
KERNEL static inline void kernel_softmax(float *values, long rows, long columns, long stride, float scale) {
  for (long r = 0; r < rows; r++) {
    float *row = values + r * stride;
    for (long c = columns; c < stride; c++) row[c] = -1e30f;
    kernel_lanes most = *(kernel_lanes *)row;
    for (long c = 16; c < stride; c += 16)
      most = __builtin_elementwise_max(most, *(kernel_lanes *)(row + c));
    const float largest = __builtin_reduce_max(most) * scale;
    kernel_lanes sums = {0};
    for (long c = 0; c < stride; c += 16) {
      kernel_lanes power = kernel_exponential(*(kernel_lanes *)(row + c) * scale - largest);
      *(kernel_lanes *)(row + c) = power;
      sums += power;
    }
    float sum = 0;
    for (int lane = 0; lane < 16; lane++) sum += sums[lane];
    const float factor = 1.0f / sum;
    for (long c = 0; c < stride; c += 16) *(kernel_lanes *)(row + c) *= factor;
    for (long c = columns; c < stride; c++) row[c] = 0;
  }
}

/// x · (1 + erf(x / √2)) / 2 after the bias was added; `columns` is a multiple of 16. The error
/// function is the rational approximation of Eigen and TensorFlow on [-4, 4].
KERNEL static inline void kernel_gelu(float *values, long rows, const float *bias, long columns) {
  for (long r = 0; r < rows; r++) {
    float *row = values + r * columns;
    for (long c = 0; c < columns; c += 16) {
      const kernel_lanes x = *(const kernel_lanes *)(row + c) + *(const kernel_lanes *)(bias + c);
      kernel_lanes z = __builtin_elementwise_max(x * 0.70710677f, (kernel_lanes){0} - 4.0f);
      z = __builtin_elementwise_min(z, (kernel_lanes){0} + 4.0f);
      const kernel_lanes s = z * z;
      kernel_lanes top = s * -2.7261423e-10f + 2.7706814e-8f;
      top = top * s + -2.1010240e-6f;
      top = top * s + -5.6925064e-5f;
      top = top * s + -7.3499063e-4f;
      top = top * s + -2.9545998e-3f;
      top = top * s + -1.6096033e-2f;
      kernel_lanes bottom = s * -1.4566072e-5f + -2.1337406e-4f;
      bottom = bottom * s + -1.6828270e-3f;
      bottom = bottom * s + -7.3733292e-3f;
      bottom = bottom * s + -1.4264739e-2f;
      *(kernel_lanes *)(row + c) = x * 0.5f * (z * top / bottom + 1.0f);
    }
  }
}

/// Packs the transpose of rows of 32 numbers, `stride` apart, for `kernel_multiply`: panels of 32 rows,
/// the last one filled up with 0.
KERNEL static inline void kernel_pack_transposed(const float *from, long stride, long rows, float *to) {
  for (long first = 0; first < rows; first += 32, to += 1024)
    for (long j = 0; j < 32; j++)
      for (long d = 0; d < 32; d++) to[d * 32 + j] = first + j < rows ? from[(first + j) * stride + d] : 0;
}

/// Packs rows of 32 numbers, `stride` apart, into one panel.
KERNEL static inline void kernel_pack(const float *from, long stride, long rows, float *to) {
  for (long r = 0; r < rows; r++, from += stride, to += 32) {
    *(kernel_lanes *)to = *(const kernel_lanes *)from;
    *(kernel_lanes *)(to + 16) = *(const kernel_lanes *)(from + 16);
  }
}

#else

static inline void kernel_multiply(
    const float *a, long stride_a, long rows, const float *b, long depth, long columns, float *c,
    long stride_c) {}
static inline void kernel_softmax(float *values, long rows, long columns, long stride, float scale) {}
static inline void kernel_gelu(float *values, long rows, const float *bias, long columns) {}
static inline void kernel_pack_transposed(const float *from, long stride, long rows, float *to) {}
static inline void kernel_pack(const float *from, long stride, long rows, float *to) {}

#endif
