"""Embedding models of the double: request rules of Titan V2 and Cohere, vectors from hashed words."""
import hashlib
import re

import numpy as np


class BadRequest(Exception):
    """Becomes a ValidationException."""


MALFORMED = 'Malformed input request: {}, please reformat your input and try again.'


class Vectors:
    """Unit vectors of any dimension: the sum of one fixed random vector for each word, so that texts which share
    words are near each other."""

    @staticmethod
    def embed(text, dimension):
        total = np.zeros(dimension)
        for word in re.findall(r'\w+', text.lower()) or [text]:
            bits = np.frombuffer(hashlib.shake_256(word.encode()).digest(dimension), np.uint8)
            total += bits.astype(float) - 127.5
        return total / np.linalg.norm(total)

    @staticmethod
    def count_tokens(text):
        return max(1, (len(text) + 3) // 4)


def choose(body, name, default, allowed):
    value = body.get(name, default)
    if value not in allowed or isinstance(value, bool) != isinstance(allowed[0], bool):
        raise BadRequest(MALFORMED.format(f'#/{name}: {value!r} is not a valid enum value'))
    return value


def only(body, *names):
    for name in body:
        if name not in names:
            raise BadRequest(MALFORMED.format(f'#: extraneous key [{name}] is not permitted'))


def binary(v):
    return [1 if x > 0 else 0 for x in v]


def packed_bits(v, signed):
    data = np.packbits(np.array(v) > 0)
    return [int(x) - 128 for x in data] if signed else [int(x) for x in data]


def titan_v2(body, vectors):
    only(body, 'inputText', 'dimensions', 'normalize', 'embeddingTypes')
    text = body.get('inputText')
    if not isinstance(text, str):
        raise BadRequest(MALFORMED.format('#: required key [inputText] not found'))
    if not text:
        raise BadRequest(MALFORMED.format('expected minLength: 1, actual: 0'))
    if len(text) > 50000:
        raise BadRequest(f'400 Bad Request: Too many input characters. Max input characters: 50000, request input character count: {len(text)}')
    tokens = vectors.count_tokens(text)
    if tokens > 8192:
        raise BadRequest(f'400 Bad Request: Too many input tokens. Max input tokens: 8192, request input token count: {tokens}')
    dimension = choose(body, 'dimensions', 1024, (1024, 512, 256))
    normalize = choose(body, 'normalize', True, (True, False))
    types = body.get('embeddingTypes', ['float'])
    if not isinstance(types, list) or not types or set(types) - {'float', 'binary'}:
        raise BadRequest(MALFORMED.format('#/embeddingTypes: not valid'))
    v = vectors.embed(text, dimension)
    v = [float(x) for x in (v if normalize else v * 12.5)]       # a length other than 1 when not normalised
    by_type = {t: v if t == 'float' else binary(v) for t in types}
    return {'embedding': v, 'embeddingsByType': by_type, 'inputTextTokenCount': tokens}, tokens


def cohere(model_id, body, vectors):
    v4 = 'embed-v4' in model_id
    if v4:
        only(body, 'texts', 'input_type', 'truncate', 'embedding_types', 'output_dimension', 'max_tokens')
        dimension = choose(body, 'output_dimension', 1536, (256, 512, 1024, 1536))
        choose(body, 'truncate', 'NONE', ('NONE', 'LEFT', 'RIGHT'))
    else:
        only(body, 'texts', 'input_type', 'truncate', 'embedding_types')
        dimension = 1024
        choose(body, 'truncate', 'NONE', ('NONE', 'START', 'END'))
    texts = body.get('texts')
    if not isinstance(texts, list) or not texts or not all(isinstance(t, str) for t in texts):
        raise BadRequest(MALFORMED.format('#/texts: expected a list of strings'))
    if len(texts) > 96:
        raise BadRequest(MALFORMED.format(f'#/texts: expected maximum item count: 96, found: {len(texts)}'))
    if not v4 and any(len(t) > 2048 for t in texts):
        raise BadRequest(MALFORMED.format('#/texts: expected maxLength: 2048'))
    if 'input_type' not in body:
        raise BadRequest(MALFORMED.format('#: required key [input_type] not found'))
    choose(body, 'input_type', None, ('search_document', 'search_query', 'classification', 'clustering'))
    types = body.get('embedding_types')
    if types is not None and (not isinstance(types, list) or not types or set(types) - {'float', 'int8', 'uint8', 'binary', 'ubinary'}):
        raise BadRequest(MALFORMED.format('#/embedding_types: not valid'))
    found = [vectors.embed(t, dimension) for t in texts]
    as_type = {
        'float': lambda v: [float(x) for x in v],
        'int8': lambda v: [int(x) for x in np.clip(np.round(v * 127), -128, 127)],
        'uint8': lambda v: [int(x) for x in np.clip(np.round(v * 127) + 128, 0, 255)],
        'binary': lambda v: packed_bits(v, True),
        'ubinary': lambda v: packed_bits(v, False),
    }
    answer = {'id': hashlib.sha256(repr(texts).encode()).hexdigest()[:32], 'texts': texts}
    if types is None:
        answer |= {'embeddings': [as_type['float'](v) for v in found], 'response_type': 'embeddings_floats'}
    else:
        answer |= {'embeddings': {t: [as_type[t](v) for v in found] for t in types}, 'response_type': 'embeddings_by_type'}
    return answer, sum(vectors.count_tokens(t) for t in texts)


def invoke(model_id, body, vectors):
    """Answer and input token count, or None when the model is no embedding model known here."""
    if 'amazon.titan-embed-text-v2' in model_id:
        return titan_v2(body, vectors)
    if 'cohere.embed-' in model_id:
        return cohere(model_id, body, vectors)
    return None
