#!/usr/bin/env python3
"""A double of the Amazon Bedrock Runtime service, for tests: it checks what a client sends against botocore's signer and
service model, and answers with embeddings, scripted replies and faults. See ../README.md.

    bedrock_double.py --port 8443 [--rules FILE] [--log FILE]
                      [--access-key ID] [--secret-key KEY] [--session-token T] [--bearer KEY] [--region us-east-1]
"""
import argparse
import binascii
import datetime
import hashlib
import hmac
import json
import re
import socket
import struct
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials
from botocore.validate import ParamValidator

import embeddings

SERVICE = botocore.session.get_session().get_service_model('bedrock-runtime')
STREAM_TYPE = 'application/vnd.amazon.eventstream'


def operations():
    """(name, HTTP method, pattern of the path as sent, operation model)"""
    for name in SERVICE.operation_names:
        model = SERVICE.operation_model(name)
        pattern = re.sub(r'\\{(\w+)\\}', r'(?P<\1>[^/]+)', re.escape(model.http['requestUri']))
        yield name, model.http['method'], re.compile('^' + pattern + '$'), model


OPERATIONS = list(operations())
STATUS = {name: SERVICE.shape_for(name).metadata['error']['httpStatusCode'] for name in SERVICE.shape_names
          if SERVICE.shape_for(name).metadata.get('exception') and 'error' in SERVICE.shape_for(name).metadata}
STATUS |= {'UnrecognizedClientException': 403, 'InvalidSignatureException': 403, 'MissingAuthenticationTokenException': 403,
           'ExpiredTokenException': 403, 'IncompleteSignatureException': 403, 'UnknownOperationException': 404,
           'SerializationException': 400}


class Fail(Exception):
    """An error of the service: its name decides the HTTP status."""

    def __init__(self, name, message, headers=None):
        super().__init__(message)
        self.name, self.message, self.headers = name, message, headers or {}


# ---------------------------------------------------------------- authentication

class WireSigner(SigV4Auth):
    """botocore's signer, but signing exactly the headers it is given."""

    def headers_to_sign(self, request):
        out = HTTPHeaders()
        for name, value in request.headers.items():
            out[name.lower()] = value
        return out


AUTHORIZATION = re.compile(r'AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, ?'
                           r'SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$')


