from flask import Flask, request

app = Flask(__name__)
NEWS = {"v1": ["Ferry delayed", "Bridge open"], "v2": ["Market moved"]}


@app.get("/feed")
def feed():
    if "feed" in request.headers.get("A-IM", "") and "v1" in request.if_none_match:
        return NEWS["v2"], 226, {"IM": "feed", "ETag": '"v2"'}
    return NEWS["v2"] + NEWS["v1"], {"ETag": '"v2"'}
