"""Sea charts, closed for two minutes while the tables are moved."""

from math import ceil

from flask import Flask, request

app = Flask(__name__)
SECONDS_LEFT = 120.5


@app.before_request
def closed():
    if request.endpoint in (None, "health") or request.method == "OPTIONS":
        return None
    return {"error": "Closed for maintenance"}, 503, {"Retry-After": ceil(SECONDS_LEFT)}


@app.get("/health")
def health():
    return {"process": "alive"}


@app.get("/ready")
def ready():
    return {"ready": True}


@app.get("/charts/<name>")
def chart(name):
    return {"chart": name}
