from flask import Flask

app = Flask(__name__)


@app.get("/as-a-whole-answer")
def misplaced():
    return "208 belongs inside a 207. Flask sends it all the same.\n", 208
