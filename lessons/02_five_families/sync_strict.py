"""A phone that sends a photo to an album and looks for one number."""

from flask import Flask

album = Flask("album")
app = Flask(__name__)
photos = []


@album.post("/photos")
def store():
    photos.append("beach.jpg")
    return {"stored": "beach.jpg"}, 201, {"Location": f"/photos/{len(photos)}"}


@app.post("/sync")
def sync():
    for _ in range(3):
        if album.test_client().post("/photos").status_code == 200:
            return {"said": "sent", "copies": len(photos)}
    return {"said": "failed", "copies": len(photos)}