def check_auth(handler, body, options):
    """Recomputes the signature from the request line, headers and body that arrived."""
    header = handler.headers.get('Authorization', '')
    if header.startswith('Bearer '):
        if not options.bearer or not hmac.compare_digest(header[7:], options.bearer):
            raise Fail('AccessDeniedException', 'Authentication failed: Please make sure your API Key is valid.')
        return 'bearer'
    if not header:
        raise Fail('MissingAuthenticationTokenException', 'Missing Authentication Token')
    m = AUTHORIZATION.match(header)
    if not m:
        raise Fail('IncompleteSignatureException', f'Authorization header has a wrong form: {header[:60]}')
    key_id, day, region, service, names, signature = m.groups()
    names = names.split(';')
    date = handler.headers.get('X-Amz-Date', '')
    if key_id != options.access_key:
        raise Fail('UnrecognizedClientException', 'The security token included in the request is invalid.')
    if (handler.headers.get('X-Amz-Security-Token') or None) != (options.session_token or None):
        raise Fail('UnrecognizedClientException', 'The security token included in the request is invalid.')
    if service != 'bedrock':
        raise Fail('InvalidSignatureException', f"Credential should be scoped to correct service: 'bedrock'. (was {service})")
    if region != options.region:
        raise Fail('InvalidSignatureException', f"Credential should be scoped to a valid region. (was {region})")
    try:
        then = datetime.datetime.strptime(date, '%Y%m%dT%H%M%SZ').replace(tzinfo=datetime.timezone.utc)
    except ValueError:
        raise Fail('IncompleteSignatureException', 'Date must be in ISO-8601 basic format') from None
    age = (datetime.datetime.now(datetime.timezone.utc) - then).total_seconds()
    if abs(age) > 300:
        raise Fail('InvalidSignatureException', f'Signature {"expired" if age > 0 else "not yet current"}: {date}')
    if date[:8] != day:
        raise Fail('InvalidSignatureException', 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date')
    must = {'host', *(h.lower() for h in handler.headers.keys() if h.lower().startswith('x-amz-'))}
    if must - set(names):
        raise Fail('InvalidSignatureException', f'These headers must be signed: {sorted(must - set(names))}')
    if names != sorted(set(names)):
        raise Fail('InvalidSignatureException', 'SignedHeaders must be sorted, each once')
    declared = handler.headers.get('X-Amz-Content-SHA256')
    if declared and declared != hashlib.sha256(body).hexdigest():
        raise Fail('InvalidSignatureException', 'x-amz-content-sha256 does not fit the body')
    request = AWSRequest(method=handler.command, url='http://' + handler.headers['Host'] + handler.path, data=body)
    for name in names:
        values = handler.headers.get_all(name)
        if values is None:
            raise Fail('InvalidSignatureException', f'signed header {name} is missing')
        for v in values:
            request.headers.add_header(name, v)
    request.context['timestamp'] = date
    signer = WireSigner(Credentials(options.access_key, options.secret_key), service, region)
    canonical = signer.canonical_request(request)
    expected = signer.signature(signer.string_to_sign(request, canonical), request)
    if not hmac.compare_digest(expected, signature):
        raise Fail('InvalidSignatureException', 'The request signature we calculated does not match the signature you provided. '
                   'Check your AWS Secret Access Key and signing method.\n\nThe Canonical String for this request should have been\n'
                   f"'{canonical}'\n\nThe String-to-Sign should have been\n'{signer.string_to_sign(request, canonical)}'\n")
    return 'sigv4'


# ---------------------------------------------------------------- validation of requests

def limits(value, shape, where):
    """What botocore leaves unchecked: maxima, enumerations and patterns of the service model."""
    kind, meta = shape.type_name, shape.metadata
    if kind == 'structure' and isinstance(value, dict) and not getattr(shape, 'is_document_type', False):
        for name, member in shape.members.items():
            if name in value:
                yield from limits(value[name], member, f'{where}.{name}')
    elif kind == 'list' and isinstance(value, list):
        if len(value) > meta.get('max', len(value)):
            yield f'{where}: at most {meta["max"]} members'
        for i, x in enumerate(value):
            yield from limits(x, shape.member, f'{where}[{i}]')
    elif kind == 'map' and isinstance(value, dict):
        if len(value) > meta.get('max', len(value)):
            yield f'{where}: at most {meta["max"]} entries'
    elif kind == 'string' and isinstance(value, str):
        if getattr(shape, 'enum', None) and value not in shape.enum:
            yield f'{where}: {value!r} is not one of {shape.enum}'
        if len(value) > meta.get('max', len(value)):
            yield f'{where}: at most {meta["max"]} characters'
        if 'pattern' in meta and not re.fullmatch(meta['pattern'], value):
            yield f'{where}: {value!r} does not fit {meta["pattern"]}'
    elif kind in ('integer', 'long', 'float', 'double') and not isinstance(value, bool) and isinstance(value, (int, float)):
        if value > meta.get('max', value):
            yield f'{where}: at most {meta["max"]}'


def conversation(request):
    """Rules of Converse that the service model does not state."""
    messages = request.get('messages') or []
    if not messages:
        yield 'The messages list must not be empty.'
        return
    if messages[0]['role'] != 'user':
        yield 'A conversation must start with a user message. Try again with a conversation that starts with a user message.'
    for before, after in zip(messages, messages[1:]):
        if before['role'] == after['role']:
            yield 'roles must alternate between "user" and "assistant"'
        asked = [c['toolUse']['toolUseId'] for c in before['content'] if 'toolUse' in c]
        answered = [c['toolResult']['toolUseId'] for c in after['content'] if 'toolResult' in c]
        if before['role'] == 'assistant' and sorted(asked) != sorted(answered):
            yield f'Expected toolResult blocks for the following Ids: {asked}, found: {answered}'
    for m in messages:
        if not m.get('content'):
            yield 'The content field in the Message object is empty.'
        for c in m.get('content', []):
            if 'text' in c and not c['text'].strip():
                yield 'The text field in the ContentBlock object is blank. Add text to the text field, and try again.'
    tools = {t['toolSpec']['name'] for t in request.get('toolConfig', {}).get('tools', []) if 'toolSpec' in t}
    forced = request.get('toolConfig', {}).get('toolChoice', {}).get('tool', {}).get('name')
    if forced and forced not in tools:
        yield f'toolChoice names the tool {forced}, which is not in tools'
    if not tools and any('toolUse' in c or 'toolResult' in c for m in messages for c in m.get('content', [])):
        yield 'The toolConfig field must be defined when using toolUse and toolResult content blocks.'
    schema = request.get('outputConfig', {}).get('textFormat', {}).get('structure', {}).get('jsonSchema', {}).get('schema')
    if schema is not None:
        try:
            bounds = sorted(schema_bounds(json.loads(schema)))
            if bounds:
                yield f'output_config.format.schema: For this type, properties {bounds} are not supported'
        except ValueError:
            yield 'outputConfig.textFormat.structure.jsonSchema.schema is not JSON'


BOUNDS = {'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength',
          'pattern', 'minItems', 'maxItems', 'uniqueItems'}


def schema_bounds(schema):
    """The keywords of a schema that structured output refuses; names of properties are none."""
    if isinstance(schema, list):
        return set().union(*map(schema_bounds, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    found = BOUNDS & schema.keys()
    for key, value in schema.items():
        found |= set().union(*map(schema_bounds, value.values())) if key == 'properties' and value else schema_bounds(value)
    return found


def validate(handler, name, model, uri, body):
    shape = model.input_shape
    request = dict(uri)
    for member, s in shape.members.items():
        header = s.serialization.get('name') if s.serialization.get('location') == 'header' else None
        if header and handler.headers.get(header):
            request[member] = handler.headers[header]
    if shape.serialization.get('payload') == 'body':
        request['body'] = body
    elif body:
        if handler.headers.get('Content-Type', '').split(';')[0] != 'application/json':
            raise Fail('SerializationException', 'Content-Type must be application/json')
        try:
            content = json.loads(body)
        except ValueError as e:
            raise Fail('SerializationException', f'malformed JSON: {e}') from None
        if not isinstance(content, dict):
            raise Fail('SerializationException', 'Start of structure or map found where not expected.')
        request |= content
    report = ParamValidator().validate(request, shape)
    problems = [report.generate_report()] if report.has_errors() else list(limits(request, shape, 'request'))
    if not problems and name in ('Converse', 'ConverseStream'):
        problems = list(conversation(request))
    if problems:
        raise Fail('ValidationException', '; '.join(problems))
    return request


# ---------------------------------------------------------------- answers

def text_of(content):
    return '\n'.join(c['text'] for c in content or [] if 'text' in c)


def estimate_tokens(x):
    return max(1, (len(json.dumps(x, ensure_ascii=False)) + 3) // 4)


class Rules:
    """Scripted replies: the first rule whose patterns all fit is used; `times` limits how often."""

    def __init__(self, rules):
        self.lock = threading.Lock()
        self.rules = []
        self.set(rules)

    def set(self, rules):
        for r in rules:
            if 'reply' not in r:
                raise ValueError('a rule needs a reply')
            for key in ('model', 'system', 'user', 'any_text'):
                re.compile(r.get(key, ''))
        with self.lock:
            self.rules = [dict(r) for r in rules]

    def find(self, operation, request):
        users = [m for m in request.get('messages', []) if m['role'] == 'user']
        tools = {t['toolSpec']['name'] for t in request.get('toolConfig', {}).get('tools', []) if 'toolSpec' in t}
        values = {'model': request['modelId'], 'system': text_of(request.get('system')),
                  'user': text_of(users[-1]['content']) if users else request.get('body', b'').decode('utf-8', 'replace'),
                  'any_text': '\n'.join(text_of(m['content']) for m in request.get('messages', []))}
        with self.lock:
            for r in self.rules:
                if r.get('operation', operation) != operation or r.get('times', 1) <= 0:
                    continue
                if 'tool' in r and r['tool'] not in tools:
                    continue
                if 'structured' in r and r['structured'] != ('textFormat' in request.get('outputConfig', {})):
                    continue
                if all(re.search(r[k], v, re.S) for k, v in values.items() if k in r):
                    if 'times' in r:
                        r['times'] -= 1
                    return r
        return None


def converse_answer(rule, request):
    """The reply of a rule as a Converse response."""
    reply = rule['reply']
    content = list(reply.get('content', []))
    if 'text' in reply:
        content.append({'text': reply['text']})
    if 'json' in reply:
        content.append({'text': json.dumps(reply['json'], ensure_ascii=False)})
    for call in reply.get('tools', [reply['tool']] if 'tool' in reply else []):
        content.append({'toolUse': {'toolUseId': call.get('toolUseId', 'tooluse_' + uuid.uuid4().hex[:22]),
                                    'name': call['name'], 'input': call['input']}})
    has_tool = any('toolUse' in c for c in content)
    offered = {t['toolSpec']['name'] for t in request.get('toolConfig', {}).get('tools', []) if 'toolSpec' in t}
    choice = request.get('toolConfig', {}).get('toolChoice', {})
    if not reply.get('unchecked'):
        for c in content:
            if 'toolUse' in c and c['toolUse']['name'] not in offered:
                raise Fail('ModelErrorException', f'double: the rule calls the tool {c["toolUse"]["name"]}, which the request does not offer')
        if ('any' in choice or 'tool' in choice) and not has_tool:
            raise Fail('ModelErrorException', 'double: the request demands a tool call, the rule has none (set "unchecked" to allow it)')
    given = {k: v for k, v in request.items() if k in ('messages', 'system', 'toolConfig')}
    usage = {'inputTokens': estimate_tokens(given), 'outputTokens': estimate_tokens(content)} | reply.get('usage', {})
    usage.setdefault('totalTokens', usage['inputTokens'] + usage['outputTokens'])
    return {'output': {'message': {'role': 'assistant', 'content': content}},
            'stopReason': reply.get('stopReason', 'tool_use' if has_tool else 'end_turn'),
            'usage': usage, 'metrics': {'latencyMs': reply.get('latencyMs', 12)}} | reply.get('members', {})


def frame(kind, body, is_exception=False):
    """One message of the event stream encoding."""
    headers = b''
    for name, value in ((':exception-type' if is_exception else ':event-type', kind), (':content-type', 'application/json'),
                        (':message-type', 'exception' if is_exception else 'event')):
        headers += bytes([len(name)]) + name.encode() + b'\x07' + struct.pack('>H', len(value)) + value.encode()
    payload = json.dumps(body, ensure_ascii=False).encode()
    prelude = struct.pack('>II', 16 + len(headers) + len(payload), len(headers))
    message = prelude + struct.pack('>I', binascii.crc32(prelude)) + headers + payload
    return message + struct.pack('>I', binascii.crc32(message))


def pieces(text, size):
    return [text[i:i + size] for i in range(0, len(text), size)] or ['']


def stream_events(answer, size):
    yield 'messageStart', {'role': 'assistant'}
    for i, c in enumerate(answer['output']['message']['content']):
        if 'toolUse' in c:
            use = c['toolUse']
            yield 'contentBlockStart', {'contentBlockIndex': i, 'start': {'toolUse': {'toolUseId': use['toolUseId'], 'name': use['name']}}}
            text = use['input'] if isinstance(use['input'], str) else json.dumps(use['input'], ensure_ascii=False)
            for part in pieces(text, size):
                yield 'contentBlockDelta', {'contentBlockIndex': i, 'delta': {'toolUse': {'input': part}}}
        else:
            for part in pieces(c['text'], size):
                yield 'contentBlockDelta', {'contentBlockIndex': i, 'delta': {'text': part}}
        yield 'contentBlockStop', {'contentBlockIndex': i}
    yield 'messageStop', {'stopReason': answer['stopReason']}
    yield 'metadata', {k: answer[k] for k in ('usage', 'metrics') if k in answer}


def stream_frames(answer, fault):
    """Frames of ConverseStream, with the stream faults applied."""
    events = list(stream_events(answer, fault.get('delta_chars', 5)))
    frames = [frame(kind, body) for kind, body in events]
    if 'stream_exception' in fault:
        frames = frames[:fault.get('after_events', 2)]
        frames.append(frame(fault['stream_exception'], {'message': fault.get('message', 'injected')}, is_exception=True))
    if 'corrupt_event' in fault:
        data = bytearray(frames[fault['corrupt_event']])
        data[-8] ^= 1                                      # a payload byte; the message CRC no longer fits
        frames[fault['corrupt_event']] = bytes(data)
    if 'corrupt_prelude' in fault:
        data = bytearray(frames[fault['corrupt_prelude']])
        data[9] ^= 1                                       # a byte of the prelude CRC
        frames[fault['corrupt_prelude']] = bytes(data)
    if 'unknown_event' in fault:
        frames.insert(fault['unknown_event'], frame('somethingNew', {'p': 'abc'}))
    if 'cut_after_events' in fault:
        frames = frames[:fault['cut_after_events']]
    data = b''.join(frames)
    if 'cut_bytes' in fault:
        data = data[:-fault['cut_bytes']]
    return data


def change_members(answer, fault):
    """`omit`: ["usage", "output.message"], `set`: {"stopReason": "max_tokens"}; names joined by dots."""
    for path in fault.get('omit', []):
        *outer, last = path.split('.')
        d = answer
        for name in outer:
            d = d[name]
        d.pop(last, None)
    for path, value in fault.get('set', {}).items():
        *outer, last = path.split('.')
        d = answer
        for name in outer:
            d = d[name]
        d[last] = value
    return answer


def change_vectors(answer, fault):
    """`vector_length`: wrong number of dimensions; `nan`: a NaN in the first vector; `drop_vectors`: fewer than asked for."""
    if not any(k in fault for k in ('vector_length', 'nan', 'drop_vectors')):
        return answer

    def change(v):
        v = list(v)
        if 'vector_length' in fault:
            v = (v * (fault['vector_length'] // len(v) + 1))[:fault['vector_length']]
        if fault.get('nan'):
            v[0] = float('nan')                            # written as NaN, which is no JSON
        return v

    if 'embedding' in answer:
        answer['embedding'] = change(answer['embedding'])
        if 'float' in answer['embeddingsByType']:
            answer['embeddingsByType']['float'] = answer['embedding']
    elif isinstance(answer['embeddings'], list):
        answer['embeddings'] = [change(v) for v in answer['embeddings']][fault.get('drop_vectors', 0):]
    else:
        answer['embeddings'] = {t: [change(v) for v in vs][fault.get('drop_vectors', 0):] for t, vs in answer['embeddings'].items()}
    return answer


# ---------------------------------------------------------------- the server

class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        pass

    def read_body(self):
        if 'chunked' in self.headers.get('Transfer-Encoding', '').lower():
            parts = []
            while True:
                size = int(self.rfile.readline().split(b';')[0], 16)
                parts.append(self.rfile.read(size))
                self.rfile.readline()
                if size == 0:
                    return b''.join(parts)
        return self.rfile.read(int(self.headers.get('Content-Length') or 0))

    def handle(self):
        try:
            super().handle()
        except ConnectionError:                            # the client went away between two requests
            pass

    def handle_any(self):
        self.entry = {'time': round(time.time(), 6), 'method': self.command, 'path': self.path}
        body = self.read_body()
        if self.path.startswith('/_double/'):
            return self.control(self.path[len('/_double/'):], body)
        self.server.enter()
        try:
            self.serve(body)
        except (BrokenPipeError, ConnectionResetError):
            self.entry['client_gone'] = True
            self.close_connection = True
        finally:
            self.server.record(self.entry)

    def serve(self, body):
        entry = self.entry
        entry |= {'invocation_id': self.headers.get('amz-sdk-invocation-id'), 'sdk_request': self.headers.get('amz-sdk-request'),
                  'headers': {k.lower(): v for k, v in self.headers.items()}, 'body_bytes': len(body)}
        entry['headers'].pop('authorization', None)
        try:
            entry['body'] = json.loads(body) if body else None
        except ValueError:
            entry['body_text'] = body[:2000].decode('utf-8', 'replace')
        try:
            entry['auth'] = check_auth(self, body, self.server.options)
            path = urlsplit(self.path).path
            for name, method, pattern, model in OPERATIONS:
                m = pattern.match(path)
                if m and method == self.command:
                    break
            else:
                raise Fail('UnknownOperationException', f'no operation for {self.command} {path}')
            entry['operation'] = name
            uri = {k: unquote(v) for k, v in m.groupdict().items()}
            entry['model'] = uri.get('modelId')
            request = validate(self, name, model, uri, body)
            fault = self.server.take_fault(name, uri.get('modelId', ''))
            entry['fault'] = fault or None
            time.sleep(fault.get('delay_ms', 0) / 1000)
            if self.play_before(fault):
                return
            self.answer(name, request, fault)
        except Fail as e:
            entry['error'] = e.name
            self.send(STATUS.get(e.name, 400), json.dumps({'message': e.message}).encode(),
                      {'x-amzn-ErrorType': f'{e.name}:http://internal.amazon.com/coral/com.amazon.bedrock/'} | e.headers, {})

    def play_before(self, fault):
        """Faults that replace the answer; True when one did."""
        if fault.get('drop') == 'before_headers':
            self.entry['status'] = 'dropped'
            self.reset()
            return True
        if 'error' in fault:
            raise Fail(fault['error'], fault.get('message', 'injected fault'), {k: str(v) for k, v in fault.get('headers', {}).items()})
        if 'raw' in fault:
            self.send(fault.get('status', 200), fault['raw'].encode(), fault.get('headers', {}), fault)
            return True
        return False

    def answer(self, name, request, fault):
        server = self.server
        if name == 'CountTokens':
            return self.send(200, json.dumps({'inputTokens': estimate_tokens(request['input'])}).encode(), {}, fault)
        if name == 'InvokeModel':
            try:
                content = json.loads(request['body'])
            except ValueError:
                raise Fail('ValidationException', 'Malformed input request, please reformat your input and try again.') from None
            try:
                found = embeddings.invoke(request['modelId'], content, server.vectors)
            except embeddings.BadRequest as e:
                raise Fail('ValidationException', str(e)) from None
            if found:
                answer, tokens = found
                answer = change_members(change_vectors(answer, fault), fault)
                return self.send(200, json.dumps(answer).encode(), {'X-Amzn-Bedrock-Input-Token-Count': str(tokens),
                                                                    'X-Amzn-Bedrock-Invocation-Latency': '12'}, fault)
        elif name not in ('Converse', 'ConverseStream'):
            raise Fail('ValidationException', f'double: {name} is not supported')
        rule = server.rules.find(name, request)
        if rule is None:
            raise Fail('ResourceNotFoundException', 'double: no rule fits this request')
        self.entry['rule'] = rule.get('name')
        time.sleep(rule['reply'].get('delay_ms', 0) / 1000)
        if name == 'InvokeModel':
            return self.send(200, json.dumps(rule['reply']['body']).encode(), {}, fault)
        answer = change_members(converse_answer(rule, request), fault)
        if name == 'Converse':
            return self.send(200, json.dumps(answer, ensure_ascii=False).encode(), {}, fault)
        return self.send(200, stream_frames(answer, fault), {'Content-Type': STREAM_TYPE}, fault, chunked=True)

    def send(self, status, body, headers, fault, chunked=False):
        self.entry['status'] = status
        self.send_response(status)
        all_headers = {'Content-Type': 'application/json', 'x-amzn-RequestId': str(uuid.uuid4())}
        all_headers |= {'Transfer-Encoding': 'chunked'} if chunked else {'Content-Length': str(len(body))}
        for k, v in (all_headers | headers).items():
            self.send_header(k, str(v))
        self.end_headers()
        if fault.get('drop') == 'after_headers':
            self.wfile.flush()
            return self.reset()
        cut = 'truncate' in fault or 'cut_bytes' in fault or 'cut_after_events' in fault
        if 'truncate' in fault:
            body = body[:fault['truncate']]
        step = fault.get('chunk_bytes', len(body) or 1)
        for i in range(0, len(body), step):
            part = body[i:i + step]
            self.wfile.write(b'%x\r\n%s\r\n' % (len(part), part) if chunked else part)
            if 'pause_ms' in fault:
                self.wfile.flush()
                time.sleep(fault['pause_ms'] / 1000)
        if chunked and not (cut and not fault.get('clean_end')):
            self.wfile.write(b'0\r\n\r\n')
        self.wfile.flush()
        if cut:
            self.close_connection = True

    def reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.close_connection = True

    def control(self, path, body):
        if path == 'log':
            self.server.settle()
        server = self.server
        answer = {}
        try:
            if path == 'faults' and self.command == 'POST':
                server.set_faults(json.loads(body))
            elif path == 'faults' and self.command == 'DELETE':
                server.set_faults([])
            elif path == 'rules' and self.command == 'POST':
                server.rules.set(json.loads(body))
            elif path == 'log' and self.command == 'DELETE':
                server.entries.clear()
            elif path == 'log':
                answer = list(server.entries)
            else:
                answer = {'message': 'unknown control path'}
        except (ValueError, re.error) as e:
            answer = {'message': str(e)}
        data = json.dumps(answer).encode()
        self.send_response(400 if isinstance(answer, dict) and answer else 200)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, options):
        super().__init__((options.host, options.port), Handler)
        self.options, self.lock = options, threading.Lock()
        rules = []
        if options.rules:
            with open(options.rules) as f:
                rules = json.load(f)
        self.rules = Rules(rules)
        self.vectors = embeddings.Vectors()
        self.faults, self.entries = [], []
        self.in_work = 0
        self.log_file = open(options.log, 'a', buffering=1) if options.log else None

    KNOWN_FAULTS = set('''operation model times skip delay_ms drop error message headers raw status truncate chunk_bytes pause_ms
        stream_exception after_events corrupt_event corrupt_prelude unknown_event cut_after_events cut_bytes clean_end delta_chars
        omit set vector_length nan drop_vectors'''.split())

    def set_faults(self, faults):
        for f in faults:
            if set(f) - self.KNOWN_FAULTS:
                raise ValueError(f'unknown members of a fault: {sorted(set(f) - self.KNOWN_FAULTS)}')
        with self.lock:
            self.faults = [dict(f) for f in faults]

    def take_fault(self, operation, model):
        with self.lock:
            for f in self.faults:
                if f.get('operation', operation) != operation or not re.search(f.get('model', ''), model):
                    continue
                if f.get('skip', 0) > 0:
                    f['skip'] -= 1
                    continue
                f['times'] = f.get('times', 1) - 1
                if f['times'] <= 0:
                    self.faults.remove(f)
                return dict(f)
        return {}

    def enter(self):
        with self.lock:
            self.in_work += 1

    def settle(self):
        """Waits a moment until what is being answered stands in the log: who has an answer may ask for it at once."""
        end = time.time() + 2
        while time.time() < end:
            with self.lock:
                if self.in_work == 0:
                    return
            time.sleep(0.002)

    def record(self, entry):
        entry['duration_ms'] = round((time.time() - entry['time']) * 1000, 3)
        with self.lock:
            self.in_work -= 1
            self.entries.append(entry)
            if self.log_file:
                self.log_file.write(json.dumps(entry, ensure_ascii=False) + '\n')


def make(arguments=None):
    """A server by command-line arguments; not serving yet."""
    p = argparse.ArgumentParser(description='a double of Bedrock Runtime')
    p.add_argument('--port', type=int, default=8443)
    p.add_argument('--host', default='127.0.0.1')
    p.add_argument('--rules', help='JSON file with scripted replies')
    p.add_argument('--log', help='JSON-lines file, one line for each request')
    p.add_argument('--access-key', default='AKIDEXAMPLE')
    p.add_argument('--secret-key', default='wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY')
    p.add_argument('--session-token')
    p.add_argument('--bearer', default='bedrock-api-key-test')
    p.add_argument('--region', default='us-east-1')
    return Server(p.parse_args(arguments))


def main():
    server = make()
    print(f'listening on http://{server.options.host}:{server.server_port}', flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == '__main__':
    sys.exit(main())
