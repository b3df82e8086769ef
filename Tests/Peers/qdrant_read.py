"""The official qdrant-client: reads a JSON object {url, alias, workspace, vector}, answers what it finds there."""
import json
import sys
import warnings

warnings.filterwarnings("ignore")
from qdrant_client import QdrantClient, models

asked = json.load(sys.stdin)
client = QdrantClient(url=asked["url"], check_compatibility=False)
name = asked["alias"]
mine = models.Filter(must=[models.FieldCondition(key="workspace", match=models.MatchValue(value=asked["workspace"]))])
info = client.get_collection(name)
best = client.query_points(name, query=asked["vector"], using="dense", query_filter=mine, limit=1, with_payload=True,
                           with_vectors=True).points[0]
schema = info.payload_schema["workspace"]
print(json.dumps({
    "count": client.count(name, count_filter=mine, exact=True).count, "nearest": best.id, "score": best.score,
    "payload": best.payload, "words": len(best.vector["words"].indices),
    "tenant": bool(schema.params and schema.params.is_tenant),
    "hnsw": {"m": info.config.hnsw_config.m, "payload_m": info.config.hnsw_config.payload_m}}))
