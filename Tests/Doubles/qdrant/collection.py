"""One collection: an engine shard, its write queue, and the operations of /collections/{name}/..."""
import queue
import sys
import threading
import time

import qdrant_edge as q

from wire import (ApiError, collection_config, filter_of, format_error, order_by, point_id, record_out, search_params,
                  short_float, validation_error, vector, with_payload)

DEFAULT_LIMIT = 10


class Write:
    """An update on its way to the engine."""

    def __init__(self, operation, not_before):
        self.operation = operation
        self.not_before = not_before
        self.done = threading.Event()
        self.error = None


class Collection:
    """Writes go through one queue in order, as in Qdrant. A write with wait=false is held back for
    `async_delay` seconds before it is applied, so that a caller who reads too early sees the old state."""

    def __init__(self, name, path, body, index_params, async_delay, load):
        self.name, self.path, self.body, self.index_params = name, path, body, index_params
        self.async_delay = async_delay
        self.shard = q.EdgeShard.load(path) if load else q.EdgeShard.create(path, collection_config(body))
        self.next_operation = 0
        self.lock = threading.Lock()
        self.writes = queue.Queue()
        self.writer = threading.Thread(target=self.apply_writes, daemon=True)
        self.writer.start()

    def apply_writes(self):
        while True:
            write = self.writes.get()
            if write is None:
                return
            time.sleep(max(0, write.not_before - time.monotonic()))
            try:
                self.shard.update(write.operation)
            except BaseException as error:          # the engine's panics are BaseException
                write.error = error
                if write.not_before:
                    print(f'collection {self.name}: a wait=false update failed: {error}', file=sys.stderr)
            write.done.set()

    def update(self, operation, wait):
        """Queues an engine update; gives the UpdateResult of the REST API."""
        with self.lock:
            number = self.next_operation
            self.next_operation += 1
            write = Write(operation, 0 if wait else time.monotonic() + self.async_delay)
            self.writes.put(write)
        if not wait:
            return {'operation_id': number, 'status': 'acknowledged'}
        write.done.wait()
        if write.error is not None:
            raise write.error
        return {'operation_id': number, 'status': 'completed'}

    def close(self):
        self.writes.put(None)
        self.writer.join()
        self.shard.flush()
        self.shard.close()

    def info(self):
        i = self.shard.info()
        params = {'vectors': self.body.get('vectors') or {}, 'shard_number': 1, 'replication_factor': 1,
                  'write_consistency_factor': 1, 'on_disk_payload': True}
        if self.body.get('sparse_vectors'):
            params['sparse_vectors'] = self.body['sparse_vectors']
        hnsw_config = {'m': 16, 'ef_construct': 100, 'full_scan_threshold': 10000} | (self.body.get('hnsw_config') or {})
        schema = {}
        for field, entry in i.payload_schema.items():
            schema[field] = {'data_type': str(entry.data_type).split('.')[-1].lower(), 'points': entry.points}
            if field in self.index_params:
                schema[field]['params'] = self.index_params[field]
        return {
            'status': 'green', 'optimizer_status': 'ok', 'indexed_vectors_count': i.indexed_vectors_count,
            'points_count': i.points_count, 'segments_count': i.segments_count, 'update_queue': {'length': self.writes.qsize()},
            'config': {
                'params': params, 'hnsw_config': hnsw_config,
                'optimizer_config': {'deleted_threshold': 0.2, 'vacuum_min_vector_number': 1000,
                                     'default_segment_number': 0, 'flush_interval_sec': 5},
                'wal_config': {'wal_capacity_mb': 32, 'wal_segments_ahead': 0}},
            'payload_schema': schema}

    # ------------------------------------------------------------ updates that name points by id or by filter

    def update_selected(self, body, by_ids, by_filter, wait, *arguments):
        if body.get('points') is not None:
            return self.update(by_ids([point_id(i) for i in body['points']], *arguments), wait)
        if body.get('filter') is not None:
            return self.update(by_filter(filter_of(body['filter']), *arguments), wait)
        raise format_error('data did not match any variant of untagged enum PointsSelector')

    # ------------------------------------------------------------ reads

    def retrieve(self, ids, payload=True, vectors=False):
        return self.shard.retrieve(ids, payload, vectors)

    def scroll(self, body):
        limit = DEFAULT_LIMIT if body.get('limit') is None else body['limit']
        if limit < 1:
            raise validation_error(f'[limit: value {limit} invalid, must be 1 or larger]')
        if body.get('order_by') is not None and body.get('offset') is not None:
            raise ApiError(400, 'Wrong input: Cannot use an `offset` when using `order_by`. '
                                'The alternative for paging is to use `order_by.start_from` and a filter to exclude the IDs that you\'ve already seen for the `order_by.start_from` value')
        offset = None if body.get('offset') is None else point_id(body['offset'])
        order = None if body.get('order_by') is None else order_by(body['order_by'])
        records, following = self.shard.scroll(q.ScrollRequest(
            offset, limit, filter_of(body.get('filter')), with_payload(body.get('with_payload'), True),
            body.get('with_vector') or False, order))
        return [record_out(r) for r in records], following

    def stored_vector(self, ident, using):
        found = self.shard.retrieve([point_id(ident)], False, True)
        if not found:
            raise ApiError(404, f'Not found: No point with id {ident} found')
        v = found[0].vector
        if isinstance(v, dict):
            if (using or '') not in v:
                raise ApiError(400, f'Wrong input: Not existing vector name error: {using}')
            v = v[using or '']
        return v

    def scoring(self, x, using, referenced):
        """The `query` member of a query or prefetch. Ids used as queries are added to `referenced`,
        because Qdrant leaves such points out of the answer."""
        if x is None:
            return None
        if isinstance(x, (int, str)):
            v = self.stored_vector(x, using)
            referenced.append(x)
            return q.Query.Nearest(v, using)
        if isinstance(x, list):
            return q.Query.Nearest(x, using)
        if 'indices' in x:
            return q.Query.Nearest(vector(x), using)
        if 'nearest' in x:
            if x.get('mmr') is None:
                return self.scoring(x['nearest'], using, referenced)
            mmr = x['mmr']
            diversity = 0.5 if mmr.get('diversity') is None else mmr['diversity']
            return q.Mmr(vector(x['nearest']), 1 - diversity, mmr.get('candidates_limit') or 100, using)
        if 'fusion' in x:
            if x['fusion'] not in ('rrf', 'dbsf'):
                raise format_error(f'unknown variant `{x["fusion"]}`, expected `rrf` or `dbsf`')
            return q.Fusion.Rrf(2) if x['fusion'] == 'rrf' else q.Fusion.Dbsf()
        if 'rrf' in x:
            return q.Fusion.Rrf(x['rrf'].get('k') or 2, x['rrf'].get('weights'))
        if 'order_by' in x:
            return order_by(x['order_by'])
        if 'sample' in x:
            return q.Sample.Random
        raise ApiError(501, f'double: query of kind {sorted(x)} is not supported')

    def prefetches(self, p, referenced):
        if p is None:
            return None
        return [q.Prefetch(DEFAULT_LIMIT if x.get('limit') is None else x['limit'],
                           self.scoring(x.get('query'), x.get('using'), referenced),
                           self.prefetches(x.get('prefetch'), referenced), search_params(x.get('params')),
                           filter_of(x.get('filter')), x.get('score_threshold'))
                for x in (p if isinstance(p, list) else [p])]

    def query(self, body):
        limit = DEFAULT_LIMIT if body.get('limit') is None else body['limit']
        if limit < 1:
            raise validation_error(f'[internal.limit: value {limit} invalid, must be 1 or larger]')
        for kind in ('fusion', 'rrf'):
            if isinstance(body.get('query'), dict) and kind in body['query'] and not body.get('prefetch'):
                raise ApiError(400, 'Bad request: A fusion query cannot be used without prefetches')
        if body.get('prefetch') and body.get('query') is None:
            raise ApiError(400, 'Bad request: A query is needed to merge the prefetches. Can\'t have prefetches without defining a query.')
        if body.get('score_threshold') is not None:
            if body.get('query') is None:
                raise ApiError(400, "Bad request: A query is needed to use the score_threshold. Can't have score_threshold without defining a query.")
            if isinstance(body['query'], dict) and 'order_by' in body['query']:
                raise ApiError(400, "Bad request: Can't use score_threshold with an order_by query.")
        referenced = []
        scoring = self.scoring(body.get('query'), body.get('using'), referenced)
        prefetches = self.prefetches(body.get('prefetch'), referenced)
        condition = body.get('filter')
        if referenced:
            condition = {'must': [condition] if condition else [], 'must_not': [{'has_id': referenced}]}
        payload = with_payload(body.get('with_payload'), False)
        vectors = body.get('with_vector') or False
        if scoring is None:                        # no query: a plain scroll, every score 0
            skip = body.get('offset') or 0
            records, _ = self.shard.scroll(q.ScrollRequest(
                limit=limit + skip, filter=filter_of(condition), with_payload=payload, with_vector=vectors))
            return [record_out(r) | {'version': 0, 'score': 0.0} for r in records[skip:]]
        found = self.shard.query(q.QueryRequest(
            limit, body.get('offset'), scoring, prefetches, vectors, payload, filter_of(condition),
            body.get('score_threshold'), search_params(body.get('params'))))
        out = [record_out(r) | {'version': r.version, 'score': short_float(r.score)} for r in found]
        if not vectors:                            # mmr needs the vectors and gives them back unasked
            for r in out:
                r.pop('vector', None)
        return out
