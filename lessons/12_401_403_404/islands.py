"""Photos of islands. While birds are nesting, nobody gets any."""

from flask import Flask

app = Flask(__name__)
NESTING = {"gull-rock"}


@app.get("/islands/<name>/photo")
def photo(name):
    if name in NESTING:
        return {"error": "Birds are nesting: no photos, for anybody"}, 403
    return {"photo": f"{name}.jpg"}
