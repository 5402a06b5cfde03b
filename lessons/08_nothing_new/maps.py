"""A trail map, sent as a file."""

from io import BytesIO

from flask import Flask, send_file

app = Flask(__name__)


@app.get("/map")
def trail_map():
    drawing = BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    return send_file(drawing, mimetype="image/svg+xml", etag="map-5")
