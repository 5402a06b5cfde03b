from flask import Flask

app = Flask(__name__)
FORMS = ["/scores/moonlight.pdf", "/scores/moonlight.midi"]


@app.get("/scores/moonlight")
def choose():
    return {"forms": FORMS}, 300, {"Location": FORMS[0]}
