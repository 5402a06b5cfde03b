"""Photos behind a shared cache that keeps what it may keep."""

from flask import Flask

origin = Flask("origin")
app = Flask(__name__)
photos, store = set(), {}
MAY_KEEP = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501}


@origin.get("/<name>")
def photo(name):
    return ("a photo", 200) if name in photos else ("no photo", 404)


@app.post("/upload/<name>")
def upload(name):
    photos.add(name)
    return "", 201, {"Location": f"/cache/{name}"}


@app.get("/cache/<name>")
def cache(name):
    if name in store:
        return store[name]
    answer = origin.test_client().get(f"/{name}")
    fields = dict(answer.headers)
    if answer.status_code in MAY_KEEP and "no-store" not in fields.get("Cache-Control", ""):
        store[name] = answer.data, answer.status_code, fields
    return answer.data, answer.status_code, fields
