from flask import Flask

app = Flask(__name__)
VARIANTS = {"/guide": "/guide.en", "/guide.en": "/guide"}


@app.get("/guide")
def guide():
    chosen = VARIANTS["/guide"]
    if chosen in VARIANTS:
        return {"error": f"{chosen} wants to negotiate again."}, 506
    return "The guide\n"
