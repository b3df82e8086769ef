"""Sends standard input to a WebDAV server as the user ada, as DAV_METHOD, DAV_URL and DAV_TYPE say; prints the status."""
import base64
import os
import sys
import urllib.request

data = sys.stdin.buffer.read()
request = urllib.request.Request(os.environ["DAV_URL"], data=data or None, method=os.environ["DAV_METHOD"])
request.add_header("Authorization", "Basic " + base64.b64encode(b"ada:secret").decode())
request.add_header("Content-Type", os.environ["DAV_TYPE"])
print(urllib.request.urlopen(request).status)
