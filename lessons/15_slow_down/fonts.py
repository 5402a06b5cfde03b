"""A library of typefaces. A look costs one unit, a download two, and there are three units a minute."""

from flask import Flask

app = Flask(__name__)
used = {"units": 0}
COSTS = {"look": 1, "download": 2}


@app.get("/fonts/garamond/<kind>")
def font(kind):
    left = 3 - used["units"]
    served = COSTS[kind] <= left
    if served:
        used["units"] += COSTS[kind]
        left -= COSTS[kind]
    headers = {"RateLimit-Policy": '"fonts";q=3;w=60', "RateLimit": f'"fonts";r={left};t=42'}
    if served:
        return {"font": "Garamond", "sent": kind}, 200, headers
    return {"error": "No units left for this"}, 429, {**headers, "Retry-After": 42}
