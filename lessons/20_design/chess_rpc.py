"""The chess server as JSON-RPC: one address, and a result or an error in each body."""

from flask import Flask, request

app = Flask(__name__)
LEGAL = {"e2e4", "g1f3"}


def reply(call_id, **outcome):
    return {"jsonrpc": "2.0", "id": call_id, **outcome}


@app.post("/rpc")
def rpc():
    call = request.get_json()
    if not isinstance(call, dict) or not isinstance(call.get("method"), str):
        return reply(None, error={"code": -32600, "message": "Invalid Request"})
    if call["method"] != "legal":
        return reply(call.get("id"), error={"code": -32601, "message": "Method not found"})
    return reply(call.get("id"), result=call.get("params") in [[move] for move in LEGAL])
