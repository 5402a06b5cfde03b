"""Sea charts, closed for two minutes while the tables are moved."""

from flask import Flask

app = Flask(__name__)
SECONDS_LEFT = 120.5


@app.before_request
def closed():
    return {"error": "Closed for maintenance"}, 503, {"Retry-After": SECONDS_LEFT}


@app.get("/health")
def health():
    return {"process": "alive"}


@app.get("/charts/<name>")
def chart(name):
    return {"chart": name}
