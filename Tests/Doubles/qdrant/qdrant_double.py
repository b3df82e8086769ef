#!/usr/bin/env python3
"""A small server that answers a part of Qdrant's REST API with Qdrant's own engine (qdrant-edge-py). See ../README.md.

    qdrant_double.py --port 6333 --data DIR [--api-key KEY] [--async-delay-ms 50] [--log FILE]
"""
import argparse
import fcntl
import json
import os
import re
import shutil
import signal
import socket
import struct
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import qdrant_edge as q

import wire
from collection import Collection
from wire import ApiError, filter_of, format_error, id_out, point_id, point_id_from_path, record_out

VERSION = '1.19.0'
MAX_REQUEST_BYTES = 32 * 1024 * 1024         # Qdrant's default max_request_size_mb
HEALTH = {'healthz': 'healthz check passed', 'livez': 'healthz check passed', 'readyz': 'all shards are ready'}
U = q.UpdateOperation


class Store:
    """All collections and aliases of a data directory. `collections.json` lists them; each collection has a
    directory of the engine beside it."""

    def __init__(self, root, async_delay):
        self.root, self.async_delay = root, async_delay
        self.lock = threading.RLock()
        self.collections, self.aliases = {}, {}
        os.makedirs(root, exist_ok=True)
        self.lock_file = open(os.path.join(root, 'lock'), 'w')
        fcntl.flock(self.lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.index_file = os.path.join(root, 'collections.json')
        if os.path.exists(self.index_file):
            with open(self.index_file) as f:
                saved = json.load(f)
            self.aliases = saved['aliases']
            for name, c in saved['collections'].items():
                self.collections[name] = Collection(name, os.path.join(root, c['directory']), c['body'],
                                                    c['index_params'], async_delay, load=True)

    def save(self):
        data = {'aliases': self.aliases, 'collections': {
            c.name: {'directory': os.path.basename(c.path), 'body': c.body, 'index_params': c.index_params}
            for c in self.collections.values()}}
        with open(self.index_file + '.new', 'w') as f:
            json.dump(data, f)
            f.flush()
            os.fsync(f.fileno())
        os.replace(self.index_file + '.new', self.index_file)

    def close(self):
        for c in self.collections.values():
            c.close()

    def get(self, name):
        c = self.collections.get(self.aliases.get(name, name))
        if c is None:
            raise ApiError(404, f"Not found: Collection `{name}` doesn't exist!")
        return c

    def create(self, name, body):
        wire.collection_config(body)               # a wrong body is refused before anything else
        with self.lock:
            if name in self.collections:
                raise ApiError(409, f'Wrong input: Collection `{name}` already exists!')
            if name in self.aliases:
                raise ApiError(400, f"Wrong input: Can't create collection with name {name}. Alias with the same name already exists")
            if not name or len(name) > 255 or re.search(r'[<>:"/\\|?*\0\x1f]', name):
                raise ApiError(422, 'Validation error in path parameters: [name: invalid collection name]')
            self.collections[name] = Collection(name, os.path.join(self.root, uuid.uuid4().hex), body, {},
                                                self.async_delay, load=False)
            self.save()
        return True

    def delete(self, name):
        with self.lock:
            name = self.aliases.get(name, name)
            c = self.collections.pop(name, None)
            if c is None:
                return False
            self.aliases = {a: target for a, target in self.aliases.items() if target != name}
            self.save()
        c.close()
        shutil.rmtree(c.path, ignore_errors=True)
        return True

    def change_aliases(self, actions):
        """All actions or none, as in Qdrant."""
        with self.lock:
            aliases = dict(self.aliases)
            for action in actions:
                (kind, x), = action.items()
                if kind == 'create_alias':
                    if x['collection_name'] not in self.collections:
                        raise ApiError(404, f"Not found: Collection `{x['collection_name']}` doesn't exist!")
                    if x['alias_name'] in self.collections:
                        raise ApiError(409, f"Wrong input: Collection `{x['alias_name']}` already exists!")
                    aliases[x['alias_name']] = x['collection_name']
                elif kind == 'delete_alias':
                    aliases.pop(x['alias_name'], None)
                elif kind == 'rename_alias':
                    if x['old_alias_name'] not in aliases:
                        raise ApiError(404, f"Not found: Alias {x['old_alias_name']} does not exists!")
                    aliases[x['new_alias_name']] = aliases.pop(x['old_alias_name'])
                else:
                    raise format_error(f'unknown alias action `{kind}`')
            self.aliases = aliases
            self.save()
        return True


class Api:
    """Routes: method and path segments -> the `result` member of the answer (or a plain string)."""

    def __init__(self, store):
        self.store = store

    def answer(self, method, path, query, body):
        wait = query.get('wait', ['false'])[0] == 'true'
        if path == ['']:
            return {'title': 'qdrant - vector search engine', 'version': VERSION, 'commit': '0' * 40}
        if path[0] in HEALTH and len(path) == 1:
            return HEALTH[path[0]]
        if path == ['aliases'] and method == 'GET':
            return {'aliases': self.alias_list(self.store.aliases)}
        if path == ['collections'] and method == 'GET':
            return {'collections': [{'name': n} for n in self.store.collections]}
        if path == ['collections', 'aliases'] and method == 'POST':
            return self.store.change_aliases(body['actions'])
        if path[0] != 'collections' or len(path) < 2:
            raise ApiError(404, '')
        return self.collection(method, path[1], path[2:], wait, body)

    @staticmethod
    def alias_list(aliases):
        return [{'alias_name': a, 'collection_name': c} for a, c in aliases.items()]

    def collection(self, method, name, rest, wait, body):
        if len(name) > 255:
            raise ApiError(422, 'Validation error in path parameters: [name: value too long, at most 255 characters]')
        if not rest:
            if method == 'PUT':
                return self.store.create(name, body)
            if method == 'DELETE':
                return self.store.delete(name)
            if method == 'GET':
                return self.store.get(name).info()
            if method == 'PATCH':                  # accepted, without effect on the engine
                self.store.get(name)
                return True
        if rest == ['exists']:
            return {'exists': self.store.aliases.get(name, name) in self.store.collections}
        c = self.store.get(name)
        if rest == ['aliases']:
            return {'aliases': self.alias_list({a: t for a, t in self.store.aliases.items() if t == c.name})}
        if rest and rest[0] == 'index':
            return self.index(method, c, rest[1:], wait, body)
        if len(rest) == 2 and rest[0] == 'vectors':
            return self.named_vector(method, c, rest[1], wait, body)
        if rest == ['facet'] and method == 'POST':
            request = q.FacetRequest(body['key'], body.get('limit') or 10, bool(body.get('exact')), filter_of(body.get('filter')))
            return {'hits': [{'value': h.value, 'count': h.count} for h in c.shard.facet(request).hits]}
        if rest and rest[0] == 'points':
            return self.points(method, c, rest[1:], wait, body)
        raise ApiError(501, f'double: {method} /collections/{{name}}/{"/".join(rest)} is not supported')

    def index(self, method, c, rest, wait, body):
        if method == 'DELETE' and len(rest) == 1:
            result = c.update(U.delete_field_index(rest[0]), wait)
            c.index_params.pop(rest[0], None)
        elif method == 'PUT' and not rest:
            if not body.get('field_schema'):
                raise ApiError(400, 'Wrong input: field_schema is required')
            result = c.update(U.create_field_index(body['field_name'], wire.index_schema(body['field_schema'])), wait)
            if isinstance(body['field_schema'], dict):
                c.index_params[body['field_name']] = body['field_schema']
        else:
            raise ApiError(405, '')
        with self.store.lock:
            self.store.save()
        return result

    def named_vector(self, method, c, name, wait, body):
        """PUT {"dense": {size, distance}} or {"sparse": {modifier}} adds a vector name; DELETE removes it."""
        kind = 'sparse_vectors'
        if method == 'DELETE':
            result = c.update(U.delete_vector_name(name), wait)
            for kind in ('vectors', 'sparse_vectors'):
                (c.body.get(kind) or {}).pop(name, None)
        elif method == 'PUT' and 'dense' in body:
            d = body['dense']
            wire.check_size('dense', d.get('size'))
            multi = q.MultiVectorConfig(q.MultiVectorComparator.MaxSim) if d.get('multivector_config') else None
            result = c.update(U.create_dense_vector(name, d['size'], wire.enum(q.Distance, d['distance']), multi,
                                                    wire.optional_enum(q.VectorStorageDatatype, d.get('datatype'))), wait)
            if 'size' in (c.body.get('vectors') or {}):
                c.body['vectors'] = {'': c.body['vectors']}
            c.body.setdefault('vectors', {})[name] = d
        elif method == 'PUT' and 'sparse' in body:
            d = body['sparse'] or {}
            result = c.update(U.create_sparse_vector(name, wire.optional_enum(q.Modifier, d.get('modifier'))), wait)
            c.body.setdefault('sparse_vectors', {})[name] = d
        else:
            raise format_error('data did not match any variant of untagged enum VectorNameConfig')
        with self.store.lock:
            self.store.save()
        return result

    def points(self, method, c, rest, wait, body):
        action = (method, *rest)
        if action == ('PUT',):
            mode = wire.optional_enum(q.UpdateMode, body.get('update_mode'))
            return c.update(U.upsert_points(wire.points_of_upsert(body, c.body), filter_of(body.get('update_filter')), mode), wait)
        if action == ('POST',):
            ids = [point_id(i) for i in body['ids']]
            found = c.retrieve(ids, wire.with_payload(body.get('with_payload'), True), body.get('with_vector') or False)
            return [record_out(r) for r in found]
        if method == 'GET' and len(rest) == 1:
            found = c.retrieve([point_id_from_path(rest[0])], True, True)
            if not found:
                raise ApiError(404, f'Not found: Point with id {rest[0]} does not exists!')
            return record_out(found[0])
        if action == ('POST', 'delete'):
            return c.update_selected(body, U.delete_points, U.delete_points_by_filter, wait)
        if action == ('POST', 'payload'):
            return c.update_selected(body, U.set_payload, U.set_payload_by_filter, wait, body['payload'], body.get('key'))
        if action == ('PUT', 'payload'):
            return c.update_selected(body, U.overwrite_payload, U.overwrite_payload_by_filter, wait, body['payload'], body.get('key'))
        if action == ('POST', 'payload', 'delete'):
            return c.update_selected(body, U.delete_payload, U.delete_payload_by_filter, wait, body['keys'])
        if action == ('POST', 'payload', 'clear'):
            return c.update_selected(body, U.clear_payload, U.clear_payload_by_filter, wait)
        if action == ('PUT', 'vectors'):
            return c.update(U.update_vectors(wire.vectors_of_update(body, c.body), filter_of(body.get('update_filter'))), wait)
        if action == ('POST', 'vectors', 'delete'):
            return c.update_selected(body, U.delete_vectors, U.delete_vectors_by_filter, wait, body.get('vector') or body.get('vectors'))
        if action == ('POST', 'batch'):
            return [self.batch_operation(c, kind, x, wait) for o in body['operations'] for kind, x in o.items()]
        if action == ('POST', 'count'):
            return {'count': c.shard.count(q.CountRequest(body.get('exact', True), filter_of(body.get('filter'))))}
        if action == ('POST', 'scroll'):
            records, following = c.scroll(body)
            return {'points': records, 'next_page_offset': id_out(following)}
        if action == ('POST', 'query'):
            return {'points': c.query(body)}
        if action == ('POST', 'query', 'batch'):
            return [{'points': c.query(x)} for x in body['searches']]
        raise ApiError(501, f'double: {method} /collections/{{name}}/points/{"/".join(rest)} is not supported')

    BATCH = {
        'upsert': ('PUT',), 'delete': ('POST', 'delete'), 'set_payload': ('POST', 'payload'),
        'overwrite_payload': ('PUT', 'payload'), 'delete_payload': ('POST', 'payload', 'delete'),
        'clear_payload': ('POST', 'payload', 'clear'), 'update_vectors': ('PUT', 'vectors'),
        'delete_vectors': ('POST', 'vectors', 'delete'),
    }

    def batch_operation(self, c, kind, body, wait):
        if kind not in self.BATCH:
            raise format_error(f'unknown variant `{kind}`')
        method, *rest = self.BATCH[kind]
        return self.points(method, c, rest, wait, body)


class Faults:
    """Faults to inject, set with POST /_double/faults. The first rule that fits a request is used."""

    def __init__(self):
        self.lock, self.rules = threading.Lock(), []

    def set(self, rules):
        for r in rules:
            re.compile(r.get('path', ''))
        with self.lock:
            self.rules = [dict(r) for r in rules]

    def take(self, method, path):
        with self.lock:
            for r in self.rules:
                if r.get('method', method) != method or not re.search(r.get('path', ''), path):
                    continue
                if r.get('skip', 0) > 0:
                    r['skip'] -= 1
                    continue
                r['times'] = r.get('times', 1) - 1
                if r['times'] <= 0:
                    self.rules.remove(r)
                return r
        return {}


class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    wbufsize = -1

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

    def send(self, status, answer, headers=None, keep_bytes=None):
        """keep_bytes: send only so many bytes of the promised body, then close."""
        text = isinstance(answer, str)
        data = answer.encode() if text else json.dumps(answer).encode()
        self.server.record(self, status)  # before the answer: who has it may ask for the log at once
        self.send_response(status)
        self.send_header('Content-Type', 'text/plain; charset=utf-8' if text else 'application/json')
        self.send_header('Content-Length', str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(data if keep_bytes is None else data[:keep_bytes])
        self.wfile.flush()
        if keep_bytes is not None:
            self.close_connection = True

    def drop(self):
        """Closes the connection without an answer; SO_LINGER 0 makes the client see a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.close_connection = True

    def handle(self):
        try:
            super().handle()
        except ConnectionError:                    # the client went away
            pass

    def handle_any(self):
        self.started = time.time()
        begin = time.perf_counter()
        split = urlsplit(self.path)
        path = [unquote(x) for x in split.path.strip('/').split('/')]
        raw = self.read_body()
        if path[0] == '_double':
            return self.control(path[1:], raw)
        if self.server.api_key and path[0] not in HEALTH:
            key = self.headers.get('api-key') or self.headers.get('Authorization', '').removeprefix('Bearer ')
            if not key:
                return self.send(401, 'Must provide an API key or an Authorization bearer token')
            if key != self.server.api_key:
                return self.send(403, 'Invalid API key or JWT')
        fault = self.server.faults.take(self.command, self.path)
        time.sleep(fault.get('delay_ms', 0) / 1000)
        after = fault.get('when') == 'after' or 'truncate' in fault
        if fault and not after and self.inject(fault):
            return None
        status, answer = self.run(path, parse_qs(split.query), raw, begin)
        if fault and after and self.inject(fault, answer):
            return None
        return self.send(status, answer)

    def run(self, path, query, raw, begin):
        """Carries the request out; gives HTTP status and answer."""
        def error(status, message):
            return status, ({'status': {'error': message}, 'time': time.perf_counter() - begin} if message else '')
        try:
            if len(raw) > MAX_REQUEST_BYTES:
                raise ApiError(400, f'JSON payload ({len(raw)} bytes) is larger than allowed (limit: {MAX_REQUEST_BYTES} bytes).')
            try:
                body = json.loads(raw) if raw else {}
            except ValueError as e:
                raise format_error(str(e)) from None
            if not isinstance(body, dict):
                raise format_error('invalid type, expected an object')
            if 'with_vectors' in body:                 # an accepted alias
                body.setdefault('with_vector', body['with_vectors'])
            if query.get('timeout') == ['0']:
                raise ApiError(422, 'Validation error in query parameters: [timeout: value 0 invalid, must be 1 or larger]')
            result = self.server.api.answer(self.command, path, query, body)
            if isinstance(result, str) or path == ['']:
                return 200, result
            return 200, {'result': result, 'status': 'ok', 'time': time.perf_counter() - begin}
        except ApiError as e:
            return error(e.status, e.message)
        except (KeyError, TypeError, AttributeError, OverflowError) as e:
            return error(400, f'Format error in JSON body: {type(e).__name__}: {e}')
        except BaseException as e:                 # the engine's own errors, and its panics
            text = str(e)
            missing = re.search(r'No point with id ([\w-]+)', text)
            if missing:
                return error(404, f'Not found: No point with id {missing.group(1)} found')
            wrong_input = isinstance(e, ValueError) or any(
                w in text.lower() for w in ('wrong input', 'dimension', 'not existing vector', 'index required', 'conversion', 'malformed'))
            if wrong_input:
                return error(400, text if 'rong input' in text else 'Wrong input: ' + text)
            return error(500, 'Service internal error: ' + text)

    def inject(self, fault, answer=None):
        """Plays a fault; True when the request has been answered (or dropped) by it."""
        if fault.get('drop'):
            self.server.record(self, 'dropped')
            self.drop()
            return True
        if 'truncate' in fault:
            self.send(fault.get('status', 200), answer, fault.get('headers'), keep_bytes=fault['truncate'])
            return True
        if 'status' in fault:
            body = fault.get('body', {'status': {'error': fault.get('error', 'injected fault')}, 'time': 0.0})
            self.send(fault['status'], body, fault.get('headers'))
            return True
        return False

    def control(self, path, raw):
        server = self.server
        if path == ['faults'] and self.command == 'POST':
            server.faults.set(json.loads(raw))
        elif path == ['faults'] and self.command == 'DELETE':
            server.faults.set([])
        elif path == ['faults']:
            return self.send(200, server.faults.rules)
        elif path == ['log'] and self.command == 'DELETE':
            server.requests.clear()
        elif path == ['log']:
            return self.send(200, list(server.requests))
        elif len(path) == 2 and path[0] == 'optimize':
            return self.send(200, {'optimized': server.store.get(path[1]).shard.optimize()})
        else:
            return self.send(404, 'unknown control path')
        return self.send(200, {})

    do_GET = do_PUT = do_POST = do_DELETE = do_PATCH = handle_any


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, address, store, api_key, log):
        super().__init__(address, Handler)
        self.store, self.api, self.api_key = store, Api(store), api_key
        self.faults, self.requests = Faults(), []
        self.log_file = open(log, 'a', buffering=1) if log else None

    def record(self, handler, status):
        if handler.path.startswith('/_double'):
            return
        entry = {'time': round(handler.started, 6), 'method': handler.command, 'path': handler.path, 'status': status}
        self.requests.append(entry)
        if self.log_file:
            self.log_file.write(json.dumps(entry) + '\n')


def make(arguments=None):
    """A server and its store by command-line arguments; not serving yet."""
    p = argparse.ArgumentParser(description='a double of Qdrant')
    p.add_argument('--port', type=int, default=6333)
    p.add_argument('--host', default='127.0.0.1')
    p.add_argument('--data', required=True, help='directory that keeps collections across restarts')
    p.add_argument('--api-key')
    p.add_argument('--async-delay-ms', type=float, default=50, help='delay before a wait=false write is applied')
    p.add_argument('--log', help='JSON-lines file for requests')
    a = p.parse_args(arguments)
    store = Store(a.data, a.async_delay_ms / 1000)
    return Server((a.host, a.port), store, a.api_key, a.log), store


def main():
    server, store = make()
    host = server.server_address[0]
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f'listening on http://{host}:{server.server_port}', flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    server.server_close()
    store.close()


if __name__ == '__main__':
    sys.exit(main())
