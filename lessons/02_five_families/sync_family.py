"""A phone that sends a photo to an album and looks at the family."""

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
        status = album.test_client().post("/photos").status_code
        if status // 100 == 2:
            return {"said": "sent", "copies": len(photos)}
    return {"said": "failed", "copies": len(photos)}
