from flask import Flask, abort, request

app = Flask(__name__)


@app.get("/ships")
def ships():
    if len(request.query_string) > 40:
        abort(414, "Ask for fewer ships at once.")
    return request.args.getlist("names")
