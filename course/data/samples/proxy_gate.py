from flask import Flask, request

app = Flask(__name__)


@app.get("/<path:page>")
def forward(page):
    if "Proxy-Authorization" not in request.headers:
        return {"error": "Sign in."}, 407, {"Proxy-Authenticate": 'Basic realm="office"'}
    return f"what the site says about {page}\n"
