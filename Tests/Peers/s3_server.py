"""A bucket of moto's S3 that checks every signature. Prints one line of JSON that says where and with which keys, then serves
until its standard input ends. Says {"missing": true} where moto is not installed."""
import json
import sys

try:
    import boto3
    from moto.server import ThreadedMotoServer
    from moto.core import set_initial_no_auth_action_count
except ImportError:
    print(json.dumps({"missing": True}), flush=True)
    sys.exit(0)

import logging

logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
server.start()
host, port = server.get_host_and_port()
endpoint = f"http://{host}:{port}"
root = dict(endpoint_url=endpoint, region_name="eu-central-1", aws_access_key_id="root", aws_secret_access_key="root")
iam = boto3.client("iam", **root)
iam.create_user(UserName="worker")
key = iam.create_access_key(UserName="worker")["AccessKey"]
policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
iam.put_user_policy(UserName="worker", PolicyName="all", PolicyDocument=json.dumps(policy))
boto3.client("s3", **root).create_bucket(
    Bucket="objects", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
import requests

requests.post(f"{endpoint}/moto-api/reset-auth", data=b"0", timeout=10)
print(json.dumps({"endpoint": endpoint, "bucket": "objects", "key": key["AccessKeyId"],
                  "secret": key["SecretAccessKey"]}), flush=True)
sys.stdin.read()
server.stop()
